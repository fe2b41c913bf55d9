package dev.staffgate.sso;

import static java.util.Objects.requireNonNull;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.staffgate.decision.Decision;
import dev.staffgate.decision.ReasonCode;
import dev.staffgate.decision.UnknownPermissionException;
import dev.staffgate.gate.DecisionService;
import dev.staffgate.model.Server;
import dev.staffgate.panels.PanelException;
import dev.staffgate.panels.PanelSession;
import dev.staffgate.policy.Policy;
import dev.staffgate.sso.LiveSession.Phase;
import dev.staffgate.sso.LiveSessions.Kept;
import dev.staffgate.state.StateKey;
import dev.staffgate.state.StateStore;
import dev.staffgate.state.StateStoreException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
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
  private final SeenServers servers = new SeenServers();
  private final DamagedSessions damaged;
  private volatile Consumer<Instant> lookAt = instant -> {};

  HandedOutSessions(DecisionService decisions, PanelClients panels, StateStore store) {
    this.decisions = requireNonNull(decisions, "decisions");
    this.panels = requireNonNull(panels, "panels");
    this.sessions = new LiveSessions(store, decisions.clock());
    this.damaged = new DamagedSessions(decisions);
  }

  /** Sets who is told when {@link #review} is due, beside each change of policy or account. */
  void onDue(Consumer<Instant> listener) {
    lookAt = requireNonNull(listener, "listener");
  }

  /** Returns whether somebody has as many sessions as the store keeps, or all have. */
  boolean isFull(String staff) {
    return sessions.isFull(staff);
  }

  /**
   * Reserves a place for a session, before its panel is asked.
   *
   * @throws StateStoreException if it cannot be kept; then nothing may be opened
   * @throws IllegalArgumentException if its request is larger than a store keeps
   */
  Kept reserve(Opening opening) {
    servers.see(decisions.policy());
    servers.see(opening.server());
    return sessions.reserve(opening);
  }

  /** Gives a reservation back of which nothing was opened. */
  void giveBack(Kept reserved) {
    forget(reserved);
  }

  /** Leaves a reservation for the next look, since it is not known what the panel did. */
  void leave(Kept reserved) {
    lookAt.accept(reserved.inHandUntil());
  }

  /**
   * Keeps a session that was opened, before it is handed out; empty if its reservation was taken
   * away, as when all sessions of the person are ended, and then it is ended.
   *
   * @throws StateStoreException if it cannot be kept; then it is ended
   */
  Optional<Kept> opened(Kept reserved, PanelSession session) {
    Optional<Kept> kept = Optional.empty();
    try {
      kept = sessions.open(reserved, session);
    } finally {
      if (kept.isEmpty()) {
        LiveSession before = reserved.session();
        revokeAndRecord(
            new LiveSession(
                Phase.ENDING,
                before.since(),
                before.request(),
                before.account(),
                before.place(),
                session.expiresAt(),
                session.revocation()),
            NOT_HANDED_OUT);
        forget(reserved);
      }
    }
    dueAfter(decisions.policy(), reserved.session().staff()).ifPresent(lookAt);
    return kept;
  }

  /**
   * Ends the sessions of somebody; returns them, and whether each was ended.
   *
   * @throws StateStoreException if the store does not tell which these are
   */
  List<EndedSession> end(String staff) {
    Instant now = decisions.clock().instant();
    servers.see(decisions.policy());
    List<EndedSession> ended = new ArrayList<>();
    sessions.visitOf(
        staff,
        new LiveSessions.Visitor() {
          @Override
          public void session(Kept one) {
            if (!one.isInHand(now)) {
              endOnce(one, ON_DEMAND).ifPresent(ended::add);
            } else if (one.session().phase() == Phase.OPENING) {
              forget(one); // whoever opens it finds that out, and ends it
            }
          }

          @Override
          public void damaged(StateKey key, String why) {
            ended.add(damaged.tell(key, why));
          }
        });
    return List.copyOf(ended);
  }

  /** Ends a session that was opened and is not handed out. */
  void takeBack(Kept one) {
    try {
      endOnce(one, NOT_HANDED_OUT);
    } catch (StateStoreException out) {
      log.warn("a session is ended though the state cannot be written", out);
      revokeAndRecord(one.session(), NOT_HANDED_OUT);
    }
  }

  /**
   * Puts the request of each session to the policy in force, with the account as it is now, and
   * ends those that are not permitted any more or would be another session.
   *
   * @throws StateStoreException if the store does not tell which these are
   */
  void review() {
    Review review = new Review(decisions.policy(), decisions.clock().instant());
    servers.see(review.policy);
    sessions.visitAll(review);
    review.next.ifPresent(lookAt);
  }

  /** A look at all sessions, and when the next one is due. */
  private final class Review implements LiveSessions.Visitor {
    private final Policy policy;
    private final Instant now;
    private Optional<Instant> next = Optional.empty();

    Review(Policy policy, Instant now) {
      this.policy = policy;
      this.now = now;
    }

    @Override
    public void session(Kept one) {
      if (one.isInHand(now)) {
        lookAgainAt(Optional.of(one.inHandUntil()));
        return;
      }
      if (one.session().phase() != Phase.OPEN) {
        // Whoever had it in hand is gone.
        endOnce(one, one.session().phase() == Phase.OPENING ? NOT_HANDED_OUT : ON_DEMAND);
        return;
      }
      Optional<String> against = objection(policy, one.session());
      if (against.isEmpty()) {
        lookAgainAt(dueAfter(policy, one.session().staff()));
      } else if (against.get().equals(ReasonCode.DIRECTORY_UNAVAILABLE.text())) {
        lookAgainAt(Optional.of(now.plus(ASK_AGAIN)));
      } else {
        endOnce(one, against.get());
      }
    }

    @Override
    public void damaged(StateKey key, String why) {
      EndedSession unused = damaged.tell(key, why);
    }

    private void lookAgainAt(Optional<Instant> instant) {
      next = earlier(next, instant);
    }
  }

  /** Returns the reason why a session must end, as a word. */
  private Optional<String> objection(Policy policy, LiveSession session) {
    Decision decision;
    try {
      decision = decisions.decideAgain(policy, session.request()).decision();
    } catch (UnknownPermissionException gone) {
      return Optional.of(ReasonCode.PERMISSION_UNKNOWN.text());
    } catch (RuntimeException failed) {
      // One account that cannot be looked at must not keep the sessions of others.
      log.error("a session of {} could not be looked at", session.staff(), failed);
      return Optional.of(ReasonCode.DIRECTORY_UNAVAILABLE.text());
    }
    if (!(decision instanceof Decision.Permit permit)) {
      return Optional.of(decision.reason().code().text());
    }
    boolean same =
        Opening.of(session.request(), permit, session.account(), policy)
            .filter(now -> now.place().isSameSession(session.place()))
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

  // INVARIANT: of all who see a session in a store, the one whose write is done asks the panel.
  @CanIgnoreReturnValue
  private Optional<EndedSession> endOnce(Kept one, String why) {
    Optional<Kept> claimed = sessions.claim(one);
    Optional<EndedSession> ended = claimed.map(mine -> revokeAndRecord(mine.session(), why));
    claimed.ifPresent(this::forget);
    return ended;
  }

  private void forget(Kept one) {
    try {
      if (!sessions.forget(one)) {
        log.debug("the entry {} was taken by somebody else", one.entry().key());
      }
    } catch (StateStoreException later) {
      log.warn("the entry {} is looked at again later", one.entry().key(), later);
    }
  }

  @CanIgnoreReturnValue
  private EndedSession revokeAndRecord(LiveSession one, String why) {
    String server = one.place().server();
    boolean ended = false;
    Optional<Server> known = servers.find(one.place()).filter(panels::canRevoke);
    if (one.revocation().isPresent() && known.isPresent()) {
      try {
        panels.revoke(known.get(), one.revocation().get());
        ended = true;
      } catch (PanelException failure) {
        log.warn(
            "a session may live on [{}, {}]: {}",
            failure.kind(),
            failure.reference(),
            failure.forAdministrator());
      } catch (RuntimeException broken) {
        log.error("a session on {} may live on: its client failed", server, broken);
      }
    }
    EndedSession result = new EndedSession(server, one.place().user(), ended, one.expiresAt());
    decisions.recordIfPossible(
        SsoAuditEvents.ended(decisions.clock().instant(), one.staff(), result, why));
    return result;
  }
}
