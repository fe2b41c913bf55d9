package dev.staffgate.sso;

import dev.staffgate.audit.AuditEvent;
import dev.staffgate.decision.AccessRequest;
import dev.staffgate.decision.Decision;
import dev.staffgate.gate.DecisionAuditEvents;
import dev.staffgate.model.Server;
import dev.staffgate.panels.PanelException;
import dev.staffgate.panels.PanelHealth;
import dev.staffgate.panels.TokenRotation;
import java.time.Instant;
import java.util.List;

/** The audit events of the tokens of servers. They hold names of tokens, and never a token. */
final class TokenAuditEvents {
  private TokenAuditEvents() {}

  static AuditEvent refused(AccessRequest request, Decision decision) {
    return DecisionAuditEvents.of(AuditEvent.Type.ACCESS_REFUSED, request, decision);
  }

  static AuditEvent attempt(
      AccessRequest request, Decision decision, Server server, TokenActions.Action action) {
    return DecisionAuditEvents.of(AuditEvent.Type.TOKEN_ATTEMPT, request, decision)
        .with("action", action.text())
        .with("kept-at", server.token().toString());
  }

  private static AuditEvent event(
      Instant at, AuditEvent.Type type, AccessRequest request, Server server) {
    return AuditEvent.of(at, type, request.staff(), request.from()).with("on-server", server.id());
  }

  static AuditEvent added(Instant at, AccessRequest request, Server server, PanelHealth health) {
    return event(at, AuditEvent.Type.TOKEN_ADDED, request, server)
        .with("may-open", mayOpen(health));
  }

  static AuditEvent tested(Instant at, AccessRequest request, Server server, PanelHealth health) {
    return event(at, AuditEvent.Type.TOKEN_TESTED, request, server)
        .with("may-open", mayOpen(health));
  }

  private static String mayOpen(PanelHealth health) {
    return switch (health.mayOpen()) {
      case YES -> "yes";
      case NO -> "no";
      case UNKNOWN -> "unknown";
    };
  }

  static AuditEvent rotated(
      Instant at, AccessRequest request, Server server, RotationReport report) {
    if (report.failure().isPresent()) {
      AuditEvent event =
          failed(at, request, server, TokenActions.Action.ROTATE, report.failure().get())
              .with("in-use", report.inUse().text());
      return report
          .leftovers()
          .map(names -> event.with("left-to-revoke", joined(names)))
          .orElse(event);
    }
    TokenRotation done = report.done().orElseThrow();
    return event(at, AuditEvent.Type.TOKEN_ROTATED, request, server)
        .with("token", done.token())
        .with("revoked", joined(done.revoked()));
  }

  private static String joined(List<String> names) {
    return String.join(" ", names);
  }

  static AuditEvent retired(
      Instant at, AccessRequest request, Server server, TokenRetirement retirement) {
    AuditEvent event =
        event(at, AuditEvent.Type.TOKEN_RETIRED, request, server)
            .with("at-panel", retirement.mayStillBeAccepted() ? "may-live-on" : "revoked");
    return retirement.revoked().map(name -> event.with("token", name)).orElse(event);
  }

  static AuditEvent failed(
      Instant at,
      AccessRequest request,
      Server server,
      TokenActions.Action action,
      PanelException failure) {
    return event(at, AuditEvent.Type.TOKEN_FAILED, request, server)
        .with("action", action.text())
        .with("failure", failure.kind().text())
        .with("detail", failure.detail().text())
        .with("reference", failure.reference());
  }
}
