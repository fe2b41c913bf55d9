package dev.staffgate.yaml.read;

import dev.staffgate.model.Place;
import dev.staffgate.text.VisibleText;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The text of one file, and what of it a message may show: never a secret that someone wrote in
 * clear. Not thread-safe.
 */
public final class SourceText {
  private static final int LONGEST_LINE = 400;

  // What stands behind `token:` is shown if it looks like a place where a secret is kept. This
  // holds for lines that could not be read as YAML, too; what was read is hidden besides.
  private static final Pattern TOKEN_IN_CLEAR =
      Pattern.compile("(?i)token[\"']?\\s*:\\s*+(?![\"']?(?:env|file):)(?=\\S)");
  private static final Pattern TOKEN_ON_NEXT_LINE =
      Pattern.compile("(?i)token[\"']?\\s*:\\s*[|>]?[-+0-9]*\\s*$");

  private final int index;
  private final String name;
  private final String text;
  private final List<Hidden> hidden = new ArrayList<>();

  /** The beginning of something that nobody may see, and the last line that it is in; from 1. */
  private record Hidden(int line, int column, int lastLine) {}

  /**
   * Makes a source.
   *
   * @param index its position among the files of the policy
   * @param name as it was given
   * @param text decoded, without a byte order mark
   */
  SourceText(int index, String name, String text) {
    this.index = index;
    this.name = name;
    this.text = text;
  }

  int index() {
    return index;
  }

  public String text() {
    return text;
  }

  /** Returns a place by line and column, both from 0. */
  Place place(int line, int column, int length) {
    return Place.of(index, name, line + 1, column + 1, length);
  }

  /** Returns the place of the character at this offset of the text. Takes time with the offset. */
  Place placeOf(int offset, int length) {
    int line = 0;
    int start = 0;
    for (int next = endOf(0); next < offset; next = endOf(start)) {
      start = next + 1;
      line++;
    }
    return place(line, text.codePointCount(start, offset), length);
  }

  /** Returns the place of the file as a whole. */
  Place whole() {
    return Place.ofFile(index, name);
  }

  /** Returns the place of its first character. */
  Place start() {
    return place(0, 0, 0);
  }

  /** Hides what begins here, and everything after it on its lines, from all messages. */
  void hide(Place from, int lastLine) {
    hidden.add(new Hidden(from.line(), from.column(), lastLine));
  }

  /**
   * Returns the line of this number, from 1, as far as a message may show it; empty if there is
   * none. Takes time with the number.
   */
  String excerpt(int number) {
    int start = startOf(number);
    if (start > text.length()) {
      return "";
    }
    if (start > 0 && TOKEN_ON_NEXT_LINE.matcher(text.substring(before(start), start)).find()) {
      return "…";
    }
    return VisibleText.line(withoutSecrets(line(number).stripTrailing(), number));
  }

  /**
   * Returns the beginning of the line of this number, from 1, secrets included; empty if there is
   * none. Takes time with the number.
   */
  String line(int number) {
    int start = startOf(number);
    return start > text.length()
        ? ""
        : text.substring(start, Math.min(endOf(start), start + LONGEST_LINE));
  }

  /** Returns where a line begins, or what is more than the length of the text. */
  private int startOf(int number) {
    int start = 0;
    for (int line = 1; line < number && start <= text.length(); line++) {
      start = endOf(start) + 1;
    }
    return start;
  }

  /** Returns where the line before the one that begins here begins. */
  private int before(int start) {
    int before = start - 1;
    while (before > 0 && text.charAt(before - 1) != '\n' && text.charAt(before - 1) != '\r') {
      before--;
    }
    return before;
  }

  /** Returns where the line that begins here ends: the offset of its line break, or of the end. */
  private int endOf(int start) {
    for (int i = start; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\n' || (c == '\r' && !text.startsWith("\n", i + 1))) {
        return i;
      }
    }
    return text.length();
  }

  private String withoutSecrets(String line, int number) {
    int shown = line.codePointCount(0, line.length());
    for (Hidden one : hidden) {
      if (number >= one.line && number <= one.lastLine) {
        shown = Math.min(shown, number == one.line ? one.column - 1 : 0);
      }
    }
    int cut = line.offsetByCodePoints(0, shown);
    Matcher clear = TOKEN_IN_CLEAR.matcher(line);
    if (clear.find()) {
      cut = Math.min(cut, clear.end());
    }
    return cut == line.length() ? line : line.substring(0, cut) + "…";
  }
}
