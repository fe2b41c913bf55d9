package dev.staffgate.sso;

import static com.google.common.collect.ImmutableMap.toImmutableMap;
import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableMap;
import dev.staffgate.audit.AuditEvent;
import dev.staffgate.audit.AuditException;
import dev.staffgate.gate.AccessDeniedException;
import dev.staffgate.gate.Gate;
import dev.staffgate.model.Secret;
import dev.staffgate.model.Server;
import dev.staffgate.policy.AccessRequest;
import dev.staffgate.policy.Decision;
import dev.staffgate.policy.Policy;
import dev.staffgate.policy.Reason;
import dev.staffgate.policy.ReasonCode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Single sign-on into servers: which ones somebody may enter, and opening a session in one. Safe
 * for any number of threads; {@link #open} waits for the panel, at most as long as its client's
 * deadline.
 *
 * <p>Opening is one straight line: decide, record the attempt, fetch the token, call the panel,
 * record what came of it. If the attempt cannot be recorded nothing is opened; if the opened
 * session cannot be recorded it is not handed out.
 */
public final class Connect {
  private static final Logger log = LoggerFactory.getLogger(Connect.class);

  private final Gate gate;
  private final ImmutableMap<String, PanelSessionClient> clients;
  private final SecretSource secrets;

  /**
   * Makes a front to these panels.
   *
   * @throws IllegalArgumentException if two clients are for the same kind of panel
   */
  public Connect(Gate gate, Collection<PanelSessionClient> clients, SecretSource secrets) {
    this.gate = requireNonNull(gate, "gate");
    this.clients =
        clients.stream().collect(toImmutableMap(PanelSessionClient::panel, client -> client));
    this.secrets = requireNonNull(secrets, "secrets");
  }

  /**
   * The servers that somebody may enter now, at once or after a remedy, in the order of the policy.
   * A question: never recorded, and {@link #open} decides anew.
   */
  public List<ServerChoice> serversOf(String staff, ConnectContext context) {
    Policy policy = gate.policy();
    List<ServerChoice> choices = new ArrayList<>();
    for (Server server : policy.document().servers().values()) {
      AccessRequest request = context.request(staff, server.id()).at(gate.clock().instant());
      Decision decision = gate.decide(policy, request);
      if (decision.outcome() != Decision.Outcome.DENY) {
        choices.add(new ServerChoice(server, decision));
      }
    }
    return List.copyOf(choices);
  }

  /**
   * Opens a session.
   *
   * @param staff who enters
   * @param server the server's id, as the person asked for it
   * @return the session: its URL is a secret, for this person's browser, once
   * @throws AccessDeniedException if it is not permitted, or not yet, or could not be recorded;
   *     with the decision
   * @throws PanelException if it is permitted and there is no session all the same; with a message
   *     for the person
   */
  public PanelSession open(String staff, String server, ConnectContext context) {
    Policy policy = gate.policy();
    AccessRequest request = context.request(staff, server).at(gate.clock().instant());
    Decision decision = gate.decide(policy, request);
    if (!(decision instanceof Decision.Permit permit)) {
      record(SsoRecords.refused(request, decision));
      throw new AccessDeniedException(decision);
    }
    Server entered = requireNonNull(policy.document().servers().get(server));
    String user = permit.ssoUser().orElse(entered.user());
    record(SsoRecords.attempt(request, permit, user));
    PanelSession session;
    try {
      session = client(entered).open(entered, user, token(entered));
    } catch (PanelException failure) {
      log.warn(
          "no session on server {} [{}]: {}", entered.id(), failure.kind(), failure.getMessage());
      record(SsoRecords.failed(request, permit, user, failure.kind()));
      throw failure;
    }
    record(SsoRecords.opened(request, permit, session));
    return session;
  }

  private PanelSessionClient client(Server server) {
    PanelSessionClient client = clients.get(server.panel());
    if (client == null) {
      throw misconfigured(
          server, "this program has no client for panels of the kind " + server.panel());
    }
    return client;
  }

  private Secret token(Server server) {
    Optional<Secret> token;
    try {
      token = secrets.find(server.token());
    } catch (RuntimeException unreadable) {
      log.error(
          "the token {} of server {} cannot be read", server.token(), server.id(), unreadable);
      throw misconfigured(server, "its API token " + server.token() + " cannot be read");
    }
    return token.orElseThrow(
        () -> misconfigured(server, "there is no API token at " + server.token()));
  }

  private static PanelException misconfigured(Server server, String what) {
    return new PanelException(
        PanelException.Kind.MISCONFIGURED,
        server.id(),
        "No session on server "
            + server.id()
            + ": "
            + what
            + ". Please tell the administrator of this panel.",
        null);
  }

  private void record(AuditEvent event) {
    try {
      gate.record(event);
    } catch (AuditException notRecorded) {
      log.error("nobody enters a server, for it could not be recorded", notRecorded);
      throw new AccessDeniedException(
          new Decision.Deny(
              Reason.outsidePolicy(
                  ReasonCode.AUDIT_UNAVAILABLE, "the audit could not be written")));
    }
  }
}
