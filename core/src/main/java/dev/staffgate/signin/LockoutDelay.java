package dev.staffgate.signin;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * The time to wait after failures in a row: none after the first four, 30 s after the fifth, then
 * twice as long after each further one, at most an hour.
 */
final class LockoutDelay {
  private static final int FREE_FAILURES = 5;
  private static final Duration FIRST_WAIT = Duration.ofSeconds(30);
  private static final Duration LONGEST_WAIT = Duration.ofHours(1);
  private static final int MOST_DOUBLINGS = 7; // 30 s * 2^7 is more than an hour

  private LockoutDelay() {}

  /** Until when to wait if the last of so many failures was now; empty if not at all. */
  static Optional<Instant> until(int failures, Instant now) {
    if (failures < FREE_FAILURES) {
      return Optional.empty();
    }
    int doublings = Math.min(failures - FREE_FAILURES, MOST_DOUBLINGS);
    Duration wait = FIRST_WAIT.multipliedBy(1L << doublings);
    return Optional.of(now.plus(wait.compareTo(LONGEST_WAIT) < 0 ? wait : LONGEST_WAIT));
  }
}
