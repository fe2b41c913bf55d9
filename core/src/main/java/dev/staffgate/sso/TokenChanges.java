package dev.staffgate.sso;

import static java.util.Objects.requireNonNull;

import dev.staffgate.model.Server;
import dev.staffgate.sso.StoredFields.MalformedException;
import dev.staffgate.sso.TokenActions.Action;
import dev.staffgate.sso.UnfinishedTokenChange.Phase;
import dev.staffgate.state.StateEntry;
import dev.staffgate.state.StateKey;
import dev.staffgate.state.StateStore;
import dev.staffgate.state.StateStoreException;
import dev.staffgate.state.StateValue;
import dev.staffgate.state.StateVersion;
import dev.staffgate.state.StateWrite;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The changes of tokens that are under way or did not finish, in the state store: an entry for each
 * place of a token, without the token, until the change has finished. Of all programs that share a
 * store, one changes a token at a time. Thread-safe (decision 0044).
 */
final class TokenChanges {
  private static final Logger log = LoggerFactory.getLogger(TokenChanges.class);

  /** The time without a step after which whoever changes a token is not there any more. */
  static final Duration PATIENCE = Duration.ofMinutes(15);

  private static final String FORMAT = "staffgate-token-change 1";
  private static final StateKey ALL = StateKey.of("token-change");

  private final StateStore store;
  private final InstantSource clock;

  TokenChanges(StateStore store, InstantSource clock) {
    this.store = requireNonNull(store, "store");
    this.clock = requireNonNull(clock, "clock");
  }

  private static StateKey keyOf(Server server) {
    return StateKey.of(ALL.text(), server.token().toString());
  }

  /** A change as the store keeps it. */
  private record Stored(
      Action action, String staff, String server, Instant since, Phase phase, boolean stopped) {
    Stored at(Phase other, Instant now) {
      return new Stored(action, staff, server, now, other, stopped);
    }

    Stored asStopped() {
      return new Stored(action, staff, server, since, phase, true);
    }

    boolean isUnderWay(Instant now) {
      return !stopped && Duration.between(since, now).abs().compareTo(PATIENCE) < 0;
    }

    StateValue toValue() {
      return new StoredFields(FORMAT)
          .with("action", action.text())
          .with("staff", staff)
          .with("server", server)
          .with("since", since.toString())
          .with("phase", phase.text())
          .with("stopped", stopped ? "yes" : "no")
          .toValue();
    }

    static Stored read(StateValue value) throws MalformedException {
      StoredFields fields = StoredFields.read(FORMAT, value);
      Stored stored =
          new Stored(
              StoredFields.parsed("action", fields.take("action"), Action::parse),
              fields.take("staff"),
              fields.take("server"),
              fields.takeInstant("since"),
              StoredFields.parsed("phase", fields.take("phase"), Stored::phase),
              StoredFields.parsed("end", fields.take("stopped"), Stored::yesOrNo));
      fields.requireNoneLeft();
      return stored;
    }

    private static Phase phase(String text) {
      return UnfinishedTokenChange.parsePhase(text)
          .orElseThrow(() -> new IllegalArgumentException("no phase is of that name"));
    }

    private static boolean yesOrNo(String text) {
      if (!text.equals("yes") && !text.equals("no")) {
        throw new IllegalArgumentException("it is neither yes nor no");
      }
      return text.equals("yes");
    }
  }

  /**
   * Begins a change; empty if somebody else is at one of the same token.
   *
   * @throws StateStoreException if that cannot be kept, or the entry is damaged; nothing may be
   *     done then
   */
  Optional<Running> begin(Server server, String staff, Action action) {
    Instant now = clock.instant();
    StateKey key = keyOf(server);
    Stored begun = new Stored(action, staff, server.id(), now, Phase.BEGUN, false);
    Optional<StateEntry> found = store.get(key);
    if (found.isEmpty()) {
      return written(StateWrite.create(key, begun.toValue()))
          .map(entry -> new Running(entry, begun, Optional.empty()));
    }
    Stored before = read(found.get());
    if (before.isUnderWay(now)) {
      return Optional.empty();
    }
    return written(StateWrite.replace(found.get(), begun.toValue()))
        .map(entry -> new Running(entry, begun, Optional.of(before)));
  }

