package dev.staffgate.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import dev.staffgate.audit.AuditEvent;
import dev.staffgate.audit.AuditException;
import dev.staffgate.audit.AuditSink;
import dev.staffgate.decision.AccessRequest;
import dev.staffgate.decision.Decision;
import dev.staffgate.decision.Lock;
import dev.staffgate.decision.ReasonCode;
import dev.staffgate.decision.Scope;
import dev.staffgate.fixtures.RecordingAudit;
import dev.staffgate.yaml.LoadOptions;
import dev.staffgate.yaml.PolicyFiles;
import dev.staffgate.yaml.PolicySource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Decisions with their circumstances, their records, and changes of the policy. */
class DecisionServiceTest {
  private static final String POLICY =
      """
      staffgate: 1
      roles:
        desk: { grants: [ticket.view, payment.refund] }
      staff:
        ann: { roles: [{ role: desk, until: "2027-01-01T00:00Z" }] }
      """;
  private static final Instant BEFORE = Instant.parse("2026-12-31T23:59:59Z");
  private static final Instant AFTER = Instant.parse("2027-01-01T00:00:00Z");
  private static final AccessRequest VIEW = AccessRequest.of("ann", "ticket.view");
  private static final AccessRequest REFUND = AccessRequest.of("ann", "payment.refund");

  @TempDir private Path folder;

  private final RecordingAudit audit = new RecordingAudit();

  private DecisionService at(Instant now, AuditSink audit) {
    PolicySource policies = PolicySource.of(PolicyFiles.parse("policy.yaml", POLICY));
    return DecisionService.of(policies, Optional.empty(), audit, () -> now);
  }

  private static void fail(AuditEvent event) {
    throw new AuditException("the disk is full", new IOException("full"));
  }

  @Test
  void requestWithoutAnInstant_isCompletedByTheClockWhicheverWayItIsAsked() {
    try (DecisionService before = at(BEFORE, audit);
        DecisionService after = at(AFTER, audit)) {
      assertThat(before.check(VIEW).permitted()).isTrue();
      assertThat(before.ask(VIEW).permitted()).isTrue();
      assertThat(before.decide(before.policy(), VIEW).permitted()).isTrue();
      assertThat(before.explain(VIEW).decision().permitted()).isTrue();
      assertThat(before.scopeOf(VIEW, "client").kind()).isEqualTo(Scope.Kind.ALL);
      before.require(VIEW);

      assertThat(after.check(VIEW).permitted()).isFalse();
      assertThat(after.ask(VIEW).permitted()).isFalse();
      assertThat(after.decide(after.policy(), VIEW).permitted()).isFalse();
      assertThat(after.explain(VIEW).decision().permitted()).isFalse();
      assertThat(after.scopeOf(VIEW, "client").kind()).isEqualTo(Scope.Kind.NONE);
      assertThatThrownBy(() -> after.require(VIEW)).isInstanceOf(AccessDeniedException.class);
    }
  }

  @Test
  void requestWithAnInstant_keepsIt() {
    try (DecisionService after = at(AFTER, audit)) {
      assertThat(after.check(VIEW.at(BEFORE)).permitted()).isTrue();
      assertThat(after.decide(after.policy(), VIEW.at(BEFORE)).request().at()).contains(BEFORE);
      assertThat(after.decide(after.policy(), VIEW).request().at()).contains(AFTER);
    }
  }

  @Test
  void check_recordsRefusalsAndSensitivePermits_othersRecordNothing() {
    try (DecisionService before = at(BEFORE, audit);
        DecisionService after = at(AFTER, audit)) {
      assertThat(before.check(VIEW).permitted()).isTrue();
      assertThat(before.ask(REFUND).permitted()).isTrue();
      assertThat(after.ask(VIEW).permitted()).isFalse();
      assertThat(after.explain(VIEW).decision().permitted()).isFalse();
      assertThat(after.scopeOf(VIEW, "client").kind()).isEqualTo(Scope.Kind.NONE);
      assertThat(after.decide(after.policy(), VIEW).permitted()).isFalse();
      assertThat(audit.events()).isEmpty();

      assertThat(before.check(REFUND).permitted()).isTrue();
      assertThat(after.check(VIEW).permitted()).isFalse();

      assertThat(audit.events())
          .extracting(AuditEvent::type)
          .containsExactly(AuditEvent.Type.ACCESS_SENSITIVE, AuditEvent.Type.ACCESS_REFUSED);
    }
  }

  @Test
  void check_refusedByALock_recordsWhichOneWithoutItsMessage() {
    try (DecisionService service = at(BEFORE, audit)) {
      for (AccessRequest refused :
          List.of(
              VIEW.underLocks(List.of(Lock.onStaff("ann", "secret"))),
              VIEW.underLocks(List.of(Lock.onEverybody("secret"))),
              AccessRequest.of("ann", "client.delete"))) {
        assertThat(service.check(refused).permitted()).isFalse();
      }

      assertThat(audit.events().get(0).details())
          .containsEntry("reason", "locked")
          .containsEntry("lock-on", "staff")
          .containsEntry("lock-name", "ann");
      assertThat(audit.events().get(1).details())
          .containsEntry("lock-on", "everybody")
          .doesNotContainKey("lock-name");
      assertThat(audit.events().get(2).details()).doesNotContainKeys("lock-on", "lock-name");
      assertThat(audit.events().toString()).doesNotContain("secret");
    }
  }

