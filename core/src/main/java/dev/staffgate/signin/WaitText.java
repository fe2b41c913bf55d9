package dev.staffgate.signin;

import java.time.Duration;

/** A length of time as a person would say it: never less than it is. */
final class WaitText {
  private static final int SECONDS_AS_SUCH = 90;
  private static final int MINUTES_AS_SUCH = 55;

  private WaitText() {}

  static String of(Duration wait) {
    long seconds = Math.max(1, roundedUp(wait.toMillis(), 1000));
    if (seconds <= SECONDS_AS_SUCH) {
      return counted(seconds, "second");
    }
    long minutes = roundedUp(seconds, 60);
    return minutes <= MINUTES_AS_SUCH ? counted(minutes, "minute") : "an hour";
  }

  private static long roundedUp(long value, long unit) {
    return Math.floorDiv(value + unit - 1, unit);
  }

  private static String counted(long number, String unit) {
    return number + " " + unit + (number == 1 ? "" : "s");
  }
}
