package dev.staffgate.sso;

import dev.staffgate.audit.AuditEvent;
import dev.staffgate.decision.AccessRequest;
import dev.staffgate.decision.Decision;
import dev.staffgate.gate.DecisionAuditEvents;
import dev.staffgate.panels.PanelException;
import dev.staffgate.panels.PanelSession;
import dev.staffgate.panels.PanelTarget;
import java.time.Instant;
import java.util.Optional;

/** The audit events of single sign-on. They never hold the way into a session, or a token. */
final class SsoAuditEvents {
  private SsoAuditEvents() {}

  static AuditEvent refused(AccessRequest request, Decision decision) {
    return DecisionAuditEvents.of(AuditEvent.Type.SSO_REFUSED, request, decision);
  }

  static AuditEvent attempt(
      AccessRequest request, Decision decision, String user, PanelTarget target) {
    return DecisionAuditEvents.of(AuditEvent.Type.SSO_ATTEMPT, request, decision)
        .with("panel-user", user)
        .with("area", target.area().text());
  }

  static AuditEvent failed(
      AccessRequest request, Decision decision, String user, PanelException failure) {
    AuditEvent event =
        DecisionAuditEvents.of(AuditEvent.Type.SSO_FAILED, request, decision)
            .with("panel-user", user)
            .with("failure", failure.kind().text())
            .with("detail", failure.detail().text())
            .with("reference", failure.reference());
    return failure.mayHaveLeftOpen()
        ? until(event.with("at-panel", "may-live-on"), failure.leftOpenUntil())
        : event;
  }

  static AuditEvent opened(
      AccessRequest request, Decision decision, PanelSession session, PanelTarget target) {
    AuditEvent event =
        DecisionAuditEvents.of(AuditEvent.Type.SSO_OPENED, request, decision)
            .with("panel-user", session.user())
            .with("area", target.area().text());
    return until(event, session.expiresAt());
  }

  static AuditEvent ended(Instant at, String staff, EndedSession session, String why) {
    AuditEvent event =
        AuditEvent.of(
                at,
                session.ended() ? AuditEvent.Type.SSO_ENDED : AuditEvent.Type.SSO_MAY_LIVE_ON,
                staff,
                Optional.empty())
            .with("on-server", session.server())
            .with("panel-user", session.user())
            .with("reason", why);
    return until(event, session.until());
  }

  static AuditEvent suspended(Instant at, String by, String panel, String reason) {
    return AuditEvent.of(at, AuditEvent.Type.SSO_SUSPENDED, by, Optional.empty())
        .with("panel", panel.isEmpty() ? "all" : panel)
        .with("why", reason);
  }

  static AuditEvent resumed(Instant at, String by, String panel) {
    return AuditEvent.of(at, AuditEvent.Type.SSO_RESUMED, by, Optional.empty())
        .with("panel", panel.isEmpty() ? "all" : panel);
  }

  private static AuditEvent until(AuditEvent event, Optional<Instant> end) {
    return end.map(instant -> event.with("expires", instant.toString())).orElse(event);
  }
}
