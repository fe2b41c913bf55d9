package dev.staffgate.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.staffgate.decision.AccessRequest;
import dev.staffgate.decision.Explanation;
import dev.staffgate.policy.Policy;
import dev.staffgate.yaml.PolicyFiles;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Explanations as text and as JSON, whole. */
class ExplanationOutputTest {
  private static final Policy POLICY =
      PolicyFiles.parse(
          "policy.yaml",
          """
          staffgate: 1
          networks: { office: [203.0.113.0/24] }
          roles:
            cashier:
              requires: { networks: [office] }
              grants: [{ permission: payment.refund, up-to: { amount: 100 } }]
            lead:
              includes: [cashier]
              grants: [{ permission: payment.*, second-factor: 15m }]
              denies: [{ permission: payment.refund, where: { resource.status: [closed] } }]
          staff:
            alice: { roles: [lead] }
          """);

  private static Explanation refused() {
    return POLICY.explain(
        AccessRequest.of("alice", "payment.refund")
            .at(Instant.parse("2026-11-23T10:00:00Z"))
            .from("198.51.100.7")
            .with("amount", "250")
            .with("resource.status", "open"));
  }

  @Test
  void text_ofARefusal_showsAllAndTheNearestMiss() {
    assertThat(refused().toText())
        .isEqualTo(
            """
            alice, payment.refund: second-factor [second-factor-needed]
              role `lead` grants it, but a fresh second factor is missing, at policy.yaml:9
              no hit  deny payment.refund of lead, policy.yaml:10
                no      where: { resource.status: [closed] }  (open; policy.yaml:10)
              lacks 2 grant payment.refund of lead > cashier, policy.yaml:6
                no      up-to: { amount: 100 }  (250; policy.yaml:6)
                no      networks: [office]  (198.51.100.7; policy.yaml:5)
              lacks 1 grant payment.* (nearest) of lead, policy.yaml:9
                no      second-factor: 15m  (none verified; policy.yaml:9)
              remedy: second-factor
            """);
  }

  @Test
  void json_ofARefusal_showsAllAndTheNearestMiss() {
    assertThat(DecisionWriter.write(refused()).replaceFirst("sha256:[0-9a-f]{64}", "sha256:…"))
        .isEqualTo(
            """
            {"outcome":"second-factor","reason":"second-factor-needed",\
            "sentence":"Please confirm your second factor to go on.",\
            "place":"policy.yaml:9","path":["lead"],"max-age":"PT15M","remedy":"second-factor",\
            "policy":"sha256:…",\
            "for-administrator":"role `lead` grants it, but a fresh second factor is missing",\
            "denies":[{"permissions":["payment.refund"],"path":["lead"],"place":"policy.yaml:10",\
            "hits":false,"conditions":[\
            {"condition":"where: { resource.status: [closed] }","holds":"false","saw":"open",\
            "place":"policy.yaml:10"}]}],\
            "candidates":[{"permissions":["payment.refund"],"path":["lead","cashier"],\
            "place":"policy.yaml:6","holds":false,"nearest":false,"conditions":[\
            {"condition":"up-to: { amount: 100 }","holds":"false","saw":"250",\
            "place":"policy.yaml:6"},\
            {"condition":"networks: [office]","holds":"false","saw":"198.51.100.7",\
            "place":"policy.yaml:5"}]},\
            {"permissions":["payment.*"],"path":["lead"],"place":"policy.yaml:9","holds":false,\
            "nearest":true,"conditions":[\
            {"condition":"second-factor: 15m","holds":"false","saw":"none verified",\
            "place":"policy.yaml:9"}]}]}""");
  }

  @Test
  void text_ofAnUnknownAccount_isTheDecisionAlone() {
    assertThat(POLICY.explain(AccessRequest.of("nobody", "payment.refund")).toText())
        .isEqualTo(
            """
            nobody, payment.refund: deny [account-unknown]
              no account has this id
            """);
  }

