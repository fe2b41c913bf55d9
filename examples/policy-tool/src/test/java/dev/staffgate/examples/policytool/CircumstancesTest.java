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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** Circumstances on the command line, and the words of the program that uses a policy. */
class CircumstancesTest {
  private static final String AT = "--at=2026-11-23T10:00Z";
  private static final String POLICY =
      """
      staffgate: 1
      networks: { office: [192.0.2.0/24] }
      roles:
        refunds:
          grants:
            - { permission: payment.refund, up-to: { amount: 100 }, second-factor: 5m }
            - { permission: payment.refund, approval: { by: payment.approve-refund, within: 1h } }
        approvers: { grants: [{ permission: payment.approve-refund, networks: [office], second-factor: 5m }] }
        rescue: { grants: [client.delete] }
        clerks: { grants: [client.view] }
        technicians: { grants: [{ permission: connect.use, networks: [office] }] }
      servers:
        web1: { panel: whm, url: "https://web1.example.net:2087", user: root, token: "store:web1" }
      staff:
        ann: { roles: [refunds, clerks] }
        bea: { roles: [approvers, technicians] }
      emergency: { down: { role: rescue, holders: [bea], for: 1h } }
      """;

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

  private String explained(String permission, String... more) {
    String[] arguments = new String[more.length + 5];
    arguments[0] = "explain";
    arguments[1] = "--policy=" + policy;
    arguments[2] = "--staff=" + (permission.equals("client.delete") ? "bea" : "ann");
    arguments[3] = "--permission=" + permission;
    arguments[4] = AT;
    System.arraycopy(more, 0, arguments, 5, more.length);
    out.getBuffer().setLength(0);
    assertThat(run(arguments)).as(err.toString()).isZero();
    return out.toString().lines().findFirst().orElseThrow();
  }

