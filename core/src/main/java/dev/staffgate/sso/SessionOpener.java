package dev.staffgate.sso;

import dev.staffgate.decision.AccessRequest;
import dev.staffgate.decision.Decision;
import dev.staffgate.decision.Reason;
import dev.staffgate.decision.ReasonCode;
import dev.staffgate.gate.AccessDeniedException;
import dev.staffgate.gate.DecidedRequest;
import dev.staffgate.gate.DecisionService;
import dev.staffgate.model.Server;
import dev.staffgate.panels.PanelException;
import dev.staffgate.panels.PanelException.Detail;
import dev.staffgate.panels.PanelException.Kind;
import dev.staffgate.panels.PanelSession;
import dev.staffgate.panels.PanelTarget;
import dev.staffgate.policy.Policy;
import dev.staffgate.sso.LiveSessions.Kept;
import dev.staffgate.state.StateStoreException;
import java.util.Optional;
import java.util.function.BiFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens sessions: decides, records the attempt, calls the panel, decides again, records the result.
 * Thread-safe.
 */
final class SessionOpener {
  private static final Logger log = LoggerFactory.getLogger(SessionOpener.class);

  private static final Decision SERVER_GONE =
      new Decision.Deny(
          Reason.outsidePolicy(ReasonCode.SERVER_UNKNOWN, "the policy has no such server"));

  private static final Decision NOT_KEPT =
      new Decision.Deny(
          Reason.outsidePolicy(
              ReasonCode.STATE_UNAVAILABLE, "the session could not be kept in the state"));

  private final DecisionService decisions;
  private final PanelClients panels;
  private final ConnectSuspensions suspensions;
  private final HandedOutSessions sessions;

  SessionOpener(
      DecisionService decisions,
      PanelClients panels,
      ConnectSuspensions suspensions,
      HandedOutSessions sessions) {
    this.decisions = decisions;
    this.panels = panels;
    this.suspensions = suspensions;
    this.sessions = sessions;
  }

  /**
   * Opens a session in one straight line, as {@link Connect} says.
   *
   * @param asked the request, complete but for the instant
   * @param account the customer's account, where it is one that is asked for
   */
  PanelSession open(
      AccessRequest asked, Optional<String> account, PanelTarget target, ConnectContext context) {
    Permitted permitted = requirePermitted(decisions::decide, asked, account);
    Opening opening = permitted.opening();
    AccessRequest request = opening.request();
    decisions.requireRecorded(
        SsoAuditEvents.attempt(request, permitted.permit(), opening.user(), target));
    Kept reserved = requireReserved(permitted);
    PanelSession session;
    try {
      session = panels.open(opening.server(), opening.user(), target, context);
    } catch (PanelException failure) {
      sessions.giveBack(reserved);
      throw recorded(permitted, failure);
    } catch (RuntimeException | Error broken) {
      sessions.leave(reserved);
      throw broken;
    }
    Kept live = requireKept(permitted, reserved, session);
    try {
      Permitted now = requireUnchanged(permitted);
      decisions.requireRecorded(SsoAuditEvents.opened(request, now.permit(), session, target));
    } catch (RuntimeException notHandedOut) {
      sessions.takeBack(live);
      throw notHandedOut;
    }
    return session;
  }

  /** Reserves the session's place in the store; without one the panel is not asked. */
  private Kept requireReserved(Permitted permitted) {
    Opening opening = permitted.opening();
    try {
      if (sessions.isFull(opening.request().staff())) {
        throw recorded(permitted, tooMany(opening.server()));
      }
      return sessions.reserve(opening);
    } catch (StateStoreException | IllegalArgumentException notKept) {
      log.error(
          "no session on server {}: it could not be kept in the state",
          opening.server().id(),
          notKept);
      throw refused(new DecidedRequest(opening.request(), NOT_KEPT));
    }
  }

