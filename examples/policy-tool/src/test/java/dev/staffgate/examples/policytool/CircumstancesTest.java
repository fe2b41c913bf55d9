package dev.staffgate.examples.policytool;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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

  /** A policy whose names are easily misspelt. */
  private void writeNames() throws IOException {
    Files.writeString(
        policy,
        """
        staffgate: 1
        roles:
          billing: { formerly: [invoicing], grants: [{ permission: invoice.view, only: { department: [fire] } }] }
        departments: [fire]
        server-groups: { nordic: [web1] }
        servers:
          web1: { panel: whm, url: "https://web1.example.net:2087", user: root, token: "store:web1" }
        staff:
          alice: { roles: [billing] }
          zoe: { roles: [] }
        emergency: { fire-drill: { role: full-administrator, holders: [zoe], for: 1h } }
        """);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--acting-as=biling | the policy has no role `biling`; did you mean `billing`?",
        "--acting-as=invoicing | the policy has no role `invoicing`; it is called `billing` now",
        "--acting-as=ceo | the policy has no role `ceo`",
        "--emergency=fire-dril | the policy has no emergency `fire-dril`; did you mean `fire-drill`?",
        "--approved-by=Zoe | the policy has no staff `Zoe`; did you mean `zoe`?",
        "--approved-by=zoe,acting-as=biling | the policy has no role `biling`; did you mean"
            + " `billing`?",
        "--lock=role=biling | the policy has no role `biling`; did you mean `billing`?",
        "--lock=server-group=nordik | the policy has no server group `nordik`; did you mean"
            + " `nordic`?",
        "--lock=permission=invoice.veiw | the policy has no permission `invoice.veiw`; did you mean"
            + " `invoice.view`?",
        "--lock=roles=billing | --lock is everybody or everybody,spare-emergencies, or one of"
            + " staff=…, permission=…, server=…, server-group=…, role=…, and `roles=billing` is none"
            + " of these",
        "--lock=everyone | --lock is everybody or everybody,spare-emergencies, or one of staff=…,"
            + " permission=…, server=…, server-group=…, role=…, and `everyone` is none of these",
      })
  void names_thatThePolicyDoesNotHave_areRefusedWithTheNearest(String option, String message)
      throws IOException {
    writeNames();
    for (String question :
        List.of(
            "who-can --permission=invoice.view",
            "what-can --staff=alice",
            "servers-of --staff=alice",
            "explain --staff=alice --permission=invoice.view")) {
      err.getBuffer().setLength(0);
      String[] asked = (question + " --policy=" + policy + " " + option).split(" ");

      assertThat(run(asked)).as(question).isEqualTo(2);
      assertThat(err.toString().lines()).first().isEqualTo(message);
    }
    assertThat(out.toString()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--staff=Alice | the policy has no staff `Alice`; did you mean `alice`?",
        "--staff=alice --resource=departement=fire | no condition of the policy looks at resources"
            + " of the type `departement`; did you mean `department`?",
        "--staff=alice --resource=department=fier | the policy has no department `fier`; did you"
            + " mean `fire`?",
        "--staff=alice --resource=server=web2 | the policy has no server `web2`; did you mean"
            + " `web1`?",
        "--staff=alice --attribute=amount=5 | no condition of the policy looks at the attribute"
            + " `amount`",
        "--staff=alice --emergency=fire-drill | `alice` is not among the holders of the emergency"
            + " `fire-drill`",
        "--staff=zoe --acting-as=billing | role `billing` is not assigned to `zoe`, and so adds"
            + " nothing",
        "--staff=alice --lock=staff=alise | the policy has no staff `alise`; did you mean `alice`?",
        "--staff=alice --lock=server=web2 | the policy has no server `web2`; did you mean `web1`?",
      })
  void names_thatMayBeSlips_areWarnedOfBesideTheAnswer(String options, String doubt)
      throws IOException {
    writeNames();

    assertThat(
            run(
                ("explain --permission=invoice.view --policy=" + policy + " " + options)
                    .split(" ")))
        .isZero();
    assertThat(err.toString()).isEqualTo("warning: " + doubt + "\n");
    assertThat(out.toString()).contains("invoice.view: deny [");
  }

  @Test
  void names_thatThePolicyOrItsCatalogueKnows_areNotWarnedOf() throws IOException {
    writeNames();

    assertThat(
            run(
                ("explain --permission=invoice.view --staff=alice --policy="
                        + policy
                        + " --resource=department=fire --resource=client=7 --acting-as=billing"
                        + " --lock=role=invoicing --approved-by=zoe --at=2026-11-23T10:00Z")
                    .split(" ")))
        .isZero();
    assertThat(err.toString()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"what-can", "servers-of"})
  void staff_misspelt_isRefusedWithTheNearest(String command) throws IOException {
    writeNames();

    assertThat(run(command, "--policy=" + policy, "--staff=ALICE")).isEqualTo(2);
    assertThat(err.toString())
        .startsWith("the policy has no staff `ALICE`; did you mean `alice`?\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--attribute=amount=250 --attribute=amount=20 | --attribute gives `amount` twice: give it"
            + " once, as one would be passed over",
        "--resource=client=1 --resource=client=2 | --resource gives `client` twice: give it once, as"
            + " one would be passed over",
        "--approved-by=bea,age=5m,age=6m | --approved-by gives `age` twice: give it once, as one"
            + " would be passed over",
        "--attribute=amount | --attribute is written NAME=VALUE, and `amount` is not of this form",
        "--resource==1 | --resource is written TYPE=ID, and `=1` is not of this form",
        "--at=10:00 | --at is `10:00`, which is not an instant with date, time and offset, such as"
            + " 2026-11-23T10:00:00+01:00",
        "--second-factor-at=now | --second-factor-at is `now`, which is not an instant with date,"
            + " time and offset, such as 2026-11-23T10:00:00+01:00",
        "--from=office | --from: `office` is not an IP address: neither dotted decimal such as"
            + " 203.0.113.7 nor IPv6 such as 2001:db8::1",
        "--second-factor=5 | --second-factor is `5`, which is not an age such as 90s, 5m, 12h or 2d",
        "--approved-by=bea,ago=5m | --approved-by is STAFF, and behind it from=, age=,"
            + " second-factor= or acting-as=, and `ago` is none of these"
      })
  void options_thatCannotBeRead_areToldWithTheirValue(String options, String message) {
    String all = "who-can --policy=" + policy + " --permission=client.view " + options;

    assertThat(run(all.split(" "))).isEqualTo(2);
    assertThat(err.toString()).isEqualTo(message + "\nsee policy-tool who-can --help\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "role=clerks | a lock is in force on role `clerks`",
        "staff=ann | a lock is in force on staff `ann`",
        "permission=client.* | a lock is in force on permission `client.*`",
        "everybody | a lock is in force on everybody",
        "everybody,spare-emergencies | a lock is in force on everybody outside an emergency"
      })
  void lock_thatStopsIt_isExplained(String lock, String why) {
    assertThat(explained("client.view")).endsWith("permit [granted]");
    assertThat(explained("client.view", "--lock=" + lock)).endsWith("deny [locked]");
    assertThat(out.toString()).contains(why);
  }

  @Test
  void lock_inQuestionsInReverse_isInForce() {
    String bea = " --policy=" + policy + " --staff=bea --from=192.0.2.1 " + AT;
    String view = "who-can --policy=" + policy + " --permission=client.view " + AT;
    assertThat(run(("servers-of" + bea).split(" "))).isZero();
    assertThat(run(("servers-of" + bea + " --lock=server=web1").split(" "))).isZero();
    assertThat(run(("what-can" + bea + " --lock=permission=connect.use").split(" "))).isZero();
    assertThat(run(view.split(" "))).isZero();
    assertThat(run((view + " --lock=role=clerks").split(" "))).isZero();

    assertThat(out.toString()).isEqualTo("web1\nnone\nnothing\nann\nnobody\n");
  }

  @Test
  void explain_anApprovalThatDoesNotCount_saysWhy() {
    assertThat(
            explained(
                "payment.refund",
                "--attribute=amount=500",
                "--approved-by=bea,from=198.51.100.1,second-factor=1m"))
        .endsWith("approval [approval-needed]");
    assertThat(out.toString())
        .contains("bea: does not count: `payment.approve-refund` is not permitted, ")
        .contains("networks: [office] [condition-not-met]")
        .contains("seat `payment.approve-refund`: empty");
  }

  @Test
  void explain_anAmountThatIsNotANumber_saysSo() {
    assertThat(explained("payment.refund", "--attribute=amount=1,50"))
        .endsWith("approval [approval-needed]");
    assertThat(out.toString()).contains("unknown up-to: { amount: 100 }  (1,50, not a number; ");
  }
}
