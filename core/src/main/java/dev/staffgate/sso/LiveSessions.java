package dev.staffgate.sso;

import static java.util.Objects.requireNonNull;

import dev.staffgate.panels.PanelSession;
import dev.staffgate.sso.LiveSession.Phase;
import dev.staffgate.sso.StoredFields.MalformedException;
import dev.staffgate.state.StateEntry;
import dev.staffgate.state.StateKey;
import dev.staffgate.state.StateStore;
import dev.staffgate.state.StateStoreException;
import dev.staffgate.state.StateVersion;
import dev.staffgate.state.StateWrite;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The sessions that may live, in the state store: an entry each, which expires with the session. A
 * place is reserved before the panel is asked, so none is opened that the store does not know.
 * Thread-safe, also among programs that share a store (decision 0044).
 *
 * <p>Each method that reads or writes throws {@link StateStoreException}.
 */
final class LiveSessions {
  /** The most sessions of one person that may live at once. */
  static final int MAX_OF_ONE = 500;

  /** The most sessions of all, as counted by the last look at all of them and since. */
  static final int MAX_OF_ALL = 50_000;

  /** The time that a session is remembered if its panel does not say when it ends. */
  static final Duration UNKNOWN_LIFETIME = Duration.ofHours(24);

  /** The time after which whoever opens or ends a session is not there any more. */
  static final Duration PATIENCE = Duration.ofMinutes(10);

  private static final Duration BETWEEN_COUNTS = Duration.ofMinutes(1);
  private static final StateKey ALL = StateKey.of("sso-session");

  private final StateStore store;
  private final InstantSource clock;
  private final int maxOfAll;
  private final AtomicInteger counted = new AtomicInteger();
  private volatile Instant countedAt = Instant.MIN;

  /** A session, and its entry, which says whether it is unchanged. */
  record Kept(StateEntry entry, LiveSession session) {
    /** Returns whether somebody is at work on it, opening or ending it, and has time left. */
    boolean isInHand(Instant now) {
      Duration age = Duration.between(session.since(), now).abs();
      return session.phase() != Phase.OPEN && age.compareTo(PATIENCE) < 0;
    }

    Instant inHandUntil() {
      return session.since().plus(PATIENCE);
    }
  }

  /** A listener that is told of each entry. */
  interface Visitor {
    void session(Kept one);

    /** Tells of an entry that cannot be read; its session may live on. */
    void damaged(StateKey key, String why);
  }

  LiveSessions(StateStore store, InstantSource clock) {
    this(store, clock, MAX_OF_ALL);
  }

  /** Makes sessions of which there are fewer in all. */
  LiveSessions(StateStore store, InstantSource clock, int maxOfAll) {
    this.maxOfAll = maxOfAll;
    this.store = requireNonNull(store, "store");
    this.clock = requireNonNull(clock, "clock");
  }

  /** Returns whether somebody, or all together, have as many sessions as are kept. */
  boolean isFull(String staff) {
    if (counted.get() >= maxOfAll) {
      recountIfDue();
      if (counted.get() >= maxOfAll) {
        return true;
      }
    }
    Counter counter = new Counter();
    visit(StateKey.of(ALL.text(), staff), counter);
    return counter.count >= MAX_OF_ONE;
  }

  /** Counts anew, since sessions may have ended by themselves; once a minute at most. */
  private void recountIfDue() {
    Instant last = countedAt;
    if (last.equals(Instant.MIN)
        || Duration.between(last, clock.instant()).abs().compareTo(BETWEEN_COUNTS) >= 0) {
      visitAll(new Counter());
    }
  }

