package dev.staffgate.policy.engine;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * Reads numbers as a policy writes them: {@code [0-9]{1,64}(\.[0-9]{1,64})?} in ASCII, no exponent,
 * so that none is costly to compare (policy reference, section 1).
 */
final class DecimalParser {
  private static final int MAX_DIGITS = 64;

  private DecimalParser() {}

  /** Returns the number without a sign that {@code text} is, or null if it is not one. */
  static @Nullable BigDecimal parseUnsigned(@Nullable String text) {
    return text != null && isUnsigned(text, 0) ? new BigDecimal(text) : null;
  }

  /**
   * Returns the number, possibly with a leading minus, that {@code text} is; null if it is not one.
   */
  static @Nullable BigDecimal parseSigned(@Nullable String text) {
    return text != null && isUnsigned(text, text.startsWith("-") ? 1 : 0)
        ? new BigDecimal(text)
        : null;
  }

  private static boolean isUnsigned(String text, int start) {
    int end = text.length();
    int whole = digits(text, start);
    if (whole == start || whole - start > MAX_DIGITS) {
      return false;
    }
    if (whole == end) {
      return true;
    }
    int fraction = digits(text, whole + 1);
    return text.charAt(whole) == '.'
        && fraction == end
        && fraction > whole + 1
        && fraction - whole - 1 <= MAX_DIGITS;
  }

  private static int digits(String text, int start) {
    int at = start;
    while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
      at++;
    }
    return at;
  }
}
