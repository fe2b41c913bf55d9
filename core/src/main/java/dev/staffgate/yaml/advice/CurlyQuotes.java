package dev.staffgate.yaml.advice;

import java.util.Optional;

/** Finds quotation marks of typography, which are letters of a text to YAML. */
public final class CurlyQuotes {
  private static final String ALL = "“”„‟«»‘’‚‛";

  private CurlyQuotes() {}

  /**
   * Returns what to do about such a mark where a text begins that a problem is about.
   *
   * @param from the column in which the problem begins, from 1
   * @param anywhere whether it may come from any text of the line
   */
  public static Optional<String> mend(String line, int from, boolean anywhere) {
    int[] characters = line.codePoints().toArray();
    for (int i = anywhere ? 0 : from - 1; i < (anywhere ? characters.length : from); i++) {
      if (i < characters.length && isCurly(characters[i]) && (!anywhere || begins(characters, i))) {
        return Optional.of(
            "`"
                + Character.toString(characters[i])
                + "` in column "
                + (i + 1)
                + " is a letter to YAML, and not a quotation mark: write `\"` before the text and"
                + " behind it");
      }
    }
    return Optional.empty();
  }

  private static boolean isCurly(int c) {
    return ALL.indexOf(c) >= 0;
  }

  private static boolean begins(int[] characters, int at) {
    return at == 0 || " [{,".indexOf(characters[at - 1]) >= 0;
  }
}
