package dev.staffgate.state;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Optional;

/**
 * An entry as a store had it at one moment.
 *
 * @param expiresAt the instant from which it counts as absent; empty for never
 */
public record StateEntry(
    StateKey key, StateValue value, StateVersion version, Optional<Instant> expiresAt) {
  /** Checks that nothing is null. */
  public StateEntry {
    requireNonNull(key, "key");
    requireNonNull(value, "value");
    requireNonNull(version, "version");
    requireNonNull(expiresAt, "expiresAt");
  }

  /** Returns whether the entry counts as absent at an instant: at {@link #expiresAt} it does. */
  public boolean isExpiredAt(Instant instant) {
    return expiresAt.isPresent() && !instant.isBefore(expiresAt.get());
  }
}
