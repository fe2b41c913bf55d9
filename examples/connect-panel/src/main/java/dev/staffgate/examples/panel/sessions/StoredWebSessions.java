package dev.staffgate.examples.panel.sessions;

import static java.util.Objects.requireNonNull;

import dev.staffgate.state.StateEntry;
import dev.staffgate.state.StateStore;
import dev.staffgate.state.StateStoreException;
import dev.staffgate.state.StateValue;
import dev.staffgate.state.StateWrite;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jetty.session.AbstractSessionDataStore;
import org.eclipse.jetty.session.SessionData;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Jetty's web sessions in the state store. Each entry expires with its session, so nothing is swept
 * here. What cannot be opened is removed: its person signs in again. Safe for any number of
 * threads.
 */
public final class StoredWebSessions extends AbstractSessionDataStore {
  private static final Logger log = LoggerFactory.getLogger(StoredWebSessions.class);
  private static final int SECONDS_BETWEEN_WRITES = 60;
  private static final int MAX_TRIES = 20;

  private final StateStore store;
  private final InstantSource clock;

  /**
   * Keeps web sessions.
   *
   * @param clock the store's own
   */
  public StoredWebSessions(StateStore store, InstantSource clock) {
    this.store = requireNonNull(store, "store");
    this.clock = requireNonNull(clock, "clock");
    setSavePeriodSec(SECONDS_BETWEEN_WRITES);
  }

  @Override
  public boolean isPassivating() {
    return true;
  }

  @Override
  public boolean doExists(String id) {
    return store.get(new WebSessionSeal(id).key()).isPresent();
  }

  @Override
  public void doStore(String id, SessionData data, long lastSaved) throws Exception {
    WebSessionSeal seal = new WebSessionSeal(id);
    StateValue value = StateValue.of(seal.seal(WebSessionCodec.encode(data)));
    Instant end = endOf(data);
    for (int i = 0; i < MAX_TRIES; i++) {
      Optional<StateEntry> before = store.get(seal.key());
      StateWrite write =
          before
              .map(entry -> StateWrite.replace(entry, value))
              .orElseGet(() -> StateWrite.create(seal.key(), value));
      if (store.compareAndSet(write.expiringAt(end)).isPresent()) {
        return;
      }
    }
    throw new StateStoreException(
        StateStoreException.Kind.BUSY, true, "a web session is written all the time", null);
  }

  // Jetty counts by the system's clock, and writes the last use a minute late.
  private Instant endOf(SessionData data) {
    return clock.instant().plusMillis(data.getMaxInactiveMs()).plusSeconds(SECONDS_BETWEEN_WRITES);
  }

  @Override
  public @Nullable SessionData doLoad(String id) throws Exception {
    WebSessionSeal seal = new WebSessionSeal(id);
    Optional<StateEntry> entry = store.get(seal.key());
    if (entry.isEmpty()) {
      return null;
    }
    try {
      WebSessionCodec.KeptSession kept =
          WebSessionCodec.decode(seal.open(entry.get().value().bytes()));
      SessionData data =
          newSessionData(
              id, kept.created(), kept.accessed(), kept.lastAccessed(), kept.maxInactive());
      data.putAllAttributes(kept.attributes());
      data.calcAndSetExpiry();
      return data;
    } catch (IOException | GeneralSecurityException damaged) {
      log.warn("a web session cannot be read, so its person signs in again", damaged);
      boolean unused = remove(entry.get());
      return null;
    }
  }

  @Override
  public boolean delete(String id) {
    WebSessionSeal seal = new WebSessionSeal(id);
    for (int i = 0; i < MAX_TRIES; i++) {
      Optional<StateEntry> entry = store.get(seal.key());
      if (entry.isEmpty()) {
        return false;
      }
      if (remove(entry.get())) {
        return true;
      }
    }
    return false;
  }

  private boolean remove(StateEntry entry) {
    return store.compareAndSet(StateWrite.remove(entry)).isPresent();
  }

  /** Returns those of the sessions in memory that the store no longer has. */
  @Override
  public Set<String> doCheckExpired(Set<String> candidates, long time) {
    Set<String> expired = new HashSet<>();
    for (String id : candidates) {
      if (!doExists(id)) {
        expired.add(id);
      }
    }
    return expired;
  }

  /** Returns none: entries expire by themselves. */
  @Override
  public Set<String> doGetExpired(long before) {
    return Set.of();
  }

  /** Does nothing: entries expire by themselves. */
  @Override
  public void doCleanOrphans(long time) {}
}
