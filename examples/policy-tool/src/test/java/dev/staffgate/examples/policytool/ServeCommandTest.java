package dev.staffgate.examples.policytool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.staffgate.fixtures.NamedPipe;
import dev.staffgate.model.Secret;
import dev.staffgate.servlet.authzen.AuthZenCaller;
import dev.staffgate.yaml.LoadOptions;
import java.io.BufferedReader;
import java.io.PipedReader;
import java.io.PipedWriter;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ServeCommandTest {
  private static final String KEY = "a-key-of-the-tests-0123456789";
  private static final String POLICY =
      """
      staffgate: 1
      networks: { office: [203.0.113.0/24] }
      roles: { helper: { grants: [client.view, { permission: client.edit, networks: [office] }] } }
      staff: { ann: { roles: [helper] } }
      """;

  @TempDir Path folder;
  private Path policy;
  private final StringWriter err = new StringWriter();

  @BeforeEach
  void write() throws Exception {
    policy = Files.writeString(folder.resolve("policy.yaml"), POLICY);
  }

  private static HttpResponse<String> ask(URI server, String key, String action) throws Exception {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(server.resolve("/access/v1/evaluation"))
                .timeout(Duration.ofSeconds(60))
                .header("Authorization", "Bearer " + key)
                .header("Content-Type", "application/json")
                .POST(
                    HttpRequest.BodyPublishers.ofString(
                        """
                        {"subject": {"type": "user", "id": "ann"}, "action": {"name": "%s"},
                         "resource": {"type": "client", "id": "7"}, "context": {"ip": "203.0.113.9"}}
                        """
                            .formatted(action)))
                .build(),
            HttpResponse.BodyHandlers.ofString());
  }

  @Test
  void policy_thatChanges_isInForceWithoutARestart() throws Exception {
    try (PolicyServer server =
        PolicyServer.start(
            List.of(policy),
            LoadOptions.DEFAULT,
            0,
            Optional.empty(),
            api -> api.caller(AuthZenCaller.withKey("tests", Secret.of(KEY))))) {
      assertThat(ask(server.url(), KEY, "view").body()).isEqualTo("{\"decision\":true}");

      Files.writeString(policy, POLICY.replace("client.view", "invoice.view"));
      server.refresh();

      assertThat(ask(server.url(), KEY, "view").body()).startsWith("{\"decision\":false");
      assertThat(ask(server.url(), KEY + "x", "view").statusCode()).isEqualTo(401);
    }
  }

  @Test
  void metadata_tellWhereTheServerIs() throws Exception {
    try (PolicyServer server =
        PolicyServer.start(
            List.of(policy),
            LoadOptions.DEFAULT,
            0,
            Optional.empty(),
            api -> api.caller(AuthZenCaller.withKey("tests", Secret.of(KEY))))) {
      HttpResponse<String> metadata =
          HttpClient.newHttpClient()
              .send(
                  HttpRequest.newBuilder(server.url().resolve("/.well-known/authzen-configuration"))
                      .timeout(Duration.ofSeconds(60))
                      .build(),
                  HttpResponse.BodyHandlers.ofString());

      assertThat(metadata.statusCode()).isEqualTo(200);
      assertThat(metadata.body())
          .contains("\"policy_decision_point\":\"" + server.url() + "\"")
          .contains("\"" + server.url() + "/access/v1/search/subject\"");
    }
  }

  /** The command, until its thread is interrupted. */
  private final class Running implements AutoCloseable {
    private final List<String> printed = new ArrayList<>();
    private final CompletableFuture<Integer> exit = new CompletableFuture<>();
    private final Thread thread;

    Running(int lines, String... arguments) throws Exception {
      PipedReader in = new PipedReader();
      CommandLine tool = tool(new PrintWriter(new PipedWriter(in), true));
      thread = new Thread(() -> exit.complete(tool.execute(arguments)));
      thread.start();
      BufferedReader reader = new BufferedReader(in);
      for (int i = 0; i < lines; i++) {
        printed.add(reader.readLine());
      }
    }

    URI url() {
      return URI.create(printed.get(0).replaceFirst("^The API is at ", ""));
    }

    @Override
    public void close() {
      thread.interrupt();
      assertThat(exit.orTimeout(60, TimeUnit.SECONDS).join()).isZero();
    }
  }

  private CommandLine tool(PrintWriter out) {
    CommandLine tool = PolicyTool.commandLine();
    tool.setOut(out);
    tool.setErr(new PrintWriter(err, true));
    return tool;
  }

  @Test
  void serve_withoutAKey_makesOneAndPrintsIt() throws Exception {
    try (Running serve = new Running(2, "serve", "--policy", policy.toString(), "--port", "0")) {
      String key = serve.printed.get(1).replaceFirst("^Callers send: Authorization: Bearer ", "");

      assertThat(key).hasSize(43);
      assertThat(ask(serve.url(), key, "view").body()).isEqualTo("{\"decision\":true}");
      assertThat(ask(serve.url(), KEY, "view").statusCode()).isEqualTo(401);
      assertThat(ask(serve.url(), key, "edit").body()).contains("\"remedy\":\"another-network\"");
    }
  }

  @Test
  void serve_withAKeyAndFacts_believesThemAndDoesNotPrintTheKey() throws Exception {
    Path key = Files.writeString(folder.resolve("key"), KEY + "\n");
    try (Running serve =
        new Running(
            1,
            "serve",
            "--policy",
            policy.toString(),
            "--port",
            "0",
            "--api-key-file",
            key.toString(),
            "--may-state",
            "ADDRESS,SECOND_FACTOR",
            "--action",
            "LOOK=client.view")) {
      assertThat(serve.printed.toString()).doesNotContain(KEY);
      assertThat(ask(serve.url(), KEY, "edit").body()).isEqualTo("{\"decision\":true}");
      assertThat(ask(serve.url(), KEY, "LOOK").body()).isEqualTo("{\"decision\":true}");
    }
  }

  private int run(String... more) {
    List<String> all = new ArrayList<>(List.of("serve", "--policy", policy.toString()));
    all.addAll(List.of(more));
    return tool(new PrintWriter(new StringWriter())).execute(all.toArray(String[]::new));
  }

  @Test
  void serve_withWhatCannotBeUsed_endsWith2AndSaysWhat() throws Exception {
    String weak = Files.writeString(folder.resolve("weak"), "weak").toString();
    String empty = Files.writeString(folder.resolve("empty"), "\n").toString();
    Path pipe = NamedPipe.at(folder.resolve("pipe"));

    assertThat(run("--api-key-file", weak)).isEqualTo(2);
    assertThat(run("--api-key-file", empty)).isEqualTo(2);
    assertThat(run("--api-key-file", folder.resolve("none").toString())).isEqualTo(2);
    assertThat(run("--api-key-file", folder.toString())).isEqualTo(2);
    assertThat(run("--api-key-file", pipe.toString())).isEqualTo(2);
    assertThat(run("--records", pipe.toString())).isEqualTo(2);
    assertThat(run("--port", "65536")).isEqualTo(2);
    assertThat(run("--action", "a.b=client.view")).isEqualTo(2);
    assertThat(run("--may-state", "EVERYTHING")).isEqualTo(2);
    assertThat(run("--action", "GET=client.veiw")).isEqualTo(2);
    assertThat(run("--action", "GET")).isEqualTo(2);
    assertThat(run("--action", "GET=client.view", "--action", "GET=client.edit")).isEqualTo(2);
    assertThat(run("--records", folder.resolve("none.json").toString())).isEqualTo(2);
    assertThat(run("--port", "0", "--base-url", "http://x.example")).isEqualTo(2);
    assertThat(err.toString())
        .contains(
            "an API key has 20 to 1024 characters",
            "there is no key in",
            folder + " is a folder: name a regular file",
            pipe + " is a pipe or a device: name a regular file",
            "this is not a regular file",
            "--port is not within 0 and 65535",
            "a.b is not a name for an action",
            "--action: permission `client.veiw` is not in the policy's catalogue",
            "did you mean `client.view`?",
            "--action is written NAME=PERMISSION, and `GET` is not of this form",
            "--action gives `GET` twice",
            "http://x.example is not an https URL",
            "none.json cannot be read: there is no such file or folder")
        .doesNotContain("\tat ");
  }

  @Test
  void serve_onAPortThatIsTaken_endsWith2() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertThat(run("--port", "" + taken.getLocalPort())).isEqualTo(2);
      assertThat(err.toString()).contains("cannot be used").doesNotContain("\tat ");
    }
  }

  @Test
  void serve_withABrokenPolicy_endsWith2AndSaysWhere() throws Exception {
    Files.writeString(policy, "staffgate: 2\n");

    assertThat(run("--port", "0")).isEqualTo(2);
    assertThat(err.toString()).contains("policy.yaml:1");
  }
}