  private static Stored read(StateEntry entry) {
    try {
      return Stored.read(entry.value());
    } catch (MalformedException e) {
      throw StateStoreException.damaged(
          entry.key(),
          "the entry `%s` of the state is not about a change of a token: %s. Look at the panel which tokens there are, then delete it"
              .formatted(entry.key(), e.getMessage()),
          e);
    }
  }

  private Optional<StateEntry> written(StateWrite write) {
    Optional<StateVersion> version = store.compareAndSet(write.durably());
    return version.map(made -> new StateEntry(write.key(), write.value(), made, write.expiresAt()));
  }

  /** A look at all changes at one moment. */
  static final class Look {
    private final Map<StateKey, UnfinishedTokenChange> changes = new HashMap<>();

    private Look() {}

    /** Returns the change of a server's token, if there is one. */
    Optional<UnfinishedTokenChange> of(Server server) {
      return Optional.ofNullable(changes.get(keyOf(server)));
    }
  }

  /**
   * Looks at all changes.
   *
   * @throws StateStoreException if the store does not answer
   */
  Look look() {
    Instant now = clock.instant();
    Look look = new Look();
    StateScan.visit(
        store,
        ALL,
        entry -> look.changes.put(entry.key(), told(entry, now)),
        (key, why) -> {
          log.error("the entry {} of the state cannot be read: {}", key, why);
          look.changes.put(key, UnfinishedTokenChange.unreadable(now));
        });
    return look;
  }

  private static UnfinishedTokenChange told(StateEntry entry, Instant now) {
    try {
      Stored one = read(entry);
      return new UnfinishedTokenChange(
          one.action().text(), one.staff(), one.since(), one.phase(), one.isUnderWay(now));
    } catch (StateStoreException malformed) {
      log.error("{}", malformed.getMessage());
      return UnfinishedTokenChange.unreadable(now);
    }
  }

  /** A change that was begun here. Used by one thread. */
  final class Running {
    private final Optional<Stored> before;
    private StateEntry entry;
    private Stored stored;
    private boolean unfinished;

    private Running(StateEntry entry, Stored stored, Optional<Stored> before) {
      this.entry = entry;
      this.stored = stored;
      this.before = before;
    }

    /**
     * Goes on to a phase; returns false if somebody else has taken over.
     *
     * @throws StateStoreException if that cannot be kept
     */
    boolean reaches(Phase phase) {
      Stored next = stored.at(phase, clock.instant());
      Optional<StateEntry> after = written(StateWrite.replace(entry, next.toValue()));
      after.ifPresent(
          made -> {
            entry = made;
            stored = next;
          });
      return after.isPresent();
    }

    /** Says that a phase was reached; what is kept may then say less, and never more. */
    void hasReached(Phase phase) {
      quietly(() -> reaches(phase));
    }

    /** Says that something is left to do after this call. */
    void leavesSomething() {
      unfinished = true;
    }

    /** Ends it: forgotten if it finished, and kept for others to finish if not. */
    void end() {
      if (unfinished) {
        stop();
      } else {
        quietly(() -> store.compareAndSet(StateWrite.remove(entry)).isPresent());
      }
    }

    /** Ends it though it is not known what was done. */
    void stop() {
      quietly(() -> written(StateWrite.replace(entry, stored.asStopped().toValue())).isPresent());
    }

    /** Ends it with nothing done: what did not finish before is there again. */
    void undo() {
      if (before.isEmpty()) {
        end();
      } else {
        StateValue earlier = before.get().asStopped().toValue();
        quietly(() -> written(StateWrite.replace(entry, earlier)).isPresent());
      }
    }

    private void quietly(Attempt attempt) {
      try {
        if (!attempt.done()) {
          log.warn("the change of a token was taken over: {}", entry.key());
        }
      } catch (StateStoreException e) {
        log.warn("the state does not know how far a change of a token came: {}", entry.key(), e);
      }
    }
  }

  private interface Attempt {
    boolean done();
  }
}
