package dev.staffgate.yaml.read;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.regex.Pattern;

/** The mark {@code ...}, with which a document ends: what has it was written to its end. */
final class EndMark {
  /** A line of its own, and after it blanks and comments alone; tabs are refused. */
  private static final Pattern MARK = Pattern.compile("\\.\\.\\.(?: +(?:#.*)?)?");

  private static final Pattern NOTHING = Pattern.compile(" *(?:#.*)?");

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

  /** Returns the offset of what is neither a blank nor a comment behind a mark, or the length. */
  static int contentBehind(String text, int markEnd) {
    int start = markEnd;
    boolean comments = false; // right behind the mark, a comment needs a blank before it
    while (start < text.length()) {
      int end = text.indexOf('\n', start);
      end = end < 0 ? text.length() : end;
      int content = comments ? contentStart(text, start, end) : restStart(text, start, end);
      if (content < end) {
        return content;
      }
      comments = true;
      start = end + 1;
    }
    return text.length();
  }

  /** Returns where content begins in the rest of a mark's line, or the end. */
  private static int restStart(String text, int start, int end) {
    return start < end && !isBlank(text.charAt(start)) ? start : contentStart(text, start, end);
  }

  /** Returns where something begins in a line that is neither a blank nor a comment, or the end. */
  private static int contentStart(String text, int start, int end) {
    int at = start;
    while (at < end && isBlank(text.charAt(at))) {
      at++;
    }
    return at < end && text.charAt(at) == '#' ? end : at;
  }

  private static boolean isBlank(char c) {
    return c == ' ' || c == '\t' || c == '\r';
  }
}
