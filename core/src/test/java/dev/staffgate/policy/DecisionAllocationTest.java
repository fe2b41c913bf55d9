package dev.staffgate.policy;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.staffgate.accounts.AccountHandle;
import dev.staffgate.accounts.AccountTable;
import dev.staffgate.decision.AccessRequest;
import dev.staffgate.decision.Decision;
import dev.staffgate.fixtures.PolicyParts;
import dev.staffgate.model.Condition;
import dev.staffgate.model.NameRef;
import dev.staffgate.model.Permission;
import dev.staffgate.model.Place;
import dev.staffgate.model.PolicyDocument;
import dev.staffgate.model.Schedule;
import dev.staffgate.model.Server;
import dev.staffgate.model.StaffAccount;
import java.lang.management.ManagementFactory;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/**
 * What a decision allocates, in bytes. Counted by the JVM for this thread over 100,000 decisions,
 * after as many to warm up; what the JVM itself may need meanwhile is allowed for.
 */
class DecisionAllocationTest {
  private static final int DECISIONS = 100_000;
  private static final long OF_THE_JVM = 100_000;
  private static final Instant NOW = Instant.parse("2026-11-23T09:00:00Z");
  private static final Policy POLICY = policy();
  private static final Permission VIEW = POLICY.permission("ticket.view");
  private static final Permission DELETE = POLICY.permission("client.delete");
  private static final Permission REFUND = POLICY.permission("payment.refund");

  private static Policy policy() {
    return Policy.of(
        PolicyDocument.builder()
            .schedule(
                new Schedule(
                    "hours",
                    ZoneId.of("Europe/Berlin"),
                    List.of(new Schedule.Window(Set.of(DayOfWeek.MONDAY), 480, 1080)),
                    Place.NONE))
            .role(
                PolicyParts.role(
                    "desk",
                    PolicyParts.grant(3, "ticket.*"),
                    PolicyParts.grant(4, "connect.use"),
                    PolicyParts.grant(
                        5,
                        "payment.refund",
                        PolicyParts.networks("203.0.113.0/24"),
                        new Condition.InSchedule(true, NameRef.of("hours"), Place.NONE),
                        PolicyParts.secondFactor("PT1H"))))
            .server(PolicyParts.server("open", 7, "whm", Optional.empty()))
            .server(
                PolicyParts.server(
                    "closed",
                    8,
                    "whm",
                    Optional.of(
                        new Server.Sso(
                            true,
                            List.of(new Server.SsoRole(NameRef.of("desk"), Optional.of("ops"))),
                            Optional.empty(),
                            List.of(),
                            Place.NONE))))
            .server(
                PolicyParts.server(
                    "shut",
                    9,
                    "whm",
                    Optional.of(
                        new Server.Sso(true, List.of(), Optional.empty(), List.of(), Place.NONE))))
            .staff(StaffAccount.of("alice", "desk"))
            .build());
  }

  /** Bytes for each of {@link #DECISIONS} decisions, all of which have this outcome. */
  private static double bytes(Decision.Outcome outcome, Supplier<Decision> decision) {
    assertThat(decision.get().outcome()).isEqualTo(outcome);
    long other = 0;
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    for (int i = 0; i < DECISIONS; i++) {
      other += decision.get().outcome() == outcome ? 0 : 1;
    }
    long before = threads.getCurrentThreadAllocatedBytes();
    for (int i = 0; i < DECISIONS; i++) {
      other += decision.get().outcome() == outcome ? 0 : 1;
    }
    long allocated = threads.getCurrentThreadAllocatedBytes() - before;
    assertThat(other).isZero();
    return Math.max(0, allocated - OF_THE_JVM) / (double) DECISIONS;
  }

  private static double permitted(Supplier<Decision> decision) {
    return bytes(Decision.Outcome.PERMIT, decision);
  }

  private static double denied(Supplier<Decision> decision) {
    return bytes(Decision.Outcome.DENY, decision);
  }

  @Test
  void decision_aboutAPermissionAlone_allocatesNothing() {
    CompiledAccount alice = POLICY.account("alice").orElseThrow();
    CompiledAccount narrowed = alice.actingAs("desk");

    assertThat(permitted(() -> POLICY.decide("alice", VIEW))).isZero();
    assertThat(permitted(() -> POLICY.decide("alice", "ticket.view"))).isZero();
    assertThat(permitted(() -> POLICY.decide(alice, VIEW))).isZero();
    assertThat(permitted(() -> POLICY.decide(narrowed, VIEW))).isZero();
    assertThat(denied(() -> POLICY.decide("alice", "client.delete"))).isZero();
    assertThat(denied(() -> POLICY.decide("nobody", VIEW))).isZero();
  }

  @Test
  void decision_aboutAPermissionAloneInATable_allocatesNothing() {
    AccountTable table = new AccountTable(POLICY);
    table.put(StaffAccount.of("ann", "desk"));
    AccountHandle ann = table.handle("ann");

    assertThat(permitted(() -> table.decide(ann, VIEW))).isZero();
    assertThat(permitted(() -> table.decide("ann", VIEW))).isZero();
    assertThat(denied(() -> table.decide("ann", DELETE))).isZero();
  }

  @Test
  void decision_unconditionalAboutARequest_allocatesNothing() {
    AccessRequest request = AccessRequest.of("alice", VIEW).from("203.0.113.7").at(NOW);
    AccessRequest byText = AccessRequest.of("alice", "client.delete").at(NOW);

    assertThat(permitted(() -> POLICY.decide(request))).isZero();
    assertThat(denied(() -> POLICY.decide(byText))).isZero();
  }

  @Test
  void singleSignOn_withoutConditions_allocatesNothing() {
    AccessRequest open = AccessRequest.sso("alice", "open");
    AccessRequest closed = AccessRequest.sso("alice", "closed");
    AccessRequest shut = AccessRequest.sso("alice", "shut");
    AccessRequest unknown = AccessRequest.sso("alice", "moon");

    assertThat(permitted(() -> POLICY.decide(open))).isZero();
    assertThat(denied(() -> POLICY.decide(shut))).isZero();
    assertThat(denied(() -> POLICY.decide(unknown))).isZero();
    assertThat(permitted(() -> POLICY.decide(closed))).isZero();
  }

  @Test
  void decision_onConditions_allocatesAtMost64Bytes() {
    AccessRequest base = AccessRequest.of("alice", REFUND).at(NOW).secondFactorAt(NOW);
    AccessRequest inside = base.from("203.0.113.7");
    AccessRequest outside = base.from("192.0.2.1");
    AccessRequest stale = inside.secondFactorAt(NOW.minusSeconds(7200));

    assertThat(permitted(() -> POLICY.decide(inside))).isLessThanOrEqualTo(64);
    assertThat(denied(() -> POLICY.decide(outside))).isLessThanOrEqualTo(64);
    assertThat(bytes(Decision.Outcome.SECOND_FACTOR, () -> POLICY.decide(stale)))
        .isLessThanOrEqualTo(64);
  }

  @Test
  void request_builtAndDecided_allocatesAtMost320Bytes() {
    assertThat(
            permitted(
                () -> POLICY.decide(AccessRequest.of("alice", VIEW).from("203.0.113.7").at(NOW))))
        .isLessThanOrEqualTo(320);
    assertThat(
            permitted(
                () ->
                    POLICY.decide(AccessRequest.of("alice", VIEW).from("2001:db8:10::17").at(NOW))))
        .isLessThanOrEqualTo(320);
  }
}
