package dev.staffgate.gate;

import dev.staffgate.audit.AuditEvent;
import dev.staffgate.model.PolicyException;
import java.time.InstantSource;
import java.util.Optional;

/**
 * The audit of policy changes. A change that cannot be recorded is logged, and stands. Thread-safe.
 */
final class PolicyAudit {
  private final AuditRecorder audit;
  private final InstantSource clock;

  PolicyAudit(AuditRecorder audit, InstantSource clock) {
    this.audit = audit;
    this.clock = clock;
  }

  InstantSource clock() {
    return clock;
  }

  /**
   * Records that a new version came into force.
   *
   * @param stranded the accounts that it denies everything, as they have a role that it does not
   *     define
   */
  void recordLoaded(String version, Optional<String> stranded) {
    AuditEvent event = event(AuditEvent.Type.POLICY_LOADED, version);
    audit.recordIfPossible(stranded.map(text -> event.with("stranded", text)).orElse(event));
  }

  /** Records that a new version was rejected; {@code versionInForce} is the one before. */
  void recordRejected(String versionInForce, PolicyException problem) {
    audit.recordIfPossible(
        event(AuditEvent.Type.POLICY_REJECTED, versionInForce)
            .with("problem", problem.problems().get(0).headline()));
  }

  private AuditEvent event(AuditEvent.Type type, String versionInForce) {
    return AuditEvent.of(clock.instant(), type, "", Optional.empty())
        .with("policy", versionInForce);
  }
}
