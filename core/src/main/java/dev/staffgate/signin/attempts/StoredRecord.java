package dev.staffgate.signin.attempts;

import dev.staffgate.state.StateEntry;
import dev.staffgate.state.StateKey;
import dev.staffgate.state.StateStore;
import dev.staffgate.state.StateStoreException;
import dev.staffgate.state.StateStoreException.Kind;
import dev.staffgate.state.StateValue;
import dev.staffgate.state.StateWrite;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Records of one kind in the state store, changed by compare-and-set. What lies further ahead than
 * a rule allows is a wrong clock's: it is bounded, kept so, and told. Thread-safe.
 *
 * @param <T> an immutable record
 */
public final class StoredRecord<T> {
  private static final Logger log = LoggerFactory.getLogger(StoredRecord.class);
  private static final int TRIES = 256;

  private final StateStore state;
  private final InstantSource clock;
  private final Codec<T> codec;
  private final Optional<Duration> kept;

  /**
   * The form of a record.
   *
   * @param none what is there before anything is kept
   */
  public record Codec<T>(
      T none,
      Function<StateLines, T> reader,
      Function<T, String> writer,
      BiFunction<T, Instant, T> bounded) {}

  /** A change: what is to be kept, and what to answer once it is. */
  public record Change<T, R>(T next, R result) {}

  /** A change of a record as it is at an instant. */
  public interface Changer<T, R> {
    Change<T, R> change(T before, Instant now);
  }

  /** Makes records that are kept for a time, or for good. */
  public StoredRecord(
      StateStore state, InstantSource clock, Codec<T> codec, Optional<Duration> kept) {
    this.state = state;
    this.clock = clock;
    this.codec = codec;
    this.kept = kept;
  }

  /** Returns the record as it is. */
  public T find(StateKey key) {
    return change(key, (before, now) -> new Change<>(before, before));
  }

  /** Changes the record; the changer is asked again if somebody else was faster. */
  public <R> R change(StateKey key, Changer<T, R> changer) {
    for (int i = 0; i < TRIES; i++) {
      Instant now = clock.instant();
      Optional<StateEntry> entry = state.get(key);
      T stored = entry.map(one -> StateLines.read(one, codec.reader())).orElse(codec.none());
      T before = codec.bounded().apply(stored, now);
      Change<T, R> change = changer.change(before, now);
      if (change.next().equals(stored)) {
        return change.result();
      }
      if (!before.equals(stored)) {
        log.warn(
            "{} was kept by a clock that was ahead; its waits are cut to what is allowed", key);
      }
      if (state.compareAndSet(write(key, entry, change.next(), now)).isPresent()) {
        return change.result();
      }
    }
    throw new StateStoreException(
        Kind.BUSY, false, "the entry " + key + " of the state store changes without end", null);
  }

  private StateWrite write(StateKey key, Optional<StateEntry> entry, T next, Instant now) {
    StateValue value = StateValue.ofText(codec.writer().apply(next));
    StateWrite write =
        entry
            .map(one -> StateWrite.replace(one, value))
            .orElseGet(() -> StateWrite.create(key, value));
    return kept.map(time -> write.expiringAt(now.plus(time))).orElse(write);
  }
}
