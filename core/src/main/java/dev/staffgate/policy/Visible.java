package dev.staffgate.policy;

/** Text of a request as an explanation shows it: on one line, and bounded. */
final class Visible {
  private static final int LONGEST = 128;

  private Visible() {}

  /**
   * At most the first 128 characters, with a sign in place of each that does not show: no text can
   * begin a line of its own, turn its direction, or be half a character.
   */
  static String text(String text) {
    StringBuilder visible = new StringBuilder(Math.min(text.length(), LONGEST));
    text.codePoints()
        .limit(LONGEST)
        .forEach(c -> visible.appendCodePoint(isVisible(c) ? c : '\uFFFD'));
    return text.codePointCount(0, text.length()) > LONGEST
        ? visible.append('…').toString()
        : visible.toString();
  }

  private static boolean isVisible(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE,
          Character.UNASSIGNED ->
          false;
      default -> true;
    };
  }
}