  @ParameterizedTest
  @CsvSource({
    "--second-factor=5m,permit [granted]",
    "--second-factor=301s,second-factor [second-factor-needed]",
    "--second-factor=1h,second-factor [second-factor-needed]",
    "--second-factor-at=2026-11-23T09:58Z,permit [granted]"
  })
  void secondFactor_asAnAgeOrAnInstant_counts(String secondFactor, String outcome) {
    assertThat(explained("payment.refund", "--attribute=amount=50", secondFactor))
        .isEqualTo("ann, payment.refund: " + outcome);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "bea,from=192.0.2.9,second-factor=1m | permit [granted]",
        "bea,age=30m,from=192.0.2.9,second-factor=5m | permit [granted]",
        "bea,age=61m,from=192.0.2.9,second-factor=5m | approval [approval-needed]",
        "bea,from=192.0.2.9,second-factor=6m | approval [approval-needed]",
        "bea,from=198.51.100.1,second-factor=1m | approval [approval-needed]",
        "bea | approval [approval-needed]",
        "ann,from=192.0.2.9,second-factor=1m | approval [approval-needed]"
      })
  void approvedBy_somebodyWhoMay_counts(String approval, String outcome) {
    assertThat(explained("payment.refund", "--attribute=amount=500", "--approved-by=" + approval))
        .isEqualTo("ann, payment.refund: " + outcome);
  }

  @Test
  void emergencyAndActingAs_areOfTheRequest() {
    assertThat(explained("client.delete")).endsWith("deny [not-granted]");
    assertThat(explained("client.delete", "--emergency=down")).endsWith("permit [granted]");
    assertThat(explained("client.view")).endsWith("permit [granted]");
    assertThat(explained("client.view", "--acting-as=refunds")).endsWith("deny [not-granted]");
    assertThat(explained("client.view", "--acting-as=refunds", "--acting-as=clerks"))
        .endsWith("permit [granted]");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--second-factor=5",
        "--second-factor=-5m",
        "--second-factor=999999999d",
        "--second-factor=5m --second-factor-at=2026-11-23T09:58Z",
        "--approved-by=bea,ago=5m",
        "--approved-by=bea,from=office",
        "--approved-by=bea,age=soon",
        "--from=office"
      })
  void circumstances_thatCannotBeRead_areBrokenInputInOneSentence(String options) {
    String all = "who-can --policy=" + policy + " --permission=client.view " + AT + " " + options;
    assertThat(run(all.split(" "))).isEqualTo(2);
    assertThat(err.toString()).hasLineCount(2).endsWith("see policy-tool who-can --help\n");
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void whoCan_inCircumstances_namesThoseWhoArePermittedInJustThese() {
    String who = "who-can --policy=" + policy + " --permission=payment.refund " + AT;
    assertThat(run((who + " --attribute=amount=5 --second-factor=1m").split(" "))).isZero();
    assertThat(out.toString()).isEqualTo("ann\n");
    assertThat(run((who + " --attribute=amount=500 --second-factor=1m --json").split(" ")))
        .isZero();
    assertThat(out.toString()).isEqualTo("ann\n[]\n");
  }

  @Test
  void whatCanAndServersOf_inCircumstances_nameWhatIsPermittedInJustThese() {
    String bea = " --policy=" + policy + " --staff=bea " + AT;
    assertThat(run(("what-can" + bea + " --from=192.0.2.1").split(" "))).isZero();
    assertThat(run(("what-can" + bea + " --second-factor=1m --from=192.0.2.1").split(" ")))
        .isZero();
    assertThat(run(("what-can" + bea + " --from=198.51.100.1").split(" "))).isZero();
    assertThat(run(("servers-of" + bea + " --from=192.0.2.1 --json").split(" "))).isZero();
    assertThat(run(("servers-of" + bea + " --from=198.51.100.1").split(" "))).isZero();
    assertThat(out.toString())
        .isEqualTo("connect.use\nconnect.use\npayment.approve-refund\nnothing\n[\"web1\"]\nnone\n");
  }

  @Test
  void policy_withTokensOfTheLibrarysStore_isKnown() {
    assertThat(run("validate", policy.toString())).as(err.toString()).isZero();
  }

  @Test
  void policy_withWordsOfTheProgram_isReadWithThemAndRefusedWithout() throws IOException {
    Files.writeString(
        policy, POLICY.replace("panel: whm", "panel: proxmox").replace("store:web1", "vault:web1"));
    assertThat(run("validate", policy.toString())).isEqualTo(2);
    assertThat(run("validate", "--panel=proxmox", policy.toString())).isEqualTo(2);
    assertThat(run("validate", "--panel=proxmox", "--secret-scheme=vault", policy.toString()))
        .isZero();
    String servers = "servers-of --staff=bea " + AT + " --from=192.0.2.1 --secret-scheme=vault";
    assertThat(run((servers + " --panel=proxmox --policy=" + policy).split(" "))).isZero();
    assertThat(run((servers + " --panel-without-sso=proxmox --policy=" + policy).split(" ")))
        .isZero();
    assertThat(out.toString()).endsWith("web1\nnone\n");
    assertThat(run("validate", "--panel=Prox Mox", policy.toString())).isEqualTo(2);
    assertThat(err.toString()).contains("Prox Mox is not a lower-case word");
  }

  @Test
  void check_requestsAfterAByteOrderMark_areRead() throws IOException {
    String line =
        "{\"staff\":\"ann\",\"permission\":\"client.view\",\"at\":\"2026-11-23T10:00Z\"}\n";
    String requests =
        Files.writeString(folder.resolve("requests.jsonl"), "\uFEFF" + line + line).toString();
    assertThat(run("check", "--policy=" + policy, requests)).isZero();
    Files.writeString(folder.resolve("requests.jsonl"), line + "\uFEFF" + line);
    assertThat(run("check", "--policy=" + policy, requests)).isEqualTo(2);
    Files.writeString(folder.resolve("requests.jsonl"), "");
    assertThat(run("check", "--policy=" + policy, requests)).isZero();
  }
}
