package dev.staffgate.state;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;

/**
 * One conditional write: what is to be kept under a key if the key still has the expected version.
 *
 * <p>Each object made by {@link #create}, {@link #replace} or {@link #remove} is an attempt of its
 * own with its own id, which is kept beside the value. The same object given to {@link
 * StateStore#compareAndSet} again, after an exception say, is the same attempt: it is done at most
 * once. Two parties that compete for something never share one.
 *
 * @param expected the version that the key must have; empty: it must be absent
 * @param expiresAt from when the entry counts as absent, in whole milliseconds; empty for never
 * @param durable whether the write has to outlive the end of the machine, not of the process alone,
 *     before the call returns; costs a force to disk
 * @param attempt the id of this write: 32 hexadecimal digits, unique, not confidential
 */
public record StateWrite(
    StateKey key,
    Optional<StateVersion> expected,
    StateValue value,
    Optional<Instant> expiresAt,
    boolean durable,
    String attempt) {
  /** The last instant at which an entry can expire: the end of the year 9999. */
  public static final Instant LAST_EXPIRY = Instant.parse("9999-12-31T23:59:59.999Z");

  /** Checks the bounds; the expiry is rounded down to the millisecond. */
  public StateWrite {
    requireNonNull(key, "key");
    requireNonNull(expected, "expected");
    requireNonNull(value, "value");
    checkArgument(StateVersion.isAttempt(attempt), "the id of a write has 32 hexadecimal digits");
    expiresAt = expiresAt.map(instant -> instant.truncatedTo(ChronoUnit.MILLIS));
    checkArgument(
        expiresAt.isEmpty()
            || (!expiresAt.get().isBefore(Instant.EPOCH) && !expiresAt.get().isAfter(LAST_EXPIRY)),
        "an entry expires between the years 1970 and 9999");
  }

  /** Makes a write of a key that must be absent: of something spent, the first one wins. */
  public static StateWrite create(StateKey key, StateValue value) {
    return new StateWrite(key, Optional.empty(), value, Optional.empty(), false, newAttempt());
  }

  /** Makes a write that replaces an entry if it is unchanged; the expiry is not taken over. */
  public static StateWrite replace(StateEntry entry, StateValue value) {
    return new StateWrite(
        entry.key(), Optional.of(entry.version()), value, Optional.empty(), false, newAttempt());
  }

  /** Makes a write that removes an entry if it is unchanged: it leaves an expired one. */
  public static StateWrite remove(StateEntry entry) {
    return replace(entry, StateValue.EMPTY).expiringAt(Instant.EPOCH);
  }

  /** Returns this attempt with an expiry. */
  public StateWrite expiringAt(Instant instant) {
    return new StateWrite(key, expected, value, Optional.of(instant), durable, attempt);
  }

  /** Returns this attempt as one that is forced to disk before it returns. */
  public StateWrite durably() {
    return new StateWrite(key, expected, value, expiresAt, true, attempt);
  }

  private static String newAttempt() {
    return UUID.randomUUID().toString().replace("-", "");
  }
}
