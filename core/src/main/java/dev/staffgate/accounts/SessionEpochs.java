package dev.staffgate.accounts;

import static java.util.Objects.requireNonNull;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.staffgate.state.StateEntry;
import dev.staffgate.state.StateKey;
import dev.staffgate.state.StateListener;
import dev.staffgate.state.StatePage;
import dev.staffgate.state.StateStore;
import dev.staffgate.state.StateStoreException;
import dev.staffgate.state.StateWrite;
import dev.staffgate.text.VisibleText;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The epochs of all accounts, in the state store. A session holds the epoch that it began in, and
 * is over once the account has another one: raising it ends all sessions of the account at once,
 * those included that nobody knows of.
 *
 * <p>Disabling raises the epoch when it is seen ({@link #accountSeen}), once for each time, and
 * enabling does not take that back; so an account that is enabled again revives no session.
 *
 * <p>What is read is kept for up to {@link #MAX_AGE}, and dropped at once when the store tells of a
 * change. Safe for any number of threads. Whatever throws {@link StateStoreException} means that
 * the caller denies.
 */
public final class SessionEpochs implements AutoCloseable {
  /** The longest time for which a change that the store did not tell of goes unnoticed. */
  public static final Duration MAX_AGE = Duration.ofSeconds(5);

  private static final Logger log = LoggerFactory.getLogger(SessionEpochs.class);
  private static final StateKey PREFIX = StateKey.of("session-epoch");
  private static final int MAX_KEPT = 100_000;
  private static final int MAX_TRIES = 100;

  private final StateStore store;
  private final StateStore.Watch watch;
  private final Cache<String, KeptEntry> cache =
      Caffeine.newBuilder().maximumSize(MAX_KEPT).expireAfterWrite(MAX_AGE).build();
  private final AtomicLong generation = new AtomicLong();
  private final Set<String> unrecorded = ConcurrentHashMap.newKeySet();

  /**
   * An entry as it was read.
   *
   * @param generation the number of changes that were known before it was read; it counts as long
   *     as there are no more
   */
  private record KeptEntry(long generation, EpochEntry entry) {}

  private SessionEpochs(StateStore store) {
    this.store = requireNonNull(store, "store");
    this.watch =
        store.watch(
            PREFIX,
            new StateListener() {
              @Override
              public void changed(StateKey key) {
                forget();
              }

              @Override
              public void missedChanges() {
                forget();
              }
            });
  }

  /** Returns the epochs that a store has; the store is closed by whoever opened it. */
  public static SessionEpochs of(StateStore store) {
    return new SessionEpochs(store);
  }

  // Changes are rare, so all is read again rather than one entry, whose key does not tell the id.
  private void forget() {
    long unused = generation.incrementAndGet();
  }

  /**
   * Returns the epoch of an account.
   *
   * @param staff any text; an id that no account has is in its first epoch
   * @throws StateStoreException if the store does not answer, or what it has is damaged
   */
  public SessionEpoch current(String staff) {
    if (unrecorded.contains(staff)) {
      recordDisabled(staff, true);
    }
    long before = generation.get();
    KeptEntry kept = cache.getIfPresent(staff);
    if (kept == null || kept.generation() != before) {
      kept =
          new KeptEntry(before, store.get(key(staff)).map(EpochEntry::of).orElse(EpochEntry.FIRST));
      cache.put(staff, kept);
    }
    return new SessionEpoch(kept.entry().number());
  }

  /**
   * Begins another epoch, so that all sessions of an account are over. It is on disk when this
   * returns, if the store has one.
   *
   * @return the new epoch
   * @throws StateStoreException if it is not known to be done; doing it again does no harm
   */
  public SessionEpoch raise(String staff, EpochCause cause) {
    requireNonNull(cause, "cause");
    EpochEntry raised = change(staff, EpochEntry::raised);
    log.info("all sessions of {} are over: {}", VisibleText.excerpt(staff), cause);
    return new SessionEpoch(raised.number());
  }

  /**
   * Begins another epoch as {@link #raise} does, if the account has ever had a session or another
   * epoch; without, there is nothing to end.
   *
   * @throws StateStoreException as {@link #raise}
   */
  public void raiseIfKnown(String staff, EpochCause cause) {
    if (store.get(key(staff)).isPresent()) {
      SessionEpoch unused = raise(staff, cause);
    }
  }

  /**
   * Tells how an account was found. The first time that it is disabled, its epoch is raised; until
   * it has been seen enabled, nothing more is written. What cannot be written now is written before
   * {@link #current} next answers for this account, which throws until then.
   *
   * @param disabled whether it is disabled, or gone
   */
  public void accountSeen(String staff, boolean disabled) {
    try {
      recordDisabled(staff, disabled);
    } catch (StateStoreException out) {
      log.error(
          "the sessions of {} are refused until its epoch can be written: {}",
          VisibleText.excerpt(staff),
          out.toString());
    }
  }

  /**
   * The accounts that have entries, by their keys.
   *
   * @param disabled those that are known to be disabled
   * @param enabled the others
   */
  record Known(Set<StateKey> disabled, Set<StateKey> enabled) {}

  /** Returns the accounts that have entries; none if they cannot be read. */
  Known known() {
    Known known = new Known(new HashSet<>(), new HashSet<>());
    try {
      StatePage page = store.scan(PREFIX, Optional.empty(), StateStore.MAX_PAGE);
      add(page, known);
      while (page.next().isPresent()) {
        page = store.scan(PREFIX, page.next(), StateStore.MAX_PAGE);
        add(page, known);
      }
      return known;
    } catch (StateStoreException out) {
      log.warn("the epochs of accounts cannot be listed: {}", out.toString());
      return new Known(new HashSet<>(), new HashSet<>());
    }
  }

  private static void add(StatePage page, Known known) {
    for (StateEntry entry : page.entries()) {
      Set<StateKey> those = EpochEntry.of(entry).disabled() ? known.disabled() : known.enabled();
      boolean unused = those.add(entry.key());
    }
  }

  /** Tells that the account of an entry is gone, as {@link #accountSeen} does of a disabled one. */
  void accountGone(StateKey key) {
    try {
      EpochEntry unused = change(key, old -> old.disabled() ? old : old.raised().marked(true));
    } catch (StateStoreException out) {
      log.error("the sessions of an account that is gone were not ended: {}", out.toString());
    }
  }

  /**
   * Makes an entry for an account that has none, so that it is found among those that are gone once
   * it is; nothing else is changed.
   *
   * @throws StateStoreException if it is not known whether there is one
   */
  public void note(String staff) {
    StateKey key = key(staff);
    if (store.get(key).isEmpty()) {
      boolean unused = isWritten(key, Optional.empty(), EpochEntry.FIRST);
    }
  }

  // INVARIANT: an account that was seen disabled is in `unrecorded` until the store knows of it.
  private void recordDisabled(String staff, boolean disabled) {
    boolean owed = disabled ? !unrecorded.add(staff) : unrecorded.contains(staff);
    try {
      EpochEntry unused =
          change(
              staff,
              old ->
                  (owed || disabled) && !old.disabled()
                      ? old.raised().marked(disabled)
                      : old.marked(disabled));
      unrecorded.remove(staff);
    } catch (StateStoreException out) {
      if (owed || disabled) {
        unrecorded.add(staff); // another thread may have removed it meanwhile
      }
      throw out;
    }
  }

  private EpochEntry change(String staff, UnaryOperator<EpochEntry> how) {
    return change(key(staff), how);
  }

  private EpochEntry change(StateKey key, UnaryOperator<EpochEntry> how) {
    for (int i = 0; i < MAX_TRIES; i++) {
      Optional<StateEntry> before = store.get(key);
      EpochEntry old = before.map(EpochEntry::of).orElse(EpochEntry.FIRST);
      EpochEntry changed = how.apply(old);
      if (changed.equals(old) || isWritten(key, before, changed)) {
        return changed;
      }
    }
    throw new StateStoreException(
        StateStoreException.Kind.BUSY,
        true,
        "the epoch of an account is changed all the time",
        null);
  }

  private boolean isWritten(StateKey key, Optional<StateEntry> before, EpochEntry changed) {
    StateWrite write =
        before
            .map(entry -> StateWrite.replace(entry, changed.value()))
            .orElseGet(() -> StateWrite.create(key, changed.value()));
    try {
      return store.compareAndSet(write.durably()).isPresent();
    } finally {
      forget();
    }
  }

  static StateKey key(String staff) {
    return StateKey.of(PREFIX.text(), staff);
  }

  /** Stops listening to the store. */
  @Override
  public void close() {
    watch.close();
  }
}
