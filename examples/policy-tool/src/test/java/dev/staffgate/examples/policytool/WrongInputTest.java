package dev.staffgate.examples.policytool;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/**
 * What a command is given that it cannot use: for each command, those that are yet to come, too.
 */
class WrongInputTest {
  private static final String POLICY =
      """
      staffgate: 1
      roles: { helper: { grants: [client.view] } }
      staff: { ann: { roles: [helper] } }
      """;

  /** Command lines that differ from {@code COMMAND FILE}. */
  private static final Map<String, String> FORMS =
      Map.of(
          "accounts", "accounts unlock alice --state OTHER --policy FILE",
          "check", "check --policy FILE",
          "explain", "explain --policy FILE --staff ann --permission client.view",
          "who-can", "who-can --policy FILE --permission client.view",
          "what-can", "what-can --policy FILE --staff ann",
          "servers-of", "servers-of --policy FILE --staff ann",
          "serve", "serve --policy FILE --port 0",
          "diff", "diff FILE OTHER",
          "permissions", "permissions --policy FILE");

  /** Read no policy. */
  private static final Set<String> WITHOUT_POLICY = Set.of("schema", "schema-sql", "completion");

  @TempDir Path folder;
  private Path policy;
  private Path other;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @BeforeEach
  void write() throws IOException {
    policy = Files.writeString(folder.resolve("policy.yaml"), POLICY);
    other = Files.writeString(folder.resolve("other.yaml"), POLICY + "departments: [sales]\n");
  }

  private int run(String... arguments) {
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    CommandLine tool = PolicyTool.commandLine();
    tool.setOut(new PrintWriter(out, true));
    tool.setErr(new PrintWriter(err, true));
    return PolicyTool.run(tool, arguments);
  }

  private static Map<String, String> commands() {
    Map<String, String> commands = new LinkedHashMap<>();
    for (String name : PolicyTool.commandLine().getSubcommands().keySet()) {
      if (!WITHOUT_POLICY.contains(name)) {
        commands.put(name, FORMS.getOrDefault(name, name + " FILE"));
      }
    }
    assertThat(commands).hasSizeGreaterThan(10);
    return commands;
  }

  private int runOn(Path file, String form) {
    return run(arguments(file, form));
  }

  private String[] arguments(Path file, String form) {
    return form.replace("FILE", file.toString()).replace("OTHER", other.toString()).split(" ");
  }

  @Test
  void commands_onAPolicyThatCannotBeRead_endWith2AndNameTheFile() throws IOException {
    List<Path> unusable =
        List.of(
            folder.resolve("none.yaml"),
            Files.createDirectory(folder.resolve("empty-folder")),
            Files.write(folder.resolve("binary.yaml"), new byte[] {(byte) 0xff, 0, 1, 2}),
            Files.writeString(folder.resolve("empty.yaml"), ""));
    for (Path file : unusable) {
      commands()
          .forEach(
              (name, form) -> {
                assertThat(runOn(file, form)).as("%s on %s", name, file).isEqualTo(2);
                assertThat(err.toString())
                    .as("%s on %s", name, file)
                    .contains(file.getFileName().toString())
                    .doesNotContain("\tat ", "Exception");
                assertThat(out.toString()).as("%s on %s", name, file).isEmpty();
              });
    }
  }

  @Test
  void commands_onAPolicyWithMoreThan100Errors_tell100AndThatThereAreMore() throws IOException {
    StringBuilder text = new StringBuilder("staffgate: 1\nroles:\n");
    for (int i = 0; i < 130; i++) {
      text.append("  r").append(i).append(": { grantz: [client.view] }\n");
    }
    Path broken = Files.writeString(folder.resolve("broken.yaml"), text.toString());

    commands()
        .forEach(
            (name, form) -> {
              assertThat(runOn(broken, form)).as(name).isEqualTo(2);
              assertThat(err.toString().split("unknown key `grantz`", -1)).as(name).hasSize(101);
              assertThat(err.toString()).as(name).contains("more");
            });
    assertThat(run("validate", "--json", broken.toString())).isEqualTo(2);
    assertThat(err.toString()).isEmpty();
    assertThat(out.toString().split("\"code\":\"unknown-key\"", -1)).hasSize(101);
    assertThat(out.toString()).endsWith("],\"more\":true}\n");
  }

  @Test
  void commands_whoseAnswerNobodyReads_endWith2WithoutAStackTrace() {
    Map<String, String> commands = new LinkedHashMap<>(commands());
    commands.put("schema", "schema");
    commands.put("schema-sql", "schema-sql");
    commands.put("completion", "completion");
    commands.remove("serve"); // runs until it is stopped
    commands.remove("check"); // has no requests
    commands.forEach(
        (name, form) -> {
          err.getBuffer().setLength(0);
          CommandLine tool = PolicyTool.commandLine();
          tool.setOut(new PrintWriter(new PrintStream(new ClosedPipe(), true, UTF_8), true, UTF_8));
          tool.setErr(new PrintWriter(err, true));

          int exit = PolicyTool.run(tool, arguments(policy, form));

          assertThat(exit).as(name + ": " + err).isEqualTo(2);
          assertThat(err.toString()).as(name).doesNotContain("\tat ", "Exception");
        });
  }

  private static final class ClosedPipe extends OutputStream {
    @Override
    public void write(int one) throws IOException {
      throw new IOException("Broken pipe");
    }
  }

