package dev.staffgate.examples.policytool;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class PolicyToolTest {
  private static final String POLICY =
      """
      staffgate: 1
      roles: { helper: { grants: [client.view, { permission: invoice.edit, up-to: { amount: 100 } }] } }
      staff: { ann: { roles: [helper] } }
      """;
  private static final String AT = "\"at\":\"2026-11-23T10:00:00+01:00\"}\n";

  @TempDir Path folder;
  private Path policy;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @BeforeEach
  void write() throws IOException {
    policy = Files.writeString(folder.resolve("policy.yaml"), POLICY);
  }

  private int run(String... arguments) {
    CommandLine tool = PolicyTool.commandLine();
    tool.setOut(new PrintWriter(out, true));
    tool.setErr(new PrintWriter(err, true));
    return tool.execute(arguments);
  }

  private String requests(String text) throws IOException {
    return Files.writeString(folder.resolve("requests.jsonl"), text).toString();
  }

  @Test
  void check_allPermitted_endsWith0() throws IOException {
    String requests = requests("{\"staff\":\"ann\",\"permission\":\"client.view\"," + AT);

    assertThat(run("check", "--policy", policy.toString(), requests)).isZero();
    assertThat(out.toString())
        .startsWith(
            "{\"outcome\":\"permit\",\"reason\":\"granted\",\"sentence\":\"You may do"
                + " this.\",\"place\":\"")
        .contains("policy.yaml:2\",\"path\":[\"helper\"],\"policy\":\"sha256:");
  }

  @Test
  void check_notAllPermitted_endsWith1() throws IOException {
    String requests =
        requests(
            "{\"staff\":\"ann\",\"permission\":\"client.view\","
                + AT
                + "{\"staff\":\"ann\",\"permission\":\"client.delete\","
                + AT);

    assertThat(run("check", "--policy=" + policy, requests)).isEqualTo(1);
    assertThat(out.toString().lines())
        .hasSize(2)
        .last()
        .asString()
        .contains("\"reason\":\"not-granted\"");
  }

  @Test
  void check_aBrokenLine_isToldWithItsNumberAndTheRestGoesOn() throws IOException {
    String requests =
        requests(
            "{\"staff\":\"ann\"\n{\"staff\":\"ann\",\"permission\":\"no.such\","
                + AT
                + "{\"staff\":\"ann\",\"permission\":\"client.view\","
                + AT);

    assertThat(run("check", "--policy=" + policy, requests)).isEqualTo(2);
    assertThat(out.toString().lines().toList().get(0))
        .contains("\"error\":")
        .contains("\"line\":1");
    assertThat(out.toString().lines().toList().get(1)).contains("no.such").contains("\"line\":2");
    assertThat(out.toString().lines().toList().get(2)).contains("\"outcome\":\"permit\"");
  }

  @Test
  void check_requestsBehindTheFilesOfThePolicy_areTakenByTheirEnding() throws IOException {
    String line = "{\"staff\":\"ann\",\"permission\":\"client.view\"," + AT;
    for (String name : List.of("requests.jsonl", "requests.json")) {
      String requests = Files.writeString(folder.resolve(name), line).toString();

      assertThat(
              run(
                  "check",
                  "--policy",
                  policy.toString(),
                  folder.resolve("team.yaml").toString(),
                  requests))
          .as(name)
          .isZero();
    }
    assertThat(out.toString().lines()).hasSize(2);
  }

  @Test
  void whoCan_onAServerThatThePolicyDoesNotHave_isBrokenInput() {
    assertThat(
            run(
                "who-can",
                "--policy",
                policy.toString(),
                "--permission",
                "server.sso",
                "--resource",
                "server=nope"))
        .isEqualTo(2);
    assertThat(err.toString()).contains("the policy has no server `nope`");
  }

  @Test
  void validate_aBrokenPolicy_endsWith2AndTellsAll() throws IOException {
    Files.writeString(
        policy, POLICY.replace("client.view", "client.veiw").replace("[helper]", "[helpr]"));

    assertThat(run("validate", policy.toString())).isEqualTo(2);
    assertThat(err.toString())
        .contains("policy.yaml:2:29: unknown permission `client.veiw`")
        .contains("did you mean `helper`?");
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void validate_aGoodPolicy_endsWith0() {
    assertThat(run("validate", policy.toString())).isZero();
    assertThat(out.toString()).startsWith("no problems: 1 roles, 0 servers, 1 staff, 0 routes");
  }

  @Test
  void validate_routesThatLookLikeMistakes_areWarningsOrErrorsIfStrict() throws IOException {
    Path routes =
        Files.writeString(
            folder.resolve("routes.yaml"),
            """
            staffgate: 1
            routes:
              - { path: "/invoices/{id}/**", methods: [GET], permission: client.view }
              - { path: /**, access: signed-in }
            """);

    assertThat(run("validate", policy.toString(), routes.toString())).isZero();
    assertThat(out.toString())
        .startsWith("warning: the route `GET /invoices/{id}/**` at ")
        .contains("routes.yaml:3 is not for all methods", "routes.yaml:4, which asks for less")
        .contains("no errors, warnings: 1: 1 roles");
    assertThat(err.toString()).isEmpty();

    assertThat(run("validate", "--strict", policy.toString(), routes.toString())).isEqualTo(1);
    assertThat(err.toString()).startsWith("error: the route `GET /invoices/{id}/**` at ");
    assertThat(run("validate", "--strict", policy.toString())).isZero();
  }

  @Test
  void explain_aQuestion_showsConditionsWithWhatTheySaw() {
    int exit =
        run(
            "explain",
            "--policy",
            policy.toString(),
            "--staff",
            "ann",
            "--permission",
            "invoice.edit",
            "--attribute",
            "amount=250",
            "--at",
            "2026-11-23T10:00+01:00");

    assertThat(exit).isZero();
    assertThat(out.toString())
        .contains("deny [condition-not-met]")
        .contains("up-to: { amount: 100 }  (250;");
  }

  @Test
  void explain_anUnknownPermission_endsWith2() {
    assertThat(
            run(
                "explain",
                "--policy",
                policy.toString(),
                "--staff",
                "ann",
                "--permission",
                "no.such"))
        .isEqualTo(2);
    assertThat(err.toString()).contains("`no.such` is not in the policy's catalogue");
  }

  private void ask(String... arguments) {
    assertThat(run(arguments)).as(err.toString()).isZero();
  }

  private void assertAnswer(String expected) {
    assertThat(out.toString().replace(folder + File.separator, "")).isEqualTo(expected);
  }

  @BeforeEach
  void writeTeam() throws IOException {
    Files.writeString(
        folder.resolve("team.yaml"),
        """
        staffgate: 1
        roles:
          lead:
            includes: [helper]
            requires: { second-factor: 1h }
            grants: [connect.use]
            denies: [{ permission: client.delete, not-schedule: day }]
          root: { grants: [client.delete] }
        schedules: { day: { zone: UTC, windows: ["mon-fri 08:00-18:00"] } }
        servers:
          web1:
            panel: whm
            url: https://web1.example.net:2087
            user: root
            token: env:TOKEN
            sso: { access: restricted, roles: [{ role: lead, as: ops }], requires: { networks: [192.0.2.0/24] } }
        staff:
          bea: { roles: [{ role: lead, until: 2027-01-01T00:00Z }, root], networks: [192.0.2.1] }
          cy: { roles: [helper], disabled: true }
        emergency: { down: { role: root, holders: [ann], for: 1h } }
        """);
  }

  @Test
  void whoCan_aPermission_tellsWaysAndConditions() {
    ask(
        "who-can",
        "--policy",
        policy.toString(),
        folder.resolve("team.yaml").toString(),
        "--permission",
        "client.delete");

    assertAnswer(
        """
        ann, client.delete: under conditions
          grant client.delete of root, team.yaml:8
            in emergency down
        bea, client.delete: under conditions
          from the account's networks: 192.0.2.1
          grant client.delete of root, team.yaml:8
            until 2027-01-01T00:00:00Z
            unless denied client.delete of lead, team.yaml:7: not-schedule: day
          grant client.delete of root, team.yaml:8
            from 2027-01-01T00:00:00Z
        """);
  }

  @Test
  void whoCan_onAResource_tellsWhoCanThere() {
    ask(
        "who-can",
        "--policy",
        policy.toString(),
        "--permission=client.view",
        "--resource=client=1");

    assertAnswer(
        """
        ann, client.view on client 1: always
          grant client.view of helper, policy.yaml:2
        """);
  }

  @Test
  void whoCan_whatNobodyCan_saysNobody() {
    ask("who-can", "--policy", policy.toString(), "--permission", "client.delete");

    assertAnswer("nobody\n");
  }

  @Test
  void whoCan_anUnknownPermission_endsWith2() {
    assertThat(run("who-can", "--policy", policy.toString(), "--permission", "no.such"))
        .isEqualTo(2);
    assertThat(err.toString()).contains("`no.such` is not in the policy's catalogue");
  }

  @Test
  void whatCan_somebody_tellsEachPermission() {
    ask("what-can", "--policy", policy.toString(), "--staff", "ann");

    assertAnswer(
        """
        ann, client.view: always
          grant client.view of helper, policy.yaml:2
        ann, invoice.edit: under conditions
          grant invoice.edit of helper, policy.yaml:2
            up-to: { amount: 100 }  (policy.yaml:2)
        """);
  }

  @Test
  void whatCan_aStranger_endsWith2() {
    assertThat(run("what-can", "--policy", policy.toString(), "--staff", "nobody")).isEqualTo(2);
    assertThat(err.toString()).contains("the policy has no staff `nobody`");
  }

  @Test
  void serversOf_somebody_tellsServersAndUsers() {
    ask(
        "servers-of",
        "--policy",
        policy.toString(),
        folder.resolve("team.yaml").toString(),
        "--staff",
        "bea");

    assertAnswer(
        """
        bea, server.sso on server web1: under conditions
          from the account's networks: 192.0.2.1
          grant connect.use into web1 as ops of lead, team.yaml:6
            until 2027-01-01T00:00:00Z
            second-factor: 1h  (team.yaml:5)
            networks: [192.0.2.0/24]  (team.yaml:16)
        """);
  }

  @Test
  void explain_asJson_isOneObjectOnOneLine() {
    ask(
        "explain",
        "--json",
        "--policy=" + policy,
        "--staff=ann",
        "--permission=invoice.edit",
        "--attribute=amount=250",
        "--at=2026-11-23T10:00Z");

    assertThat(out.toString().lines()).hasSize(1).first().asString().startsWith("{").endsWith("}");
    assertThat(out.toString())
        .contains("\"outcome\":\"deny\"")
        .contains("\"condition\":\"up-to: { amount: 100 }\",\"holds\":\"false\",\"saw\":\"250\"");
  }

  @Test
  void whoCan_asJson_isOneDocument() {
    ask("who-can", "--json", "--policy", policy.toString(), "--permission", "client.view");

    assertAnswer(
        """
        [{"staff":"ann","permission":"client.view","always":true,"ways":[\
        {"permissions":["client.view"],"path":["helper"],"place":"policy.yaml:2","conditions":[]}]}]
        """);
  }

  @Test
  void answers_asJson_areListsEvenIfEmpty() {
    ask("who-can", "--json", "--policy", policy.toString(), "--permission", "client.delete");
    ask("what-can", "--json", "--policy", policy.toString(), "--staff", "ann");
    ask("servers-of", "--json", "--policy", policy.toString(), "--staff", "ann");

    assertThat(out.toString().lines()).hasSize(3).startsWith("[]").endsWith("[]");
  }

  /** Each role of the chain grants it, so that the answer has some 100 MB. */
  @Test
  void whoCan_downALongChain_isWrittenInSmallPieces() throws IOException {
    StringBuilder text = new StringBuilder("staffgate: 1\nroles:\n");
    int roles = 3_000;
    for (int i = 0; i < roles; i++) {
      text.append("  role-of-the-chain-").append(i).append(": { grants: [client.view]");
      text.append(i + 1 < roles ? ", includes: [role-of-the-chain-" + (i + 1) + "] }\n" : " }\n");
    }
    Files.writeString(
        policy, text.append("staff: { ann: { roles: [role-of-the-chain-0] } }\n").toString());
    for (String form : List.of("--json=false", "--json=true")) {
      LongestPiece pieces = new LongestPiece();
      CommandLine tool = PolicyTool.commandLine();
      tool.setOut(new PrintWriter(pieces));

      assertThat(tool.execute("who-can", form, "--policy=" + policy, "--permission=client.view"))
          .isZero();
      assertThat(pieces.all).isGreaterThan(50_000_000);
      assertThat(pieces.longest).isLessThan(100_000);
    }
  }

  private static final class LongestPiece extends Writer {
    long all;
    int longest;

    @Override
    public void write(char[] text, int from, int length) {
      all += length;
      longest = Math.max(longest, length);
    }

    @Override
    public void write(String text, int from, int length) {
      all += length;
      longest = Math.max(longest, length);
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }

  @Test
  void command_missing_endsWith2() {
    assertThat(run()).isEqualTo(2);
    assertThat(err.toString()).contains("which command");
  }

  @Test
  void arguments_wrong_areToldInOneLineAndWhereHelpIs() {
    assertThat(run("what-can", "--policy", policy.toString(), "--staff", "nobody")).isEqualTo(2);
    assertThat(run("who-can", "--policy", policy.toString())).isEqualTo(2);
    assertThat(err.toString().lines())
        .containsExactly(
            "the policy has no staff `nobody`",
            "see policy-tool what-can --help",
            "Missing required option: '--permission=<permission>'",
            "see policy-tool who-can --help");
  }

  @Test
  void command_misspelt_isToldWithTheNearest() {
    assertThat(run("chekc")).isEqualTo(2);
    assertThat(err.toString()).contains("'chekc'").contains("check").endsWith("--help\n");
  }

  @Test
  void check_requestsThatCannotBeRead_endsWith2AndSaysWhy() throws IOException {
    Path none = folder.resolve("nope.jsonl");
    Path directory = Files.createDirectory(folder.resolve("requests.json"));
    Path binary =
        Files.write(folder.resolve("binary.jsonl"), new byte[] {(byte) 0xff, 0, (byte) 0xfe, '\n'});

    for (Path requests : List.of(none, directory, binary)) {
      assertThat(run("check", "--policy", policy.toString(), requests.toString())).isEqualTo(2);
    }
    assertThat(out.toString()).isEqualTo("{\"error\":\"this is not UTF-8 text\",\"line\":1}\n");
    assertThat(err.toString().lines())
        .containsExactly(
            "the file of requests " + none + " cannot be read: there is no such file or folder",
            "the file of requests " + directory + " cannot be read: it is a folder");
  }

  @Test
  void check_aLineThatIsNotUtf8AmongMany_namesItAndAnswersTheOthers() throws IOException {
    Path requests = folder.resolve("requests.jsonl");
    String good = "{\"staff\":\"ann\",\"permission\":\"client.view\"," + AT;
    Files.writeString(requests, good.repeat(2_000));
    Files.write(requests, new byte[] {'"', (byte) 0xff, '"', '\n'}, StandardOpenOption.APPEND);
    Files.writeString(requests, good.repeat(3), StandardOpenOption.APPEND);

    assertThat(run("check", "--policy", policy.toString(), requests.toString())).isEqualTo(2);
    assertThat(out.toString().lines())
        .hasSize(2_004)
        .filteredOn(line -> line.contains("error"))
        .containsExactly("{\"error\":\"this is not UTF-8 text\",\"line\":2001}");
  }

  @Test
  void check_aKeyThatIsMisspelt_isToldWithTheNearest() throws IOException {
    String requests = requests("{\"staff\":\"ann\",\"permision\":\"client.view\"," + AT);

    assertThat(run("check", "--policy=" + policy, requests)).isEqualTo(2);
    assertThat(out.toString())
        .isEqualTo(
            "{\"error\":\"unknown key `permision`: did you mean `permission`?\",\"line\":1}\n");
  }

  /** Of a missing file, a folder without a policy and binary data. */
  @Test
  void command_withAPolicyThatCannotBeRead_endsWith2WithoutAStackTrace() throws IOException {
    Path none = folder.resolve("none.yaml");
    Path directory = Files.createDirectory(folder.resolve("directory"));
    Path binary = Files.write(folder.resolve("binary.yaml"), new byte[] {(byte) 0xff, 0, 1, 2});

    for (Path broken : List.of(none, directory, binary)) {
      for (String command :
          List.of(
              "check --policy=FILE",
              "explain --policy=FILE --staff=ann --permission=client.view",
              "validate FILE",
              "test FILE",
              "who-can --policy=FILE --permission=client.view",
              "what-can --policy=FILE --staff=ann",
              "servers-of --policy=FILE --staff=ann",
              "serve --policy=FILE --port=0 --action=GET=client.view",
              "serve --policy=FILE --port=0")) {
        err.getBuffer().setLength(0);

        assertThat(run(command.replace("FILE", broken.toString()).split(" ")))
            .as(command)
            .isEqualTo(2);
        assertThat(err.toString())
            .contains(broken.getFileName().toString())
            .doesNotContain("\tat ", "Exception");
      }
    }
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void test_aReportThatCannotBeWritten_endsWith2AndSaysWhy() {
    assertThat(run("test", policy.toString(), "--junit=" + folder)).isEqualTo(2);
    assertThat(err.toString())
        .isEqualTo("--junit: " + folder + " cannot be written: it is a folder\n");
  }

  private static final class ClosedPipe extends OutputStream {
    int writes;

    @Override
    public void write(int one) throws IOException {
      writes++;
      throw new IOException("Broken pipe");
    }
  }

  private int runIntoAClosedPipe(ClosedPipe pipe, String... arguments) {
    CommandLine tool = PolicyTool.commandLine();
    tool.setOut(new PrintWriter(new PrintStream(pipe, true, UTF_8), true, UTF_8));
    tool.setErr(new PrintWriter(err, true));
    return PolicyTool.run(tool, arguments);
  }

  @Test
  void answer_thatNobodyReads_endsWith2AndSaysSo() {
    for (String command :
        List.of(
            "who-can --permission=client.view",
            "who-can --permission=client.view --json",
            "what-can --staff=ann --at=2026-11-23T10:00Z",
            "explain --staff=ann --permission=client.view")) {
      err.getBuffer().setLength(0);

      assertThat(runIntoAClosedPipe(new ClosedPipe(), (command + " --policy=" + policy).split(" ")))
          .as(command)
          .isEqualTo(2);
      assertThat(err.toString())
          .isEqualTo("the answer was not written whole: standard output is closed\n");
    }
    assertThat(runIntoAClosedPipe(new ClosedPipe(), "validate", policy.toString())).isEqualTo(2);
    assertThat(runIntoAClosedPipe(new ClosedPipe(), "--help")).isEqualTo(2);
  }

  @Test
  void check_whoseAnswersNobodyReads_readsNoFurther() throws IOException {
    String line = "{\"staff\":\"ann\",\"permission\":\"client.view\"," + AT;
    ClosedPipe pipe = new ClosedPipe();

    assertThat(runIntoAClosedPipe(pipe, "check", "--policy=" + policy, requests(line.repeat(1000))))
        .isEqualTo(2);
    assertThat(pipe.writes).isLessThan(10);
  }
}
