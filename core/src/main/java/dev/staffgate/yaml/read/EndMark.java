package dev.staffgate.yaml.read;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.regex.Pattern;

/** The mark {@code ...}, with which a document ends: what has it was written to its end. */
final class EndMark {
  /** A line of its own, and after it blanks and comments alone. */
  private static final Pattern MARK = Pattern.compile("\\.\\.\\.(?:[ \t]+(?:#.*)?)?");

  private static final Pattern NOTHING = Pattern.compile("[ \t]*(?:#.*)?");

  private EndMark() {}

  /** Returns whether the text of a file, in UTF-8, ends in the mark. */
  static boolean isAtTheEndOf(byte[] text) {
    int end = text.length;
    while (true) {
      int start = startOfLine(text, end);
      String line = new String(text, start, end - start, ISO_8859_1);
      if (MARK.matcher(line).matches()) {
        return true;
      }
      if (start == 0 || !NOTHING.matcher(line).matches()) {
        return false;
      }
      end = start - 1;
      if (text[end] == '\n' && end > 0 && text[end - 1] == '\r') {
        end--;
      }
    }
  }

  private static int startOfLine(byte[] text, int end) {
    int start = end;
    while (start > 0 && text[start - 1] != '\n' && text[start - 1] != '\r') {
      start--;
    }
    return start;
  }
}
