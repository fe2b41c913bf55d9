package dev.staffgate.text;

/** Text of a request as an explanation shows it: on one line, and bounded. */
public final class VisibleExcerpt {
  private static final int LONGEST = 128;

  private VisibleExcerpt() {}

  /**
   * At most the first 128 characters, with a sign in place of each that does not show: no text can
   * begin a line of its own, turn its direction, or be half a character.
   */
  public static String text(String text) {
    return VisibleText.of(text, LONGEST);
  }
}
