package dev.staffgate.decision;

import static org.assertj.core.api.Assertions.assertThat;

import dev.staffgate.policy.Policy;
import dev.staffgate.yaml.PolicyFiles;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Answers to questions in reverse as an administrator reads them, whole. */
class AccessTextTest {
  // Made for each test: what is kept when first asked shall be asked by each.
  private final Policy policy =
      PolicyFiles.parse(
          "policy.yaml",
          """
          staffgate: 1
          networks: { office: [203.0.113.0/24] }
          roles:
            desk: { grants: [ticket.view, connect.use] }
            cashier:
              includes: [desk]
              grants: [{ permission: [payment.refund, payment.void], up-to: { amount: 100 } }]
              denies: [{ permission: payment.refund, above: { amount: 50 }, not-networks: [office] }]
            maker: { grants: [invoice.edit] }
            checker: { grants: [invoice.view] }
          separate: [{ name: both, roles: [maker, checker], in: session }]
          servers:
            web1:
              panel: whm
              url: "https://web1.example.net:2087"
              user: root
              token: env:WEB1
              sso: { access: unrestricted, as: ops, requires: { second-factor: 15m } }
          emergency: { site-down: { role: cashier, holders: [carol], for: 1h } }
          staff:
            alice: { roles: [cashier], networks: [office, 10.0.0.0/8] }
            bob: { roles: [{ role: desk, from: 2026-11-01T00:00Z, until: 2026-12-01T00:00Z }] }
            carol: { roles: [maker, checker] }
            dave: { roles: [desk] }
          """);

  private static String text(List<Access> answers) {
    return answers.stream().map(Access::toText).reduce("", String::concat);
  }

  @Test
  void whoCan_alwaysForATimeOrInAnEmergency_isToldForEach() {
    assertThat(text(policy.whoCan("ticket.view")))
        .isEqualTo(
            """
            alice, ticket.view: under conditions
              from the account's networks: office, 10.0.0.0/8
              grant ticket.view of cashier > desk, policy.yaml:4
            bob, ticket.view: under conditions
              grant ticket.view of desk, policy.yaml:4
                from 2026-11-01T00:00:00Z
                until 2026-12-01T00:00:00Z
            carol, ticket.view: under conditions
              grant ticket.view of cashier > desk, policy.yaml:4
                in emergency site-down
                acting with fewer roles
            dave, ticket.view: always
              grant ticket.view of desk, policy.yaml:4
            """);
  }

  @Test
  void whoCan_withConditionsAndADeny_tellsBothWithTheirPlaces() {
    assertThat(text(policy.whoCan("payment.refund", "client", "1").subList(0, 1)))
        .isEqualTo(
            """
            alice, payment.refund on client 1: under conditions
              from the account's networks: office, 10.0.0.0/8
              grant payment.refund, payment.void of cashier, policy.yaml:7
                up-to: { amount: 100 }  (policy.yaml:7)
                unless denied payment.refund of cashier, policy.yaml:8: not-networks: [office]; above: { amount: 50 }
            """);
  }

  @Test
  void serversOf_anAccount_tellsAsWhomItEnters() {
    assertThat(text(policy.serversOf("dave")))
        .isEqualTo(
            """
            dave, server.sso on server web1: under conditions
              grant connect.use into web1 as ops of desk, policy.yaml:4
                second-factor: 15m  (policy.yaml:18)
            """);
    assertThat(policy.serversOf("dave").get(0))
        .hasToString("Access[dave, server.sso, on {server=web1}]");
  }

  @Test
  void condition_ofAWay_isToldAsAPolicyWritesIt() {
    Way way = policy.serversOf("dave").get(0).ways().get(0);

    assertThat(way.isUnconditional()).isFalse();
    assertThat(Way.text(way.conditions().get(0))).isEqualTo("second-factor: 15m");
    assertThat(policy.whoCan("ticket.view").get(3).ways().get(0).isUnconditional()).isTrue();
  }
}
