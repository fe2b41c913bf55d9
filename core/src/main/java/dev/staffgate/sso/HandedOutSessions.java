package dev.staffgate.sso;

import static java.util.Objects.requireNonNull;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.staffgate.decision.Decision;
import dev.staffgate.decision.ReasonCode;
import dev.staffgate.decision.UnknownPermissionException;
import dev.staffgate.gate.DecisionService;
import dev.staffgate.panels.PanelException;
import dev.staffgate.panels.PanelSession;
import dev.staffgate.policy.Policy;
import dev.staffgate.sso.LiveSessions.LiveSession;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The sessions that were handed out, and what becomes of them: each is ended where its panel can,
 * and recorded where it cannot, once its own opening would not be permitted any more. Thread-safe.
 */
final class HandedOutSessions {
  private static final Logger log = LoggerFactory.getLogger(HandedOutSessions.class);

  /** The time after which a directory that did not answer is asked again. */
  private static final Duration ASK_AGAIN = Duration.ofMinutes(1);

  private static final String ON_DEMAND = "on-demand";
  private static final String NOT_HANDED_OUT = "not-handed-out";
  private static final String CHANGED = "changed";

  private final DecisionService decisions;
  private final PanelClients panels;
  private final LiveSessions sessions;
  private volatile Consumer<Instant> lookAt = instant -> {};

  HandedOutSessions(DecisionService decisions, PanelClients panels) {
    this.decisions = requireNonNull(decisions, "decisions");
    this.panels = requireNonNull(panels, "panels");
    this.sessions = new LiveSessions(decisions.clock());
  }

  /** Sets who is told when {@link #review} is due, beside each change of policy or account. */
  void onDue(Consumer<Instant> listener) {
    lookAt = requireNonNull(listener, "listener");
  }

  /** Keeps a session that was opened, before it is handed out. */
  LiveSession add(Opening opening, PanelSession session) {
    LiveSession one = sessions.add(opening, session);
    dueAfter(decisions.policy(), opening.request().staff()).ifPresent(lookAt);
    return one;
  }

  /** Ends the sessions of somebody; returns them, and whether each was ended. */
  List<EndedSession> end(String staff) {
    return sessions.of(staff).stream()
        .map(one -> endOnce(one, ON_DEMAND))
        .flatMap(Optional::stream)
        .toList();
  }

  /** Ends a session that was opened and is not handed out. */
  void takeBack(LiveSession one) {
    endOnce(one, NOT_HANDED_OUT);
  }

  /**
   * Puts the request of each session to the policy in force, with the account as it is now, and
   * ends those that are not permitted any more or would be another session.
   */
  void review() {
    Policy policy = decisions.policy();
    Optional<Instant> next = Optional.empty();
    for (LiveSession one : sessions.all()) {
      Optional<String> against = objection(policy, one.opening());
      if (against.isEmpty()) {
        next = earlier(next, dueAfter(policy, one.staff()));
      } else if (against.get().equals(ReasonCode.DIRECTORY_UNAVAILABLE.text())) {
        next = earlier(next, Optional.of(decisions.clock().instant().plus(ASK_AGAIN)));
      } else {
        endOnce(one, against.get());
      }
    }
    next.ifPresent(lookAt);
  }

  /** Returns the reason why a session must end, as a word. */
  private Optional<String> objection(Policy policy, Opening opening) {
    Decision decision;
    try {
      decision = decisions.decideAgain(policy, opening.request()).decision();
    } catch (UnknownPermissionException gone) {
      return Optional.of(ReasonCode.PERMISSION_UNKNOWN.text());
    } catch (RuntimeException failed) {
      // One account that cannot be looked at must not keep the sessions of others.
      log.error("a session of {} could not be looked at", opening.request().staff(), failed);
      return Optional.of(ReasonCode.DIRECTORY_UNAVAILABLE.text());
    }
    if (!(decision instanceof Decision.Permit permit)) {
      return Optional.of(decision.reason().code().text());
    }
    boolean same =
        Opening.of(opening.request(), permit, opening.account(), policy)
            .filter(opening::isSameSession)
            .isPresent();
    return same ? Optional.empty() : Optional.of(CHANGED);
  }

  private Optional<Instant> dueAfter(Policy policy, String staff) {
    try {
      return decisions.nextEndOfAssignment(policy, staff);
    } catch (RuntimeException out) {
      return Optional.of(decisions.clock().instant().plus(ASK_AGAIN));
    }
  }

  private static Optional<Instant> earlier(Optional<Instant> one, Optional<Instant> other) {
    return one.isEmpty() || (other.isPresent() && other.get().isBefore(one.get())) ? other : one;
  }

  @CanIgnoreReturnValue
  private Optional<EndedSession> endOnce(LiveSession one, String why) {
    return sessions.remove(one) ? Optional.of(revokeAndRecord(one, why)) : Optional.empty();
  }

  private EndedSession revokeAndRecord(LiveSession one, String why) {
    boolean ended = false;
    if (one.revocation().isPresent() && panels.canRevoke(one.server())) {
      try {
        panels.revoke(one.server(), one.revocation().get());
        ended = true;
      } catch (PanelException failure) {
        log.warn(
            "a session may live on [{}, {}]: {}",
            failure.kind(),
            failure.reference(),
            failure.forAdministrator());
      } catch (RuntimeException broken) {
        log.error("a session on {} may live on: its client failed", one.server().id(), broken);
      }
    }
    EndedSession result =
        new EndedSession(one.server().id(), one.opening().user(), ended, one.expiresAt());
    decisions.recordIfPossible(
        SsoAuditEvents.ended(decisions.clock().instant(), one.staff(), result, why));
    return result;
  }
}