  @Test
  void commands_withoutTheirArguments_endWith2AndSayWhereHelpIs() {
    for (String name : commands().keySet()) {
      if (name.equals("permissions")) {
        continue; // needs none
      }
      assertThat(run(name)).as(name).isEqualTo(2);
      assertThat(err.toString()).as(name).endsWith("see policy-tool " + name + " --help\n");
    }
  }

  @Test
  void check_oneBrokenLineAmongMany_isNamedAndTheRestIsAnswered() throws IOException {
    String line =
        "{\"staff\":\"ann\",\"permission\":\"client.view\",\"at\":\"2026-11-23T10:00:00Z\"}\n";
    Path requests = folder.resolve("requests.jsonl");
    Files.writeString(requests, line.repeat(7000) + "{\"staff\":\n" + line.repeat(12_999));

    assertThat(run("check", "--policy", policy.toString(), requests.toString())).isEqualTo(2);

    List<String> answers = new ArrayList<>(out.toString().lines().toList());
    assertThat(answers).hasSize(20_000);
    assertThat(answers.remove(7000)).contains("\"error\":", "\"line\":7001");
    assertThat(answers).allMatch(answer -> answer.startsWith("{\"outcome\":\"permit\""));
  }

  @Test
  void outputs_thatCannotBeWritten_endWith2AndSayWhy() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "old");
    for (String option : List.of("schema --output=", "test " + policy + " --junit=")) {
      for (Path unusable : List.of(folder, file.resolve("below"), Path.of("/proc/no/such"))) {
        assertThat(run((option + unusable).split(" "))).as(option + unusable).isEqualTo(2);
        assertThat(err.toString())
            .contains(unusable + " cannot be written: ")
            .doesNotContain("\tat ");
      }
    }
    assertThat(file).hasContent("old");
  }

  private int test(String entries) throws IOException {
    Path tests =
        Files.writeString(
            folder.resolve("tests.yaml"), "staffgate: 1\ntests:\n  - { name: n, " + entries + " }");
    return run("test", policy.toString(), tests.toString());
  }

  @Test
  void tests_thatCannotBeMeant_areTold() throws IOException {
    assertThat(test("staff: nobody, at: 2026-11-23T10:00Z, permit: [client.view]")).isEqualTo(1);
    assertThat(out.toString()).contains("ERROR n", "nobody", "1 could not be run");
    assertThat(test("staff: ann, at: 2026-02-30T10:00Z, permit: [client.view]")).isEqualTo(2);
    assertThat(err.toString()).contains("`2026-02-30T10:00Z` is not an instant");
    assertThat(
            test("staff: ann, at: 2026-11-23T10:00Z, permit: [client.view], deny: [client.view]"))
        .isEqualTo(1);
    assertThat(out.toString()).contains("FAIL n", "client.view: wanted deny, got permit");
    assertThat(test("staff: ann, at: 2026-11-23T10:00Z, deny: [client.edit], because: not-grantd"))
        .isEqualTo(2);
    assertThat(err.toString()).contains("did you mean `not-granted`?");
  }

  @Test
  void diff_ofPoliciesWithOtherCatalogues_answers() throws IOException {
    Path own =
        Files.writeString(
            folder.resolve("own.yaml"),
            """
            staffgate: 1
            catalog: none
            permissions: { own.view: { category: own } }
            roles: { helper: { grants: [own.view] } }
            staff: { ann: { roles: [helper] } }
            """);

    assertThat(run("diff", policy.toString(), own.toString())).as(err.toString()).isEqualTo(1);
    assertThat(out.toString()).contains("own.view");
    assertThat(run("diff", own.toString(), policy.toString())).isEqualTo(1);
  }

  @Test
  void validate_withJson_tellsWhatItFinds() throws IOException {
    assertThat(run("validate", "--json", policy.toString())).isZero();
    assertThat(out.toString())
        .startsWith("{\"valid\":true,\"warnings\":[],\"tests\":0,\"not-passed\":[],\"policy\":\"");
    Path tests =
        Files.writeString(
            folder.resolve("tests.yaml"),
            """
            staffgate: 1
            tests: [{ name: wrong, staff: ann, at: 2026-11-23T10:00Z, deny: [client.view] }]
            """);

    assertThat(run("validate", "--json", policy.toString(), tests.toString())).isEqualTo(1);
    assertThat(out.toString()).contains("\"tests\":1,\"not-passed\":[\"wrong\"]");
    assertThat(run("validate", "--json", "--exit-zero", policy.toString(), tests.toString()))
        .isZero();
    assertThat(run("validate", "--exit-zero", policy.toString(), tests.toString())).isZero();
  }

  @Test
  void exitZero_whereSomethingIsFound_endsWith0() throws IOException {
    Path requests =
        Files.writeString(
            folder.resolve("requests.jsonl"),
            "{\"staff\":\"ann\",\"permission\":\"client.edit\",\"at\":\"2026-11-23T10:00:00Z\"}\n");
    String check = "check --policy=" + policy + " " + requests;

    assertThat(run(check.split(" "))).isEqualTo(1);
    assertThat(run((check + " --exit-zero").split(" "))).isZero();
    assertThat(run("permissions", "no such text")).isEqualTo(1);
    assertThat(run("permissions", "no such text", "--exit-zero")).isZero();
    Files.writeString(requests, "{\n");
    assertThat(run((check + " --exit-zero").split(" "))).as("broken input").isEqualTo(2);
  }
}
