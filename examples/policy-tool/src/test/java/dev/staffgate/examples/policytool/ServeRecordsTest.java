package dev.staffgate.examples.policytool;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.PipedReader;
import java.io.PipedWriter;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** The command with properties that are kept, and behind another address. */
class ServeRecordsTest {
  private static final String KEY = "a-key-of-the-tests-0123456789";
  private static final Path EXAMPLES =
      Path.of(requireNonNull(System.getProperty("staffgate.root")), "examples/policies/authzen");

  @TempDir Path folder;
  private final StringWriter err = new StringWriter();

  private CommandLine tool(PrintWriter out) {
    CommandLine tool = PolicyTool.commandLine();
    tool.setOut(out);
    tool.setErr(new PrintWriter(err, true));
    return tool;
  }

  private interface Story {
    void tell(URI server) throws Exception;
  }

  private void serving(Story story, String... options) throws Exception {
    Path key = Files.writeString(folder.resolve("key"), KEY);
    List<String> all = new ArrayList<>(List.of("serve", "--port", "0", "--api-key-file"));
    all.add(key.toString());
    all.addAll(List.of(options));
    PipedReader in = new PipedReader();
    CommandLine tool = tool(new PrintWriter(new PipedWriter(in), true));
    CompletableFuture<Integer> exit = new CompletableFuture<>();
    Thread thread = new Thread(() -> exit.complete(tool.execute(all.toArray(String[]::new))));
    thread.start();
    try (BufferedReader printed = new BufferedReader(in)) {
      story.tell(URI.create(printed.readLine().replaceFirst("^The API is at ", "")));
      thread.interrupt();
      assertThat(exit.orTimeout(60, TimeUnit.SECONDS).join()).isZero();
    }
  }

  private static String ask(URI url, String body) throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(url)
            .timeout(Duration.ofSeconds(60))
            .header("Authorization", "Bearer " + KEY)
            .header("Content-Type", "application/json");
    return HttpClient.newHttpClient()
        .send(
            body.isEmpty() ? request.build() : request.POST(BodyPublishers.ofString(body)).build(),
            BodyHandlers.ofString())
        .body();
  }

  private static String example(String file) {
    return EXAMPLES.resolve(file).toString();
  }

  @Test
  void searches_withRecords_findWhatIsKept() throws Exception {
    serving(
        server -> {
          assertThat(
                  ask(
                      server.resolve("search/resource"),
                      """
                      {"subject": {"type": "user", "id": "felix"}, "action": {"name": "delete"},
                       "resource": {"type": "record"}}
                      """))
              .isEqualTo(
                  "{\"results\":[{\"type\":\"record\",\"id\":\"106\"},"
                      + "{\"type\":\"record\",\"id\":\"112\"},{\"type\":\"record\",\"id\":\"118\"}]}");
          assertThat(
                  ask(
                      server.resolve("search/subject"),
                      """
                      {"subject": {"type": "user"}, "action": {"name": "view"},
                       "resource": {"type": "record", "id": "114"}}
                      """))
              .contains("alice", "bob", "dan", "felix")
              .doesNotContain("carol", "erin");
        },
        "--policy",
        example("search.yaml"),
        "--records",
        example("search-records.json"));
  }

  @Test
  void searches_withRecordsOfSubjects_findThemByTheirProperties() throws Exception {
    serving(
        server ->
            assertThat(
                    ask(
                        server.resolve("search/subject"),
                        """
                        {"subject": {"type": "user"}, "action": {"name": "write"},
                         "resource": {"type": "record", "id": "record-2"}}
                        """))
                .isEqualTo("{\"results\":[{\"type\":\"user\",\"id\":\"bob\"}]}"),
        "--policy",
        example("conformance.yaml"),
        "--records",
        example("conformance-records.json"));
  }

  @Test
  void metadata_withABaseUrl_tellItAndItsPathIsServed() throws Exception {
    serving(
        server -> {
          assertThat(ask(server.resolve("/.well-known/authzen-configuration/eu"), ""))
              .contains("\"policy_decision_point\":\"https://pdp.example.com/eu\"");
          String read =
              """
              {"subject": {"type": "user", "id": "alice"}, "action": {"name": "read"},
               "resource": {"type": "record", "id": "record-1"}}
              """;
          assertThat(ask(server.resolve("/eu/access/v1/evaluation"), read))
              .isEqualTo("{\"decision\":true}");
          assertThat(ask(server.resolve("/access/v1/evaluation"), read))
              .isEqualTo("{\"decision\":true}");
        },
        "--policy",
        example("conformance.yaml"),
        "--base-url",
        "https://pdp.example.com/eu");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[]|there is no JSON object, in line 1",
        "{\"subject\": []}|only `subjects` and `resources` are known here, in line 1",
        "{\"resources\": {}}|a list is wanted here",
        "{\"resources\": [7]}|a list of objects is wanted here",
        "{\"resources\": [{\"type\": \"a\"}]}|`type` or `id` is missing",
        "{\"resources\": [{\"type\": \"a\", \"id\": 7}]}|`id` is not a text",
        "{\"resources\": [{\"type\": \"a\", \"id\": \"1\", \"owner\": \"x\"}]}|only `type`, `id`"
            + " and",
        "{\"resources\": [{\"type\": \"a\", \"id\": \"1\", \"properties\": {\"x\": []}}]}|a"
            + " property is a text",
        "{\"resources\": [{\"type\": \"a\", \"id\": \"1\"}, {\"type\": \"a\", \"id\":"
            + " \"1\"}]}|already",
        "{\"resources\": [], \"resources\": []}|has a name twice, in line 1",
        "{} {}|something follows",
        "{|this is not JSON",
      })
  void records_thatAreWrong_endWith2AndSayWhere(String content, String message) throws Exception {
    Path records = Files.writeString(folder.resolve("records.json"), content);
    int exit =
        tool(new PrintWriter(new StringWriter()))
            .execute(
                "serve",
                "--port",
                "0",
                "--policy",
                example("conformance.yaml"),
                "--records",
                records.toString());

    assertThat(exit).isEqualTo(2);
    assertThat(err.toString()).contains("--records: " + records, message).doesNotContain("\tat ");
  }

  @Test
  void options_thatCannotBeUsed_endWith2() throws Exception {
    Path robots =
        Files.writeString(
            folder.resolve("robots.json"),
            "{\"subjects\": [{\"type\": \"robot\", \"id\": \"r2\"}]}");
    for (List<String> wrong :
        List.of(
            List.of("--records", robots.toString()),
            List.of("--records", folder.resolve("none").toString()),
            List.of("--base-url", "http://pdp.example.com"),
            List.of("--base-url", "https://pdp.example.com/?x"))) {
      List<String> all = new ArrayList<>(List.of("serve", "--port", "0", "--policy"));
      all.add(example("conformance.yaml"));
      all.addAll(wrong);

      assertThat(tool(new PrintWriter(new StringWriter())).execute(all.toArray(String[]::new)))
          .as("%s", wrong)
          .isEqualTo(2);
    }
    assertThat(err.toString())
        .contains("the type robot are not staff", "cannot be read", "is not an https URL")
        .doesNotContain("\tat ");
  }
}
