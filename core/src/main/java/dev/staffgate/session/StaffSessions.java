package dev.staffgate.session;

import static java.util.Objects.requireNonNull;

import com.google.common.io.BaseEncoding;
import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.staffgate.accounts.EpochCause;
import dev.staffgate.accounts.SessionEpoch;
import dev.staffgate.accounts.SessionEpochs;
import dev.staffgate.network.IpAddress;
import dev.staffgate.state.StateEntry;
import dev.staffgate.state.StateKey;
import dev.staffgate.state.StatePage;
import dev.staffgate.state.StateStore;
import dev.staffgate.state.StateStoreException;
import dev.staffgate.state.StateWrite;
import dev.staffgate.text.CutText;
import dev.staffgate.text.VisibleText;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The sessions of people who have signed in to the program: what they see in a list, and can end.
 * The program's web session keeps a {@link SessionRef}; before each request, {@link #check} says
 * whether it still counts.
 *
 * <p>A session is over when it was ended, when its account has another epoch ({@link
 * SessionEpochs}), when it was not used for a while, and at the end of its longest life. Each check
 * reads one entry of the store, and writes it once a minute at most.
 *
 * <p>Safe for any number of threads. Whatever throws {@link StateStoreException} means that the
 * caller denies.
 */
public final class StaffSessions {
  private static final Logger log = LoggerFactory.getLogger(StaffSessions.class);
  private static final String PREFIX = "staff-session";
  private static final int ID_BYTES = 16;
  private static final int MAX_TRIES = 20;
  private static final int MAX_LISTED = 1000;

  private final StateStore store;
  private final SessionEpochs epochs;
  private final SessionLimits limits;
  private final InstantSource clock;
  private final SecureRandom random = new SecureRandom();

  private StaffSessions(
      StateStore store, SessionEpochs epochs, SessionLimits limits, InstantSource clock) {
    this.store = requireNonNull(store, "store");
    this.epochs = requireNonNull(epochs, "epochs");
    this.limits = requireNonNull(limits, "limits");
    this.clock = requireNonNull(clock, "clock");
  }

  /** Returns the sessions that a store has; the store is closed by whoever opened it. */
  public static StaffSessions of(
      StateStore store, SessionEpochs epochs, SessionLimits limits, InstantSource clock) {
    return new StaffSessions(store, epochs, limits, clock);
  }

  /**
   * Begins a session in the epoch that the account has now. A sign-in that looked at the password
   * before it was changed could so begin one after; {@link #begin(String, SessionEpoch, Optional,
   * String)} leaves no such gap.
   *
   * @param describedBrowser what the browser calls itself: any text
   */
  public StaffSession begin(String staff, Optional<IpAddress> from, String describedBrowser) {
    return begin(staff, epochs.current(staff), from, describedBrowser);
  }

  /**
   * Begins a session of an account that has just signed in, and so is not disabled. If the account
   * has more sessions than it may, the oldest ends.
   *
   * @param bornIn the epoch as it was before the password was looked at; if it was raised since,
   *     the session is over already
   * @param describedBrowser what the browser calls itself: any text
   */
  public StaffSession begin(
      String staff, SessionEpoch bornIn, Optional<IpAddress> from, String describedBrowser) {
    epochs.note(staff);
    if (bornIn.equals(epochs.current(staff))) {
      epochs.accountSeen(staff, false); // it was enabled, and nothing has ended its sessions since
    }
    endOldest(staff);
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    StaffSession session =
        new StaffSession(
            staff,
            new SessionRef(newId(), bornIn),
            now,
            now.truncatedTo(ChronoUnit.MINUTES),
            from,
            shown(describedBrowser));
    StateWrite write =
        StateWrite.create(key(staff, session.ref().id()), SessionEntry.valueOf(session));
    if (store.compareAndSet(write.expiringAt(endOf(session))).isEmpty()) {
      throw new StateStoreException(
          StateStoreException.Kind.BUSY, true, "a session could not be begun", null);
    }
    return session;
  }

  private String newId() {
    byte[] bytes = new byte[ID_BYTES];
    random.nextBytes(bytes);
    return BaseEncoding.base16().lowerCase().encode(bytes);
  }

  private static String shown(String browser) {
    return CutText.toLength(VisibleText.withoutMarkup(browser), StaffSession.MAX_BROWSER);
  }

  private void endOldest(String staff) {
    List<StateEntry> entries = entries(staff);
    if (entries.size() < limits.perAccount()) {
      return;
    }
    entries.stream()
        .sorted(Comparator.comparing(entry -> SessionEntry.read(staff, entry).since()))
        .limit(entries.size() - limits.perAccount() + 1L)
        .forEach(this::remove);
  }

