package dev.staffgate.gate;

import static java.util.Objects.requireNonNull;

import dev.staffgate.audit.AuditEvent;
import dev.staffgate.audit.AuditException;
import dev.staffgate.audit.AuditSink;
import dev.staffgate.model.Permission;
import dev.staffgate.policy.AccessRequest;
import dev.staffgate.policy.Decision;
import dev.staffgate.policy.Explanation;
import dev.staffgate.policy.Policy;
import dev.staffgate.policy.Reason;
import dev.staffgate.policy.ReasonCode;
import java.time.InstantSource;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides by the policy in force, and records what must be recorded. Safe for any number of
 * threads.
 *
 * <p>Each decision is taken from one version of the policy, which it names. A request without an
 * instant is asked at the instant of the gate's clock.
 */
public final class Gate {
  private static final Logger log = LoggerFactory.getLogger(Gate.class);

  private final Supplier<Policy> policies;
  private final AuditSink audit;
  private final InstantSource clock;

  /** Makes a gate; the supplier gives the policy in force, and never waits. */
  public Gate(Supplier<Policy> policies, AuditSink audit, InstantSource clock) {
    this.policies = requireNonNull(policies, "policies");
    this.audit = requireNonNull(audit, "audit");
    this.clock = requireNonNull(clock, "clock");
  }

  /** The policy in force. */
  public Policy policy() {
    return policies.get();
  }

  /** The clock that requests without an instant are asked by. */
  public InstantSource clock() {
    return clock;
  }

  /**
   * Decides about something that is about to be done. Every answer but a permit is recorded, and so
   * is a permit of a sensitive permission; one that cannot be recorded is a denial.
   *
   * @throws dev.staffgate.policy.UnknownPermissionException if the permission is not in the
   *     catalogue
   */
  public Decision check(AccessRequest request) {
    Policy policy = policy();
    AccessRequest timed = timed(request);
    Decision decision = policy.decide(timed);
    if (!mustBeRecorded(policy, timed, decision)) {
      return decision;
    }
    try {
      audit.append(DecisionRecord.of(timed, decision));
      return decision;
    } catch (AuditException notRecorded) {
      log.error("a decision is denied, for it could not be recorded", notRecorded);
      return decision.permitted()
          ? new Decision.Deny(
              Reason.outsidePolicy(ReasonCode.AUDIT_UNAVAILABLE, "the audit could not be written"))
          : decision;
    }
  }

  private static boolean mustBeRecorded(Policy policy, AccessRequest request, Decision decision) {
    return !decision.permitted()
        || policy
            .catalogue()
            .find(request.permissionId())
            .filter(Permission::sensitive)
            .isPresent();
  }

  /**
   * Answers a question, for a menu or a page: the same answer as {@link #check}, never recorded.
   * Nothing may be done on the strength of it.
   *
   * @throws dev.staffgate.policy.UnknownPermissionException if the permission is not in the
   *     catalogue
   */
  public Decision ask(AccessRequest request) {
    return policy().decide(timed(request));
  }

  /**
   * Answers a question with every candidate and condition, for an administrator; never recorded.
   *
   * @throws dev.staffgate.policy.UnknownPermissionException if the permission is not in the
   *     catalogue
   */
  public Explanation explain(AccessRequest request) {
    return policy().explain(timed(request));
  }

  /** Records an event; what depends on it must not be done if this fails. */
  public void record(AuditEvent event) {
    audit.append(event);
  }

  private AccessRequest timed(AccessRequest request) {
    return request.at().isPresent() ? request : request.at(clock.instant());
  }
}
