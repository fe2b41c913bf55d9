package dev.staffgate.whm.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.staffgate.Staffgate;
import dev.staffgate.audit.FileAuditSink;
import dev.staffgate.policy.Policy;
import dev.staffgate.whm.WhmSessionClient;
import dev.staffgate.whm.fleet.ConnectAttempt.Outcome;
import dev.staffgate.whm.transport.PanelTransport;
import dev.staffgate.yaml.PolicyFiles;
import dev.staffgate.yaml.PolicySource;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Many servers, one in ten of them sick in one of all ways, and many people who enter them at once.
 * {@code FleetRun} does the same with a thousand servers, and measures.
 */
class FleetTest {
  private static final int SERVERS = 90;
  private static final int STAFF = 40;
  private static final int PERMITTED = 1_400;

  /** Fewer than chance would have: those who visit the slow ones wait for the deadline. */
  private static final int PERMITTED_ON_SICK = 60;

  @TempDir Path folder;

  @Test
  void opening_onManyServersSomeSick_letsInWhereThePolicyPermitsAndNowhereElse()
      throws IOException, InterruptedException {
    assumeTrue(SimulatedFleet.hasAddresses(), "this machine has one loopback address");
    Path audit = folder.resolve("audit.jsonl");
    FleetStaff crew = FleetStaff.of(STAFF, 1);
    try (SimulatedFleet fleet = SimulatedFleet.start(SERVERS, ServerHealth.ways());
        FileAuditSink sink = FileAuditSink.open(audit)) {
      Policy policy =
          PolicyFiles.parse("fleet.yaml", "staffgate: 1\n" + crew.policy() + fleet.policy());
      List<ConnectAttempt> attempts = new ArrayList<>();
      attempts.addAll(
          ConnectAttempt.draw(fleet, ServerHealth::isSick, crew, policy, 2, PERMITTED_ON_SICK));
      attempts.addAll(ConnectAttempt.draw(fleet, one -> !one.isSick(), crew, policy, 3, PERMITTED));
      Collections.shuffle(attempts, new Random(4));
      List<Outcome> outcomes;
      try (Staffgate staffgate =
          Staffgate.builder()
              .policy(PolicySource.of(policy))
              .audit(sink)
              .secrets(fleet.tokens())
              .panels(
                  WhmSessionClient.builder()
                      .transport(PanelTransport.builder().deadline(Duration.ofSeconds(10)).build())
                      .build())
              .build()) {
        outcomes = ConcurrentCallers.of(staffgate.connect(), attempts, STAFF);
      }
      assertThat(OutcomeReconciliation.wrong(outcomes)).isEmpty();
      assertThat(outcomes).hasSameSizeAs(attempts);
      assertThat(OutcomeReconciliation.auditAgainst(outcomes, audit)).isEmpty();
      assertThat(OutcomeReconciliation.serversAgainst(outcomes, fleet)).isEmpty();
      assertThat(OutcomeReconciliation.unaskedFor(outcomes, fleet)).isEmpty();
      assertThat(healthOf(outcomes, Outcome.Kind.FAILED))
          .isEqualTo(EnumSet.complementOf(EnumSet.of(ServerHealth.HEALTHY)));
      assertThat(healthOf(outcomes, Outcome.Kind.OPENED)).containsExactly(ServerHealth.HEALTHY);
    }
  }

  private static Set<ServerHealth> healthOf(List<Outcome> outcomes, Outcome.Kind kind) {
    return outcomes.stream()
        .filter(one -> one.kind() == kind)
        .map(one -> one.attempt().health())
        .collect(Collectors.toSet());
  }
}
