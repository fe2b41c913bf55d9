package dev.staffgate.yaml;

import dev.staffgate.model.Place;
import java.util.ArrayList;
import java.util.List;

/**
 * The text of one file, and where its lines begin.
 *
 * @param index its position among the files of the policy
 * @param name as it was given
 * @param text decoded, without a byte order mark
 */
record Source(int index, String name, String text, List<Integer> lineStarts) {
  static Source of(int index, String name, String text) {
    List<Integer> starts = new ArrayList<>();
    starts.add(0);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\n' || (c == '\r' && !(i + 1 < text.length() && text.charAt(i + 1) == '\n'))) {
        starts.add(i + 1);
      }
    }
    return new Source(index, name, text, List.copyOf(starts));
  }

  /** The line of this number, from 1, without its end; empty if there is none. */
  String line(int number) {
    if (number < 1 || number > lineStarts.size()) {
      return "";
    }
    int start = lineStarts.get(number - 1);
    int end = number < lineStarts.size() ? lineStarts.get(number) : text.length();
    return text.substring(start, end).stripTrailing();
  }

  /** The place of the character at this offset of the text. */
  Place placeOf(int offset, int length) {
    int low = java.util.Collections.binarySearch(lineStarts, offset);
    int line = low >= 0 ? low : -low - 2;
    int column = text.codePointCount(lineStarts.get(line), offset);
    return Place.of(index, name, line + 1, column + 1, length);
  }

  /** A place by line and column, both from 0. */
  Place place(int line, int column, int length) {
    return Place.of(index, name, line + 1, column + 1, length);
  }

  /** Its first character. */
  Place start() {
    return Place.of(index, name, 1, 1, 0);
  }
}