  /**
   * Returns whether a session still counts, and notes that it was used.
   *
   * @throws StateStoreException if the store does not answer, or what it has is damaged
   */
  public boolean check(String staff, SessionRef ref) {
    SessionEpoch current = epochs.current(staff);
    Optional<StateEntry> entry = store.get(key(staff, ref.id()));
    if (entry.isEmpty()) {
      return false;
    }
    StaffSession session = SessionEntry.read(staff, entry.get());
    Instant now = clock.instant();
    if (!session.ref().equals(ref) || !isLive(session, current, now)) {
      return false;
    }
    noteUse(session, entry.get(), now);
    return true;
  }

  private boolean isLive(StaffSession session, SessionEpoch current, Instant now) {
    if (isAhead(session.since(), now)) {
      log.warn(
          "a session of {} is over: it began at {}, and it is {} by the clock of now",
          VisibleText.excerpt(session.staff()),
          session.since(),
          now);
      return false;
    }
    return session.ref().epoch().equals(current) && now.isBefore(endOf(session));
  }

  private boolean isAhead(Instant instant, Instant now) {
    return instant.isAfter(now.plus(limits.clockAhead()));
  }

  // INVARIANT: never later than its longest life, wherever a wrong clock has put the last use.
  private Instant endOf(StaffSession session) {
    Instant idle = session.lastSeen().plus(limits.idle()).plus(Duration.ofMinutes(1));
    Instant last = session.since().plus(limits.life());
    return idle.isBefore(last) ? idle : last;
  }

  // That another request has written it meanwhile, or ended it, is as well.
  private void noteUse(StaffSession session, StateEntry entry, Instant now) {
    Instant minute = now.truncatedTo(ChronoUnit.MINUTES);
    if (minute.isAfter(session.lastSeen()) || isAhead(session.lastSeen(), now)) {
      StaffSession used =
          new StaffSession(
              session.staff(),
              session.ref(),
              session.since(),
              minute,
              session.from(),
              session.browser());
      boolean unused =
          store
              .compareAndSet(
                  StateWrite.replace(entry, SessionEntry.valueOf(used)).expiringAt(endOf(used)))
              .isPresent();
    }
  }

  /** Returns the sessions of an account that still count, the last used first. */
  public List<StaffSession> list(String staff) {
    SessionEpoch current = epochs.current(staff);
    Instant now = clock.instant();
    return entries(staff).stream()
        .map(entry -> SessionEntry.read(staff, entry))
        .filter(session -> isLive(session, current, now))
        .sorted(
            Comparator.comparing(StaffSession::lastSeen)
                .thenComparing(StaffSession::since)
                .reversed())
        .toList();
  }

  private List<StateEntry> entries(String staff) {
    List<StateEntry> entries = new ArrayList<>();
    Optional<StateKey> after = Optional.empty();
    do {
      StatePage page = store.scan(StateKey.of(PREFIX, staff), after, StateStore.MAX_PAGE);
      entries.addAll(page.entries());
      after = page.next();
    } while (after.isPresent() && entries.size() < MAX_LISTED);
    return entries;
  }

  /**
   * Ends one session of an account. It is on disk when this returns, if the store has one.
   *
   * @param id {@link SessionRef#id()}; any text
   * @return false if it was over already, or there is none
   */
  @CanIgnoreReturnValue
  public boolean end(String staff, String id) {
    if (!SessionRef.isId(id)) {
      return false;
    }
    for (int i = 0; i < MAX_TRIES; i++) {
      Optional<StateEntry> entry = store.get(key(staff, id));
      if (entry.isEmpty()) {
        return false;
      }
      if (store.compareAndSet(StateWrite.remove(entry.get()).durably()).isPresent()) {
        return true;
      }
    }
    throw new StateStoreException(
        StateStoreException.Kind.BUSY, true, "a session is used all the time", null);
  }

  /**
   * Ends all sessions of an account, those included that this list does not have: another epoch of
   * the account begins.
   *
   * @return that epoch
   * @throws StateStoreException if it is not known to be done; doing it again does no harm
   */
  @CanIgnoreReturnValue
  public SessionEpoch endAll(String staff, EpochCause cause) {
    SessionEpoch begun = epochs.raise(staff, cause);
    try {
      entries(staff).forEach(this::remove);
    } catch (StateStoreException out) {
      log.warn("sessions of {} that are over were not removed: {}", staff, out.toString());
    }
    return begun;
  }

  private void remove(StateEntry entry) {
    boolean unused = store.compareAndSet(StateWrite.remove(entry)).isPresent();
  }

  private static StateKey key(String staff, String id) {
    return StateKey.of(PREFIX, staff, id);
  }
}
