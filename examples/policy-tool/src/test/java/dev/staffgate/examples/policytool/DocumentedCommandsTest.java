package dev.staffgate.examples.policytool;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.staffgate.model.Secret;
import dev.staffgate.servlet.authzen.AuthZenCaller;
import dev.staffgate.servlet.authzen.StatedFact;
import dev.staffgate.yaml.LoadOptions;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What the documents say of this tool works, and answers what stands there. */
class DocumentedCommandsTest {
  private static final String JAR = "java -jar examples/policy-tool/target/policy-tool.jar ";
  private static final String KEY = "a-key-of-the-tests-0123456789";

  @TempDir Path folder;
  private Path policy;
  private String readme;

  @BeforeEach
  void writeWhatTheReadmeShows() throws IOException {
    readme = document("README.md");
    policy = Files.writeString(folder.resolve("staffgate.yaml"), block(readme, "yaml"));
    String commands = readme.substring(readme.indexOf(JAR));
    Files.writeString(folder.resolve("tests.yaml"), block(commands, "yaml"));
    Files.writeString(folder.resolve("requests.jsonl"), block(commands, "json"));
  }

  private static String document(String path) throws IOException {
    return Files.readString(
        Path.of(requireNonNull(System.getProperty("staffgate.root"), "staffgate.root"), path));
  }

  private static String block(String document, String language) {
    Matcher block = Pattern.compile("(?ms)^```" + language + "\n(.*?)^```").matcher(document);
    assertThat(block.find()).as("a block of " + language).isTrue();
    return block.group(1);
  }

  @Test
  void commands_ofTheReadme_allEndWith0() {
    List<String> commands =
        readme
            .lines()
            .filter(line -> line.startsWith(JAR))
            .map(line -> line.substring(JAR.length()))
            .toList();
    assertThat(commands).hasSizeGreaterThan(7).last().asString().startsWith("serve ");

    for (String command : commands.subList(0, commands.size() - 1)) {
      StringWriter said = new StringWriter();
      CommandLine tool = PolicyTool.commandLine();
      tool.setOut(new PrintWriter(said, true));
      tool.setErr(new PrintWriter(said, true));
      String[] here = command.replaceAll("([a-z]+\\.(yaml|jsonl))", folder + "/$1").split(" ");

      assertThat(tool.execute(here)).as(command + "\n" + said).isZero();
    }
  }

  @Test
  void call_ofTheAuthZenPage_getsTheAnswerThatStandsThere() throws Exception {
    String page = document("docs/authzen.md");
    Matcher body = Pattern.compile("(?s) -d '(.*?)'\n").matcher(page);
    assertThat(body.find()).isTrue();
    assertThat(page).contains("serve --policy staffgate.yaml --may-state ADDRESS\n");
    AuthZenCaller caller =
        AuthZenCaller.withKey("serve", Secret.of(KEY)).mayState(StatedFact.ADDRESS);
    try (PolicyServer server =
        PolicyServer.start(
            List.of(policy), LoadOptions.DEFAULT, 0, Optional.empty(), api -> api.caller(caller))) {
      HttpResponse<String> answer =
          HttpClient.newHttpClient()
              .send(
                  HttpRequest.newBuilder(server.url().resolve("/access/v1/evaluation"))
                      .timeout(Duration.ofSeconds(60))
                      .header("Authorization", "Bearer " + KEY)
                      .header("Content-Type", "application/json")
                      .POST(HttpRequest.BodyPublishers.ofString(body.group(1)))
                      .build(),
                  HttpResponse.BodyHandlers.ofString());

      assertThat(answer.body() + "\n").isEqualTo(block(page, "json"));
    }
  }
}
