package dev.staffgate.text;

import org.jspecify.annotations.Nullable;

/** Text of a policy as a message may quote it: at most 64 characters, on one line. */
public final class MessageText {
  private static final int LONGEST = 64;

  private MessageText() {}

  public static String text(String text) {
    return VisibleText.of(text, LONGEST);
  }

  /** A line of a policy, with a sign in place of each character that does not show. */
  public static String onOneLine(String line) {
    StringBuilder shown = new StringBuilder(line.length());
    line.codePoints()
        .map(c -> c == '\t' ? ' ' : VisibleText.isVisible(c) ? c : '\uFFFD')
        .forEach(shown::appendCodePoint);
    return shown.toString();
  }

  /** A message of our own as a sentence of a problem: one line, never empty. */
  public static String sentence(@Nullable String message) {
    return message == null ? "it cannot be read" : message.replaceAll("\\s+", " ").strip();
  }
}
