package dev.staffgate.examples.panel.web;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * A reason to ask for a fresh second factor.
 *
 * @param title of the permission that asks for it
 * @param maxAge how old a second factor may be there
 */
public record StepUpPurpose(String title, Duration maxAge) {
  /** Checks that nothing is null. */
  public StepUpPurpose {
    requireNonNull(title, "title");
    requireNonNull(maxAge, "maxAge");
  }

  /** Returns the sentences that say what asks for a code, and how long it then counts. */
  public String sentences() {
    return "\u201c"
        + title
        + "\u201d asks for a code of your authenticator app. Once you have entered it, it counts"
        + " there for "
        + inWords(maxAge)
        + ".";
  }

  private static String inWords(Duration length) {
    long seconds = length.toSeconds();
    if (seconds % 3600 == 0) {
      return counted(seconds / 3600, "hour");
    }
    return seconds % 60 == 0 ? counted(seconds / 60, "minute") : counted(seconds, "second");
  }

  private static String counted(long number, String unit) {
    return number + " " + unit + (number == 1 ? "" : "s");
  }
}
