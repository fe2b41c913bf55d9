package dev.staffgate.text;

/**
 * Text from outside as a message may show it: on one line, bounded, and with nothing in it that
 * hides, turns or fakes what stands around it.
 */
public final class VisibleText {
  private VisibleText() {}

  /**
   * At most the first {@code longest} characters (code points), with U+FFFD in place of each that
   * does not show, and an ellipsis if there are more.
   */
  public static String of(String text, int longest) {
    StringBuilder visible = new StringBuilder(Math.min(text.length(), longest));
    text.codePoints()
        .limit(longest)
        .forEach(c -> visible.appendCodePoint(isVisible(c) ? c : '\uFFFD'));
    return text.codePointCount(0, text.length()) > longest
        ? visible.append('…').toString()
        : visible.toString();
  }

  /**
   * Whether a character shows: no control or format character, no separator of lines, no half of a
   * pair, none that Unicode has not assigned.
   */
  public static boolean isVisible(int codePoint) {
    return switch (Character.getType(codePoint)) {
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
