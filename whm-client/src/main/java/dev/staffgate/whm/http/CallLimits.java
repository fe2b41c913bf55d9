package dev.staffgate.whm.http;

import static com.google.common.base.Preconditions.checkArgument;

import java.time.Duration;

/**
 * The limits of what a server is asked.
 *
 * @param failures after how many in a row it is left alone
 * @param pause for how long
 * @param perServer how many calls may be under way to one server
 * @param overall how many calls may be in their first second, to whatever servers
 */
public record CallLimits(int failures, Duration pause, int perServer, int overall) {
  private static final int MOST = 1000;
  private static final int MOST_OVERALL = 10_000;
  private static final Duration LONGEST = Duration.ofHours(1);

  public static final CallLimits DEFAULT = new CallLimits(5, Duration.ofSeconds(30), 8, 256);

  public CallLimits {
    checkArgument(failures >= 1 && failures <= MOST, "%s failures are not 1 to 1000", failures);
    checkArgument(
        pause.toMillis() >= 1 && pause.compareTo(LONGEST) <= 0,
        "a pause of %s is not in 1 ms to 1 hour",
        pause);
    checkArgument(
        perServer >= 1 && perServer <= MOST, "%s calls to a server are not 1 to 1000", perServer);
    checkArgument(
        overall >= perServer && overall <= MOST_OVERALL,
        "%s calls in all are not %s to 10000",
        overall,
        perServer);
  }

  public CallLimits withBreaker(int failures, Duration pause) {
    return new CallLimits(failures, pause, perServer, overall);
  }

  public CallLimits withCalls(int perServer, int overall) {
    return new CallLimits(failures, pause, perServer, overall);
  }
}
