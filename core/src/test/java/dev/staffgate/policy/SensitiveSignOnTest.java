package dev.staffgate.policy;

import static dev.staffgate.testing.PolicyAssertions.assertThat;

import dev.staffgate.decision.AccessRequest;
import dev.staffgate.decision.Lock;
import dev.staffgate.decision.ReasonCode;
import dev.staffgate.yaml.PolicyFiles;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Policy reference, section 4: the root session is as sensitive as what leads to it. */
class SensitiveSignOnTest {
  private static final Instant NOW = Instant.parse("2027-02-03T09:00:00Z");

  private static Policy policy(String catalogue, String grants) {
    return PolicyFiles.parse(
        "policy.yaml",
        """
        staffgate: 1
        %s
        defaults: { sensitive: { requires: { second-factor: 15m } } }
        roles:
          admin: { %s }
        servers:
          web1: { panel: whm, url: "https://web1.example.net:2087", user: root, token: "env:T" }
        staff:
          alice: { roles: [admin] }
        """
            .formatted(catalogue.strip(), grants));
  }

  private static final String OWN =
      """
      catalog: none
      permissions:
        connect.use: { category: product, sensitive: false }
        server.configure: { category: product, sensitive: true }
      """;

  private static AccessRequest enter() {
    return AccessRequest.sso("alice", "web1").at(NOW);
  }

  @Test
  void signOn_byASensitivePermission_needsTheSecondFactor() {
    Policy hosting = policy("catalog: hosting", "grants: [connect.use]");

    assertThat(hosting.decide(enter())).needsSecondFactor();
    assertThat(hosting.decide(enter().secondFactorAt(NOW))).isPermitted();
  }

  @Test
  void signOn_byAPermissionThatIsNotSensitive_doesNot() {
    assertThat(policy(OWN, "grants: [connect.use]").decide(enter())).isPermitted();
  }

  @Test
  void signOn_byAGrantThatMatchesASensitiveOneToo_needsIt() {
    assertThat(policy(OWN, "grants: ['*']").decide(enter())).needsSecondFactor();
    assertThat(policy(OWN, "grants: [server.configure]").decide(enter())).needsSecondFactor();
  }

  @Test
  void signOn_whereTheSensitiveOneIsDeniedOrLocked_stillNeedsIt() {
    Policy denied = policy(OWN, "grants: ['*'], denies: [server.configure]");
    Policy plain = policy(OWN, "grants: ['*']");

    assertThat(denied.decide(enter())).needsSecondFactor();
    assertThat(
            plain.decide(
                enter().underLocks(List.of(Lock.onPermission("server.configure", "stop")))))
        .needsSecondFactor();
  }

  @Test
  void secondFactor_aMinuteAhead_isFreshAndNoLater() {
    Policy hosting = policy("catalog: hosting", "grants: [connect.use]");

    assertThat(hosting.decide(enter().secondFactorAt(NOW.plusSeconds(60)))).isPermitted();
    assertThat(hosting.decide(enter().secondFactorAt(NOW.plusSeconds(60).plusNanos(1))))
        .needsSecondFactor();
  }

  @Test
  void deny_andSeparation_areToldBeforeAnUnknownServer() {
    Policy denied = policy("catalog: hosting", "grants: [connect.use], denies: [server.sso]");

    assertThat(denied.decide(AccessRequest.sso("alice", "ghost").at(NOW)))
        .because(ReasonCode.DENIED_BY_ROLE);
    assertThat(
            policy("catalog: hosting", "grants: [connect.use]")
                .decide(AccessRequest.sso("alice", "ghost").at(NOW)))
        .because(ReasonCode.SERVER_UNKNOWN);
  }
}
