package dev.staffgate.yaml.comment;

import dev.staffgate.model.Place;
import java.util.Arrays;

/** The places of the offsets of one file's text. */
final class TextPlaces {
  private final int index;
  private final String name;
  private final String text;
  private final int[] lines;

  /**
   * Makes places.
   *
   * @param index the position of the file among those of the policy
   * @param text without a byte order mark; lines end in {@code \n}
   */
  TextPlaces(int index, String name, String text) {
    this.index = index;
    this.name = name;
    this.text = text;
    this.lines = new int[(int) text.chars().filter(c -> c == '\n').count() + 1];
    for (int line = 1; line < lines.length; line++) {
      lines[line] = text.indexOf('\n', lines[line - 1]) + 1;
    }
  }

  /** Returns the place of a character. */
  Place at(int offset, int length) {
    int found = Arrays.binarySearch(lines, offset);
    int line = found >= 0 ? found : -found - 2;
    int column = text.codePointCount(lines[line], offset);
    return Place.of(index, name, line + 1, column + 1, length);
  }

  /** Returns the place of the first character of the line that an offset is on. */
  Place lineStart(int offset) {
    return Place.of(index, name, at(offset, 0).line(), 1, 0);
  }
}