  @Test
  void auditThatIsOut_deniesPermitsAndKeepsRefusalsAsTheyAre() {
    try (DecisionService before = at(BEFORE, DecisionServiceTest::fail);
        DecisionService after = at(AFTER, DecisionServiceTest::fail)) {
      Decision unrecorded = before.check(REFUND);
      Decision refused = after.check(VIEW);
      AccessDeniedException required =
          catchThrowableOfType(
              AccessDeniedException.class,
              () -> before.requireRecorded(DecisionAuditEvents.of(REFUND.at(BEFORE), refused)));

      assertThat(unrecorded.outcome()).isEqualTo(Decision.Outcome.DENY);
      assertThat(unrecorded.reason().code()).isEqualTo(ReasonCode.AUDIT_UNAVAILABLE);
      assertThat(refused.reason().code()).isNotEqualTo(ReasonCode.AUDIT_UNAVAILABLE);
      assertThat(required.decision().reason().code()).isEqualTo(ReasonCode.AUDIT_UNAVAILABLE);
      assertThat(before.check(VIEW).permitted()).isTrue();
    }
  }

  @Test
  void checkAll_permitsWhatIsPermittedInEachWay_withOneRecordThatNamesAll() {
    AccessRequest unknown = AccessRequest.of("ann", "client.delete");
    try (DecisionService service = at(BEFORE, audit);
        DecisionService unrecorded = at(BEFORE, DecisionServiceTest::fail)) {
      DecidedRequest permitted =
          service.checkAll(service.policy(), List.of(VIEW, REFUND), "GET /a and /a/");
      assertThat(permitted.permitted()).isTrue();
      assertThat(permitted.request().permissionId()).isEqualTo("ticket.view");

      DecidedRequest refused =
          service.checkAll(service.policy(), List.of(VIEW, unknown, REFUND), "GET /b and /b/");
      assertThat(refused.decision().reason().code()).isEqualTo(ReasonCode.NOT_GRANTED);
      assertThat(refused.request().permissionId()).isEqualTo("client.delete");
      assertThat(service.checkAll(service.policy(), List.of(VIEW, VIEW), "").permitted()).isTrue();

      assertThat(audit.events())
          .extracting(
              event -> event.details().get("what"),
              event -> event.details().get("asked"),
              event -> event.details().get("outcome"))
          .containsExactly(
              tuple("GET /a and /a/", "ticket.view, payment.refund", "permit"),
              tuple("GET /b and /b/", "ticket.view, client.delete, payment.refund", "deny"));
      assertThat(
              unrecorded
                  .checkAll(unrecorded.policy(), List.of(VIEW, REFUND), "")
                  .decision()
                  .reason()
                  .code())
          .isEqualTo(ReasonCode.AUDIT_UNAVAILABLE);
      assertThatThrownBy(() -> service.checkAll(service.policy(), List.of(), ""))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void standingDenial_saysWhySomebodyMayNotActAtAll() {
    try (DecisionService service = at(AFTER, audit)) {
      assertThat(service.standingDenial(service.policy(), "ann", Optional.empty())).isEmpty();
      assertThat(service.standingDenial(service.policy(), "bob", Optional.empty()))
          .get()
          .extracting(denial -> denial.reason().code())
          .isEqualTo(ReasonCode.ACCOUNT_UNKNOWN);
      assertThat(audit.events()).isEmpty();
    }
  }

  @Test
  void recordRefusal_isRecorded_andStandsIfTheAuditIsOut() {
    try (DecisionService recorded = at(AFTER, audit);
        DecisionService unrecorded = at(AFTER, DecisionServiceTest::fail)) {
      Decision refusal = unrecorded.check(VIEW);

      recorded.recordRefusal("ann", Optional.empty(), refusal, "GET /secret");
      unrecorded.recordRefusal("ann", Optional.empty(), refusal, "GET /secret");

      assertThat(audit.events()).hasSize(1);
      assertThat(audit.events().get(0).type()).isEqualTo(AuditEvent.Type.ACCESS_REFUSED);
      assertThat(audit.events().get(0).details())
          .containsEntry("what", "GET /secret")
          .containsEntry("outcome", "deny");
    }
  }

  @Test
  void policyChanges_areRecordedAndTold_rejectedOnesAreRecordedAlone() throws IOException {
    Path file = Files.writeString(folder.resolve("policy.yaml"), POLICY);
    PolicySource source =
        PolicySource.watching(List.of(file), LoadOptions.DEFAULT, Duration.ofHours(1));
    AtomicInteger told = new AtomicInteger();
    try (DecisionService decisions =
        DecisionService.of(source, Optional.empty(), audit, () -> BEFORE)) {
      decisions.followPolicy(told::incrementAndGet);
      Files.writeString(file, POLICY.replace("ticket.view", "client.view"));
      source.refresh();
      String second = decisions.policy().version();
      Files.writeString(file, POLICY.replace("ticket.view", "ticket.veiw"));
      source.refresh();

      assertThat(told).hasValue(1);
      assertThat(decisions.policy().version()).isEqualTo(second);
      assertThat(decisions.policyProblem()).isPresent();
      assertThat(audit.events())
          .extracting(AuditEvent::type)
          .containsExactly(AuditEvent.Type.POLICY_LOADED, AuditEvent.Type.POLICY_REJECTED);
      assertThat(audit.events())
          .allSatisfy(event -> assertThat(event.details()).containsEntry("policy", second));
      assertThat(audit.events().get(1).details().get("problem")).contains("ticket.veiw");
    }
  }
}
