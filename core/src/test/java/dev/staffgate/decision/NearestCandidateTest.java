package dev.staffgate.decision;

import static org.assertj.core.api.Assertions.assertThat;

import dev.staffgate.policy.Policy;
import dev.staffgate.yaml.PolicyFiles;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Which candidate an explanation calls the nearest: the one that the remedy is for. */
class NearestCandidateTest {
  private static final Instant NOW = Instant.parse("2026-11-23T09:00:00Z");

  private static final String HEAD =
      """
      staffgate: 1
      networks: { office: [203.0.113.0/24] }
      schedules: { night: { zone: UTC, windows: ["mon-sun 22:00-06:00"] } }
      staff: { ann: { roles: [desk] } }
      roles:
        desk:
          grants:
      """;

  /** The line of the grant that comes nearest to what is asked. */
  private static String nearest(String grants) {
    Policy policy = PolicyFiles.parse("policy.yaml", HEAD + grants.indent(6));
    AccessRequest asked =
        AccessRequest.of("ann", "payment.refund").from("198.51.100.1").at(NOW).with("amount", "5");
    int line = policy.explain(asked).nearest().orElseThrow().at().line();
    return grants.lines().skip(line - 1 - HEAD.lines().count()).findFirst().orElseThrow();
  }

  @Test
  void nearest_amongOneThatLacksASecondFactorAndOneThatLacksANetwork_isTheFormer() {
    String grants =
        """
        - { permission: payment.refund, networks: [office] }
        - { permission: payment.refund, up-to: { amount: 10 }, second-factor: 15m }
        """;

    assertThat(nearest(grants)).contains("second-factor");
  }

  @Test
  void nearest_amongThoseWithoutARemedy_isTheOneThatLacksLess() {
    String grants =
        """
        - { permission: payment.refund, networks: [office], schedule: night }
        - { permission: payment.refund, networks: [office], up-to: { amount: 10 } }
        """;

    assertThat(nearest(grants)).contains("up-to");
  }

  @Test
  void nearest_amongEquals_isTheFirst() {
    String grants =
        """
        - { permission: payment.refund, schedule: night }
        - { permission: payment.refund, networks: [office] }
        """;

    assertThat(nearest(grants)).contains("schedule");
  }

  @Test
  void nearest_whereOneHolds_isThatOne() {
    String grants =
        """
        - { permission: payment.refund, second-factor: 15m }
        - { permission: payment.refund, up-to: { amount: 10 } }
        """;

    assertThat(nearest(grants)).contains("up-to");
  }
}
