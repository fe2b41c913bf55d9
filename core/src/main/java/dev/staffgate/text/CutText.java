package dev.staffgate.text;

/**
 * Text cut to a length, with an ellipsis where something is missing and never in the middle of a
 * surrogate pair. Nothing else is changed: see {@link VisibleText} for what may hide in text. Pure.
 */
public final class CutText {
  private CutText() {}

  /** Returns at most the first {@code most} code points, and an ellipsis after them if cut. */
  static String after(String text, int most) {
    return text.codePointCount(0, text.length()) <= most
        ? text
        : text.substring(0, text.offsetByCodePoints(0, most)) + "…";
  }

  /** Returns a text of at most {@code most} code points; the last is the ellipsis if cut. */
  public static String toCodePoints(String text, int most) {
    return text.codePointCount(0, text.length()) <= most ? text : after(text, most - 1);
  }

  /**
   * Returns a text whose {@link String#length} is at most {@code most}; the last character is the
   * ellipsis if cut.
   */
  public static String toLength(String text, int most) {
    if (text.length() <= most) {
      return text;
    }
    int end = most - 1;
    return text.substring(0, Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end) + "…";
  }
}
