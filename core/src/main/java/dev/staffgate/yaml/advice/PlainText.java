package dev.staffgate.yaml.advice;

import java.util.Optional;

/**
 * Finds texts of a line that need quotation marks, since a colon or a `#` in them has a meaning.
 */
public final class PlainText {
  private static final int LONGEST = 64;

  private PlainText() {}

  /**
   * Returns the text around a character with quotation marks, as it should stand; empty if nobody
   * can say where it begins, or if it may not be shown.
   *
   * @param column of the character, from 1, in UTF-16 units
   * @param inBrackets whether brackets and commas have a meaning there
   */
  public static Optional<String> quoted(String line, int column, boolean inBrackets) {
    int start = Math.min(column, line.length()) - 1;
    while (start > 0 && !begins(line, start, inBrackets)) {
      start--;
    }
    int end = column;
    while (end < line.length() && !(inBrackets && ",]}".indexOf(line.charAt(end)) >= 0)) {
      end++;
    }
    if (start <= 0 || end > line.length()) {
      return Optional.empty();
    }
    String text = line.substring(start, end).strip();
    boolean shown =
        !text.isEmpty()
            && text.length() <= LONGEST
            && text.chars().noneMatch(c -> "\"'\\…[]{}`".indexOf(c) >= 0);
    return shown ? Optional.of('"' + text + '"') : Optional.empty();
  }

  /** Returns whether a text may begin there: behind a bracket, a comma, or a mark and a blank. */
  private static boolean begins(String line, int at, boolean inBrackets) {
    char before = line.charAt(at - 1);
    return (inBrackets && "[{,".indexOf(before) >= 0)
        || (before == ' ' && at > 1 && ":-".indexOf(line.charAt(at - 2)) >= 0);
  }

  /**
   * Returns the column, from 1, of a `#` that begins a comment in which brackets end that are open
   * before it; 0 if there is none.
   */
  public static int commentThatCloses(String line) {
    int quote = 0;
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if (quote != 0) {
        quote = c == quote ? 0 : quote;
      } else if ((c == '"' || c == '\'') && (i == 0 || " [{,:-".indexOf(line.charAt(i - 1)) >= 0)) {
        quote = c;
      } else if (c == '#' && i > 0 && line.charAt(i - 1) == ' ') {
        return closed(line.substring(i)) > 0 ? i + 1 : 0;
      }
    }
    return 0;
  }

  /** Returns how many more brackets end in a text than begin in it. */
  private static int closed(String text) {
    int closed = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == ']' || c == '}') {
        closed++;
      } else if (c == '[' || c == '{') {
        closed--;
      }
    }
    return closed;
  }
}