  /**
   * Reserves a place for a session that is about to be opened.
   *
   * @throws IllegalArgumentException if its request is larger than a store keeps
   */
  Kept reserve(Opening opening) {
    Instant now = clock.instant();
    LiveSession session =
        new LiveSession(
            Phase.OPENING,
            now,
            opening.request(),
            opening.account(),
            opening.place(),
            Optional.empty(),
            Optional.empty());
    StateKey key =
        StateKey.of(
            ALL.text(), session.staff(), session.place().server(), UUID.randomUUID().toString());
    StateWrite write = StateWrite.create(key, session.toValue());
    Kept kept =
        written(write, session, now.plus(UNKNOWN_LIFETIME))
            .orElseThrow(() -> new IllegalStateException("an id that was made just now is taken"));
    counted.incrementAndGet();
    return kept;
  }

  /** Keeps what a panel opened; empty if the reservation was taken away meanwhile. */
  Optional<Kept> open(Kept reserved, PanelSession opened) {
    Instant now = clock.instant();
    LiveSession before = reserved.session();
    LiveSession session =
        new LiveSession(
            Phase.OPEN,
            now,
            before.request(),
            before.account(),
            before.place(),
            opened.expiresAt(),
            opened.revocation());
    return written(
        StateWrite.replace(reserved.entry(), session.toValue()),
        session,
        opened.expiresAt().orElse(now.plus(UNKNOWN_LIFETIME)));
  }

  /** Takes a session to end it; empty if somebody else has. */
  Optional<Kept> claim(Kept one) {
    LiveSession ending = one.session().in(Phase.ENDING, clock.instant());
    return written(
        StateWrite.replace(one.entry(), ending.toValue()),
        ending,
        one.entry().expiresAt().orElse(StateWrite.LAST_EXPIRY));
  }

  /** Forgets a session; returns whether this call did. */
  boolean forget(Kept one) {
    boolean done = store.compareAndSet(StateWrite.remove(one.entry())).isPresent();
    if (done) {
      counted.decrementAndGet();
    }
    return done;
  }

  private Optional<Kept> written(StateWrite write, LiveSession session, Instant end) {
    Instant expiry = bounded(end);
    Optional<StateVersion> version = store.compareAndSet(write.expiringAt(expiry).durably());
    return version.map(
        made ->
            new Kept(
                new StateEntry(write.key(), write.value(), made, Optional.of(expiry)), session));
  }

  private static Instant bounded(Instant end) {
    Instant atLeast = end.isBefore(Instant.EPOCH) ? Instant.EPOCH : end;
    return atLeast.isAfter(StateWrite.LAST_EXPIRY) ? StateWrite.LAST_EXPIRY : atLeast;
  }

  /** Tells of all sessions, and counts them. */
  void visitAll(Visitor visitor) {
    int before = counted.get();
    countedAt = clock.instant();
    Counter counter = new Counter();
    visit(
        ALL,
        new Visitor() {
          @Override
          public void session(Kept one) {
            counter.session(one);
            visitor.session(one);
          }

          @Override
          public void damaged(StateKey key, String why) {
            counter.damaged(key, why);
            visitor.damaged(key, why);
          }
        });
    counted.addAndGet(counter.count - before);
  }

  /** Tells of the sessions of somebody. */
  void visitOf(String staff, Visitor visitor) {
    visit(StateKey.of(ALL.text(), staff), visitor);
  }

  private void visit(StateKey prefix, Visitor visitor) {
    StateScan.visit(store, prefix, entry -> tell(entry, visitor), visitor::damaged);
  }

  private static void tell(StateEntry entry, Visitor visitor) {
    LiveSession session;
    try {
      session = LiveSession.read(entry.value());
      if (!isKeyOf(entry.key(), session)) {
        throw new MalformedException("it is about another session than its key");
      }
    } catch (MalformedException e) {
      visitor.damaged(entry.key(), String.valueOf(e.getMessage()));
      return;
    }
    visitor.session(new Kept(entry, session));
  }

  private static boolean isKeyOf(StateKey key, LiveSession session) {
    return key.isUnder(StateKey.of(ALL.text(), session.staff(), session.place().server()));
  }

  private static final class Counter implements Visitor {
    private int count;

    @Override
    public void session(Kept one) {
      count++;
    }

    @Override
    public void damaged(StateKey key, String why) {
      count++;
    }
  }
}
