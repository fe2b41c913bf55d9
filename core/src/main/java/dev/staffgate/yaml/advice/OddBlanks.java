package dev.staffgate.yaml.advice;

import java.util.Locale;
import java.util.Optional;

/**
 * Finds spaces that look like a blank and are none to YAML, such as a no-break space that came with
 * text from a web page or a chat.
 */
public final class OddBlanks {
  private static final int ZERO_WIDTH_SPACE = 0x200b;

  private OddBlanks() {}

  /**
   * Returns what to do about the first such space in what a problem is about. A problem that names
   * a place alone may come from any such space that separates texts of its line.
   *
   * @param from the column in which the problem begins, from 1
   * @param length how many characters it is about; up to one is a place alone
   */
  public static Optional<String> mend(String line, int from, int length) {
    int[] characters = line.codePoints().toArray();
    int quote = 0;
    for (int i = 0; i < characters.length; i++) {
      int c = characters[i];
      boolean among = i + 1 >= from && i + 1 < from + length;
      if (isOdd(c) && (among || (length <= 1 && quote == 0 && separates(characters, i)))) {
        return Optional.of(
            "column %d holds U+%04X (%s), which is not a blank: %s"
                .formatted(
                    i + 1,
                    c,
                    Character.getName(c).toLowerCase(Locale.ROOT),
                    c == ZERO_WIDTH_SPACE ? "take it out" : "write one instead"));
      }
      if (quote != 0) {
        quote = c == quote ? 0 : quote;
      } else if ((c == '"' || c == '\'') && beginsHere(characters, i)) {
        quote = c;
      } else if (c == '#' && (i == 0 || characters[i - 1] == ' ')) {
        return Optional.empty();
      }
    }
    return Optional.empty();
  }

  private static boolean isOdd(int c) {
    return c == ZERO_WIDTH_SPACE || (c != ' ' && Character.getType(c) == Character.SPACE_SEPARATOR);
  }

  private static boolean separates(int[] characters, int at) {
    return beginsHere(characters, at)
        || at + 1 == characters.length
        || isOdd(characters[at + 1])
        || " \r:,]}#".indexOf(characters[at + 1]) >= 0;
  }

  /** Returns whether something may begin there: a text, or its quotation mark. */
  private static boolean beginsHere(int[] characters, int at) {
    return at == 0 || isOdd(characters[at - 1]) || " :-,[{".indexOf(characters[at - 1]) >= 0;
  }
}