  private Kept requireKept(Permitted permitted, Kept reserved, PanelSession session) {
    Opening opening = permitted.opening();
    Optional<Kept> live;
    try {
      live = sessions.opened(reserved, session);
    } catch (StateStoreException | IllegalArgumentException notKept) {
      log.error(
          "a session on server {} is not handed out: it could not be kept in the state",
          opening.server().id(),
          notKept);
      throw refused(new DecidedRequest(opening.request(), NOT_KEPT));
    }
    return live.orElseThrow(() -> recorded(permitted, endedMeanwhile(opening.server())));
  }

  /** A permit, and what it came to by its policy. */
  private record Permitted(Decision.Permit permit, Opening opening) {}

  private Permitted requirePermitted(
      BiFunction<Policy, AccessRequest, DecidedRequest> how,
      AccessRequest asked,
      Optional<String> account) {
    Policy policy = decisions.policy();
    DecidedRequest decided = unlessSuspended(policy, how.apply(policy, asked));
    if (!(decided.decision() instanceof Decision.Permit permit)) {
      throw refused(decided);
    }
    return Opening.of(decided.request(), permit, account, policy)
        .map(opening -> new Permitted(permit, opening))
        .orElseThrow(() -> refused(new DecidedRequest(decided.request(), SERVER_GONE)));
  }

  /**
   * Decides once more, since the panel took its time: the account may be lost meanwhile, an
   * assignment may have ended, and the policy may have another server or panel user.
   */
  private Permitted requireUnchanged(Permitted before) {
    Opening opening = before.opening();
    Permitted now = requirePermitted(decisions::decideAgain, opening.request(), opening.account());
    if (!now.opening().isSameCall(opening)) {
      throw recorded(before, changed(opening.server()));
    }
    return now;
  }

  private static PanelException tooMany(Server server) {
    return new PanelException(
        Kind.BUSY,
        Detail.TOO_MANY,
        server.id(),
        ("server %s: as many sessions may live already as are kept, %d of one person and %d of"
                + " all. End some, or wait until some have ended.")
            .formatted(server.id(), LiveSessions.MAX_OF_ONE, LiveSessions.MAX_OF_ALL),
        null);
  }

  private static PanelException endedMeanwhile(Server server) {
    return new PanelException(
        Kind.BUSY,
        Detail.CHANGED,
        server.id(),
        ("server %s: while its panel was asked, the sessions of this person were ended. What was"
                + " opened was not handed out. Ask again.")
            .formatted(server.id()),
        null);
  }

  private static PanelException changed(Server server) {
    return new PanelException(
        Kind.BUSY,
        Detail.CHANGED,
        server.id(),
        ("server %s: while its panel was asked, the policy came to say something else of it or of"
                + " the panel user. What was opened was not handed out. Ask again.")
            .formatted(server.id()),
        null);
  }

  private PanelException recorded(Permitted permitted, PanelException failure) {
    Opening opening = permitted.opening();
    log.warn(
        "no session on server {} [{}, {}]: {}",
        opening.server().id(),
        failure.kind(),
        failure.reference(),
        failure.forAdministrator());
    decisions.requireRecorded(
        SsoAuditEvents.failed(opening.request(), permitted.permit(), opening.user(), failure));
    return failure;
  }

  private AccessDeniedException refused(DecidedRequest decided) {
    decisions.requireRecorded(SsoAuditEvents.refused(decided.request(), decided.decision()));
    return new AccessDeniedException(decided.decision(), decided.request());
  }

  /** Decides by a policy, and by what is suspended; never recorded. */
  DecidedRequest decide(Policy policy, AccessRequest request) {
    return unlessSuspended(policy, decisions.decide(policy, request));
  }

  private DecidedRequest unlessSuspended(Policy policy, DecidedRequest decided) {
    if (!decided.permitted()) {
      return decided;
    }
    return suspensions
        .reason(
            Opening.serverOf(decided.request(), policy)
                .map(Server::panel)
                .orElse(ConnectSuspensions.ALL))
        .map(reason -> new DecidedRequest(decided.request(), suspended(reason)))
        .orElse(decided);
  }

  private static Decision suspended(String reason) {
    return new Decision.Deny(
        Reason.outsidePolicy(ReasonCode.SSO_SUSPENDED, "suspended: " + reason));
  }
}
