package dev.staffgate.signin;

import java.util.Optional;

/**
 * Reads a one-time code as an app shows it, however somebody has typed or pasted it.
 *
 * <p>Blanks, dashes and format characters (Unicode's categories Zs, Pd and Cf) are left out, and
 * digits of any script (Nd) become ASCII digits. What is too long, holds a control character (Cc)
 * or has another length after that is a slip, and not a guess.
 */
final class TypedCode {
  /** The most characters that are read: room for blanks and marks around each digit. */
  private static final int MAX_TYPED = 64;

  private TypedCode() {}

  /**
   * Returns the code that was meant: as many characters as a code has, though they need not be
   * digits; empty if this is not a guess.
   *
   * @param digits the length of a code
   */
  static Optional<String> read(String typed, int digits) {
    if (typed.length() > MAX_TYPED) {
      return Optional.empty();
    }
    StringBuilder code = new StringBuilder();
    int length = 0;
    for (int at = 0; at < typed.length(); at += Character.charCount(typed.codePointAt(at))) {
      int character = typed.codePointAt(at);
      switch (Character.getType(character)) {
        case Character.CONTROL -> {
          return Optional.empty();
        }
        case Character.SPACE_SEPARATOR, Character.DASH_PUNCTUATION, Character.FORMAT -> {
          // Shown or pasted along, and not part of the code.
        }
        case Character.DECIMAL_DIGIT_NUMBER -> {
          code.append((char) ('0' + Character.digit(character, 10)));
          length++;
        }
        default -> {
          code.appendCodePoint(character);
          length++;
        }
      }
    }
    return length == digits ? Optional.of(code.toString()) : Optional.empty();
  }
}
