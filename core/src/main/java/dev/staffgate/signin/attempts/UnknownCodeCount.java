package dev.staffgate.signin.attempts;

import java.time.Duration;
import java.time.Instant;

/**
 * Wrong codes from browsers that are not known: whoever knows the password guesses these.
 *
 * @param shared the wait that unknown networks share
 * @param wrong all of them in a window of a year, whatever was right between them
 * @param windowStart when that window began
 */
record UnknownCodeCount(SharedWait shared, int wrong, Instant windowStart) {
  static final UnknownCodeCount NONE = new UnknownCodeCount(SharedWait.NONE, 0, Instant.EPOCH);

  /** So many, and all further ones wait for an administrator. */
  static final int MOST_WRONG = 100;

  private static final Duration WINDOW = Duration.ofDays(366);

  boolean isLockedAt(Instant now) {
    return wrongAt(now) >= MOST_WRONG;
  }

  private int wrongAt(Instant now) {
    return now.isBefore(windowStart.plus(WINDOW)) ? wrong : 0;
  }

  /** Returns this after one more wrong code. */
  UnknownCodeCount failedAt(Instant now) {
    int before = wrongAt(now);
    return new UnknownCodeCount(shared, before + 1, before == 0 ? now : windowStart);
  }

  UnknownCodeCount with(SharedWait changed) {
    return new UnknownCodeCount(changed, wrong, windowStart);
  }

  UnknownCodeCount boundedAt(Instant now) {
    return new UnknownCodeCount(
        shared.boundedAt(now), wrong, windowStart.isAfter(now) ? now : windowStart);
  }

  String toLines() {
    return shared.toLines("unknown")
        + "unknown-codes "
        + wrong
        + " "
        + windowStart.toEpochMilli()
        + "\n";
  }

  static UnknownCodeCount read(StateLines lines) {
    SharedWait shared = SharedWait.read(lines, "unknown");
    return lines.line(
        "unknown-codes",
        one -> new UnknownCodeCount(shared, one.count(), one.instant().orElseThrow()));
  }
}
