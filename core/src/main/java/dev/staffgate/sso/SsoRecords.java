package dev.staffgate.sso;

import dev.staffgate.audit.AuditEvent;
import dev.staffgate.gate.DecisionRecord;
import dev.staffgate.policy.AccessRequest;
import dev.staffgate.policy.Decision;

/** What the audit keeps of entering a server. Never a session's URL or its token. */
final class SsoRecords {
  private SsoRecords() {}

  static AuditEvent refused(AccessRequest request, Decision decision) {
    return DecisionRecord.of(AuditEvent.Type.SSO_REFUSED, request, decision);
  }

  static AuditEvent attempt(AccessRequest request, Decision decision, String user) {
    return DecisionRecord.of(AuditEvent.Type.SSO_ATTEMPT, request, decision)
        .with("panel-user", user);
  }

  static AuditEvent failed(
      AccessRequest request, Decision decision, String user, PanelException.Kind kind) {
    return DecisionRecord.of(AuditEvent.Type.SSO_FAILED, request, decision)
        .with("panel-user", user)
        .with("failure", kind.text());
  }

  static AuditEvent opened(AccessRequest request, Decision decision, PanelSession session) {
    AuditEvent event =
        DecisionRecord.of(AuditEvent.Type.SSO_OPENED, request, decision)
            .with("panel-user", session.user());
    return session
        .expiresAt()
        .map(instant -> event.with("expires", instant.toString()))
        .orElse(event);
  }
}
