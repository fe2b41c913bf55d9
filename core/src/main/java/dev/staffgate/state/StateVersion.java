package dev.staffgate.state;

import static com.google.common.base.Preconditions.checkArgument;

import java.util.regex.Pattern;

/**
 * The version of an entry: which write it comes from. No two writes make the same one, also not
 * where an entry was removed and made anew in between.
 *
 * @param number 1 for a new entry, and one more with each write
 * @param attempt the id of the write, 32 hexadecimal digits: see {@link StateWrite#attempt()}
 */
public record StateVersion(long number, String attempt) {
  private static final Pattern ATTEMPT = Pattern.compile("[0-9a-f]{32}");

  /** Checks both parts. */
  public StateVersion {
    checkArgument(number >= 1, "the number of a version is at least 1, not %s", number);
    checkArgument(isAttempt(attempt), "the id of a write has 32 hexadecimal digits");
  }

  static boolean isAttempt(String text) {
    return ATTEMPT.matcher(text).matches();
  }
}
