package dev.staffgate.text;

import static com.google.common.base.Preconditions.checkArgument;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Durations as a policy writes them: {@code 90s}, {@code 15m}, {@code 12h}, {@code 30d}, or {@code
 * P1DT2H}.
 */
public final class DurationText {
  private static final Duration LONGEST = Duration.ofDays(3650);
  private static final Pattern SHORT = Pattern.compile("([0-9]{1,18})([smhd])");
  private static final Pattern ISO =
      Pattern.compile(
          "P(?=[0-9T])(?:([0-9]{1,12})D)?(?:T(?=[0-9])(?:([0-9]{1,12})H)?(?:([0-9]{1,12})M)?(?:([0-9]{1,12})S)?)?");

  private DurationText() {}

  /**
   * Returns the canonical text: a number of the largest unit that leaves no rest, such as {@code
   * 90s}, {@code 2h} or {@code 1d}.
   *
   * @throws IllegalArgumentException if it is not a whole number of seconds
   */
  public static String format(Duration duration) {
    checkArgument(
        duration.truncatedTo(ChronoUnit.SECONDS).equals(duration),
        "%s is not a whole number of seconds",
        duration);
    long seconds = duration.toSeconds();
    if (seconds == 0 || seconds % 60 != 0) {
      return seconds + "s";
    }
    long minutes = seconds / 60;
    if (minutes % 60 != 0) {
      return minutes + "m";
    }
    long hours = minutes / 60;
    return hours % 24 != 0 ? hours + "h" : hours / 24 + "d";
  }

  /** Returns the duration, or nothing if the text is not one of at most 3650 days. */
  public static Optional<Duration> parse(String text) {
    if (text.length() > 64) {
      return Optional.empty();
    }
    try {
      return read(text).filter(duration -> duration.compareTo(LONGEST) <= 0);
    } catch (ArithmeticException tooLong) {
      return Optional.empty();
    }
  }

  private static Optional<Duration> read(String text) {
    Matcher simple = SHORT.matcher(text);
    if (simple.matches()) {
      long number = Long.parseLong(simple.group(1));
      return Optional.of(
          switch (simple.group(2)) {
            case "s" -> Duration.ofSeconds(number);
            case "m" -> Duration.ofMinutes(number);
            case "h" -> Duration.ofHours(number);
            default -> Duration.ofDays(number);
          });
    }
    Matcher iso = ISO.matcher(text);
    return iso.matches()
        ? Optional.of(
            Duration.ofDays(number(iso, 1))
                .plusHours(number(iso, 2))
                .plusMinutes(number(iso, 3))
                .plusSeconds(number(iso, 4)))
        : Optional.empty();
  }

  private static long number(Matcher iso, int group) {
    String digits = iso.group(group);
    return digits == null ? 0 : Long.parseLong(digits);
  }
}