  @Test
  void text_ofSingleSignOn_tellsAsWhom() {
    Policy policy =
        PolicyFiles.parse(
            "policy.yaml",
            """
            staffgate: 1
            roles: { desk: { grants: [connect.use] } }
            servers:
              web1:
                panel: whm
                url: "https://web1.example.net:2087"
                user: root
                token: env:WEB1
                sso: { access: unrestricted, as: ops }
            staff: { alice: { roles: [desk] } }
            """);
    assertThat(policy.explain(AccessRequest.sso("alice", "web1")).toText())
        .isEqualTo(
            """
            alice, server.sso: permit [granted]
              granted by role `desk`, at policy.yaml:2
              holds   grant connect.use as ops of desk, policy.yaml:2
            """);
  }

  @Test
  void text_ofSingleSignOnWithADenyOfOneWay_showsItAndTheWayThatIsLeft() {
    Policy policy =
        PolicyFiles.parse(
            "policy.yaml",
            """
            staffgate: 1
            roles:
              desk: { grants: [connect.use, server.configure] }
              barred: { denies: [connect.use] }
            servers:
              web1:
                panel: whm
                url: "https://web1.example.net:2087"
                user: root
                token: env:WEB1
            staff: { alice: { roles: [desk, barred] } }
            """);
    assertThat(policy.explain(AccessRequest.sso("alice", "web1")).toText())
        .isEqualTo(
            """
            alice, server.sso: permit [granted]
              granted by role `desk`, at policy.yaml:3
              hit     deny connect.use of barred, policy.yaml:4
              holds   grant server.configure as root of desk, policy.yaml:3
            """);
  }

  @Test
  void text_ofADenyOfAnIncludedRole_namesThatRoleAndTheWayToIt() {
    Policy policy =
        PolicyFiles.parse(
            "policy.yaml",
            """
            staffgate: 1
            roles:
              lead: { includes: [desk] }
              desk: { denies: [client.delete] }
            staff: { alice: { roles: [lead] } }
            """);
    assertThat(policy.explain(AccessRequest.of("alice", "client.delete")).toText())
        .isEqualTo(
            """
            alice, client.delete: deny [denied-by-role]
              denied by role `desk` (lead > desk), at policy.yaml:4
              hit     deny client.delete of lead > desk, policy.yaml:4
            """);
  }

  @Test
  void nearest_whenAnotherLacksFewer_isTheOneThatTheRemedyIsFor() {
    Policy policy =
        PolicyFiles.parse(
            "policy.yaml",
            """
            staffgate: 1
            networks: { office: [203.0.113.0/24] }
            defaults: { requires: { second-factor: 8h } }
            roles:
              a: { grants: [{ permission: invoice.view, networks: [office], second-factor: 1h }] }
              b: { grants: [{ permission: invoice.view, second-factor: 2m }] }
            staff:
              alice: { roles: [a, b] }
            """);
    Instant now = Instant.parse("2026-11-23T10:00:00Z");
    Explanation explanation =
        policy.explain(
            AccessRequest.of("alice", "invoice.view")
                .at(now)
                .secondFactorAt(now.minusSeconds(600)));
    assertThat(explanation.toText())
        .contains("second-factor [second-factor-needed]", "remedy: second-factor")
        .contains("lacks 1 grant invoice.view of a,", "lacks 1 grant invoice.view (nearest) of b,");
  }

  @Test
  void text_ofARequestWithHostileTexts_hasNoLineOfTheirOwn() {
    String hostile = "x\n  remedy: none\u202e\u001b[2J\u2028y";
    Explanation explanation =
        POLICY.explain(
            AccessRequest.of("alice", "payment.refund").with("amount", hostile + "😀".repeat(200)));
    assertThat(explanation.toText())
        .contains("(x�  remedy: none��[2J�y😀", "😀…, not a number; policy.yaml:6)")
        .doesNotContain("\n  remedy: none", "\u001b", "\u202e");
    assertThat(POLICY.explain(AccessRequest.of(hostile, "payment.refund")).toText().lines())
        .hasSize(2);
    assertThat(DecisionWriter.write(explanation)).doesNotContain("\\n");
  }
}
