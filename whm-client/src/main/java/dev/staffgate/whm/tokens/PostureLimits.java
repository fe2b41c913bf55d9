package dev.staffgate.whm.tokens;

import static com.google.common.base.Preconditions.checkArgument;

import java.time.Duration;

/**
 * The limits of a report over many servers.
 *
 * @param atOnce how many servers are asked at the same time: 1 to 64
 * @param time how long the report may take in all: 1 ms to an hour. Servers that were not asked by
 *     then, or have not answered, are in it as such
 */
public record PostureLimits(int atOnce, Duration time) {
  /** Eight servers at once, a minute in all. */
  public static final PostureLimits USUAL = new PostureLimits(8, Duration.ofMinutes(1));

  public PostureLimits {
    checkArgument(atOnce >= 1 && atOnce <= 64, "%s servers at once are not in 1..64", atOnce);
    checkArgument(
        time.toMillis() >= 1 && time.compareTo(Duration.ofHours(1)) <= 0,
        "a time of %s is not in 1 ms to an hour",
        time);
  }
}
