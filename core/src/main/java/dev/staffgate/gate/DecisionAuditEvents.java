package dev.staffgate.gate;

import dev.staffgate.audit.AuditEvent;
import dev.staffgate.decision.AccessRequest;
import dev.staffgate.decision.Decision;
import dev.staffgate.decision.Lock;
import java.util.Map;
import java.util.Optional;

/**
 * The audit events of decisions. Attributes are left out, since a program may put anything into
 * them; of a lock that spoke, its message.
 */
public final class DecisionAuditEvents {
  private DecisionAuditEvents() {}

  /** Returns the record of a decision about something that is about to be done. */
  public static AuditEvent of(AccessRequest request, Decision decision) {
    return of(
        decision.permitted() ? AuditEvent.Type.ACCESS_SENSITIVE : AuditEvent.Type.ACCESS_REFUSED,
        request,
        decision);
  }

  /**
   * Returns the record of a decision, as an event of this type.
   *
   * @throws IllegalArgumentException if the request has no instant
   */
  public static AuditEvent of(AuditEvent.Type type, AccessRequest request, Decision decision) {
    AuditEvent event =
        AuditEvent.of(
                request
                    .at()
                    .orElseThrow(() -> new IllegalArgumentException("a record needs an instant")),
                type,
                request.staff(),
                request.from())
            .with("permission", request.permissionId());
    for (Map.Entry<String, String> resource : request.resources().entrySet()) {
      event = event.with("on-" + resource.getKey(), resource.getValue());
    }
    return withLock(event, decision.reason().lock())
        .with("outcome", decision.outcome().text())
        .with("reason", decision.reason().code().text())
        .with("place", decision.reason().place().fileAndLine())
        .with("path", String.join(" > ", decision.reason().path()))
        .with("policy", decision.reason().policyVersion());
  }

  private static AuditEvent withLock(AuditEvent event, Optional<Lock> lock) {
    if (lock.isEmpty()) {
      return event;
    }
    AuditEvent on = event.with("lock-on", lock.get().target().text());
    return lock.get().name().isEmpty() ? on : on.with("lock-name", lock.get().name());
  }
}
