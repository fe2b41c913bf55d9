package dev.staffgate.examples.policytool;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
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
            "{\"outcome\":\"permit\",\"reason\":\"granted\",\"sentence\":\"You may do this.\",\"place\":\"")
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

  @Test
  void command_missing_endsWith2() {
    assertThat(run()).isEqualTo(2);
    assertThat(err.toString()).contains("which command");
  }
}
