package dev.staffgate.session;

import static com.google.common.base.Preconditions.checkArgument;

import java.time.Duration;

/**
 * The bounds of sessions.
 *
 * @param idle the time without a request after which a session is over, counted in whole minutes: 1
 *     minute to {@code life}
 * @param life the longest time that a session lasts, however it is used: up to 30 days
 * @param perAccount the most sessions of one account, 1 to 150; when another one begins, the oldest
 *     ends
 * @param clockAhead the most by which a session may begin ahead of the clock, as where two programs
 *     share a store: up to an hour. One that began further ahead was written by a wrong clock, and
 *     is over
 */
public record SessionLimits(Duration idle, Duration life, int perAccount, Duration clockAhead) {
  private static final Duration LONGEST = Duration.ofDays(30);
  private static final int MOST = 150;

  /** Half an hour without a request, 12 hours in all, 50 sessions, clocks 2 minutes apart. */
  public static final SessionLimits USUAL =
      new SessionLimits(Duration.ofMinutes(30), Duration.ofHours(12), 50, Duration.ofMinutes(2));

  /** Checks the bounds. */
  public SessionLimits {
    checkArgument(
        life.compareTo(LONGEST) <= 0 && idle.compareTo(life) <= 0,
        "a session lasts up to %s, and no longer without a request than with them",
        LONGEST);
    checkArgument(
        idle.compareTo(Duration.ofMinutes(1)) >= 0, "a session lasts a minute without a request");
    checkArgument(
        perAccount >= 1 && perAccount <= MOST, "an account has 1 to %s sessions at once", MOST);
    checkArgument(
        !clockAhead.isNegative() && clockAhead.compareTo(Duration.ofHours(1)) <= 0,
        "clocks are up to an hour apart");
  }

  /** Returns these limits with another time without a request. */
  public SessionLimits idle(Duration time) {
    return new SessionLimits(time, life, perAccount, clockAhead);
  }

  /** Returns these limits with another longest life. */
  public SessionLimits life(Duration time) {
    return new SessionLimits(idle, time, perAccount, clockAhead);
  }
}
