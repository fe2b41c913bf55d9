package dev.staffgate.signin.attempts;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Failures in a row and the wait after them: none after the first four, 30 s after the fifth, then
 * twice as long after each further one, at most an hour.
 *
 * @param failures how many there were
 * @param waitUntil before this instant no attempt is looked at
 */
record FailureCount(int failures, Optional<Instant> waitUntil) {
  static final FailureCount NONE = new FailureCount(0, Optional.empty());
  static final Duration LONGEST_WAIT = Duration.ofHours(1);

  private static final int FREE_FAILURES = 5;
  private static final Duration FIRST_WAIT = Duration.ofSeconds(30);
  private static final int MOST_DOUBLINGS = 7; // 30 s * 2^7 is more than an hour

  /** Returns the end of the wait, if there is one now. */
  Optional<Instant> waitAt(Instant now) {
    return waitUntil.filter(now::isBefore);
  }

  /**
   * Returns this with the longest wait that a rule makes from now on, if it is longer: a clock was
   * wrong.
   */
  FailureCount boundedAt(Instant now) {
    Instant longest = now.plus(LONGEST_WAIT);
    return waitUntil.filter(longest::isBefore).isPresent()
        ? new FailureCount(failures, Optional.of(longest))
        : this;
  }

  /** Returns this after one more failure now. */
  FailureCount failedAt(Instant now) {
    int count = Math.min(failures, Integer.MAX_VALUE - 1) + 1;
    return new FailureCount(count, wait(count).map(now::plus));
  }

  private static Optional<Duration> wait(int failures) {
    if (failures < FREE_FAILURES) {
      return Optional.empty();
    }
    int doublings = Math.min(failures - FREE_FAILURES, MOST_DOUBLINGS);
    Duration wait = FIRST_WAIT.multipliedBy(1L << doublings);
    return Optional.of(wait.compareTo(LONGEST_WAIT) < 0 ? wait : LONGEST_WAIT);
  }

  /** Returns the fields of this in a line of {@link StateLines}. */
  String toFields() {
    return failures + " " + StateLines.text(waitUntil);
  }
}
