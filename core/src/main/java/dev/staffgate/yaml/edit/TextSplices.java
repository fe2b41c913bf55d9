package dev.staffgate.yaml.edit;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Changes to one text: what is cut out and what is put in, by the offsets of the text as it was,
 * and made all at once. What is cut twice is cut once; what is put in at one offset stands there in
 * the order in which it came. Not thread-safe.
 */
final class TextSplices {
  private final String text;
  private final String lineBreak;
  private final BitSet cut = new BitSet();
  private final SortedMap<Integer, StringBuilder> added = new TreeMap<>();

  TextSplices(String text) {
    this.text = text;
    this.lineBreak = lineBreakOf(text);
  }

  private static String lineBreakOf(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) == '\n') {
        return "\n";
      }
      if (text.charAt(i) == '\r') {
        return text.startsWith("\n", i + 1) ? "\r\n" : "\r";
      }
    }
    return "\n";
  }

  String text() {
    return text;
  }

  void cut(int from, int to) {
    cut.set(from, to);
  }

  /** Puts something in, with the line breaks of this text in place of {@code \n}. */
  void insert(int at, String what) {
    added.computeIfAbsent(at, any -> new StringBuilder()).append(withBreaks(what));
  }

  /** Puts something in before all else that is put in there. */
  void insertFirst(int at, String what) {
    added.computeIfAbsent(at, any -> new StringBuilder()).insert(0, withBreaks(what));
  }

  private String withBreaks(String what) {
    return what.replace("\n", lineBreak);
  }

  void replace(int from, int to, String what) {
    cut(from, to);
    insert(from, what);
  }

  /**
   * Puts whole lines in before the line that begins at this offset, or behind the last line, ended
   * or not.
   */
  void insertLines(int at, String lines) {
    boolean ended = at == 0 || isBreak(at - 1);
    insert(at, ended ? lines + "\n" : "\n" + lines);
  }

  /** Returns the text with all changes made. */
  String result() {
    StringBuilder result = new StringBuilder(text.length() + 64);
    int from = 0;
    for (var one : added.entrySet()) {
      keep(from, one.getKey(), result);
      result.append(one.getValue());
      from = one.getKey();
    }
    keep(from, text.length(), result);
    return result.toString();
  }

  private void keep(int from, int to, StringBuilder result) {
    int start = cut.nextClearBit(from);
    while (start < to) {
      int next = cut.nextSetBit(start);
      int end = next < 0 ? to : Math.min(next, to);
      result.append(text, start, end);
      start = cut.nextClearBit(end);
    }
  }

  /** Returns the offset at which the line of this offset begins. */
  int lineStart(int offset) {
    int start = offset;
    while (start > 0 && !isBreak(start - 1)) {
      start--;
    }
    return start;
  }

  /**
   * Returns the offset of the line break that ends the line of this offset, or the end of the text.
   */
  int lineEnd(int offset) {
    int end = offset;
    while (end < text.length() && !isBreak(end)) {
      end++;
    }
    return end;
  }

  /** Returns the offset at which the next line begins, or the end of the text. */
  int nextLine(int offset) {
    int end = lineEnd(offset);
    if (text.startsWith("\r\n", end)) {
      return end + 2;
    }
    return Math.min(end + 1, text.length());
  }

  /** Returns how many characters stand before this offset on its line. */
  int column(int offset) {
    return text.codePointCount(lineStart(offset), offset);
  }

  /** Returns whether nothing but blanks stands before this offset on its line. */
  boolean startsLine(int offset) {
    return skipBlanksBack(offset) == lineStart(offset);
  }

  /** Returns whether there is a line break between the two offsets. */
  boolean isBroken(int from, int to) {
    return lineEnd(from) < to;
  }

  int skipBlanks(int offset) {
    int at = offset;
    while (at < text.length() && isBlank(at)) {
      at++;
    }
    return at;
  }

  int skipBlanksBack(int offset) {
    int at = offset;
    while (at > 0 && isBlank(at - 1)) {
      at--;
    }
    return at;
  }

  /**
   * Returns the first offset from here at which neither a blank, a line break nor a comment stands.
   */
  int skipToContent(int offset) {
    int at = offset;
    while (at < text.length()) {
      if (text.charAt(at) == '#') {
        at = lineEnd(at);
      } else if (isBlank(at) || isBreak(at)) {
        at++;
      } else {
        return at;
      }
    }
    return at;
  }

  /**
   * Returns the offsets at which comments begin between two offsets with no content between them.
   */
  List<Integer> comments(int from, int to) {
    List<Integer> comments = new ArrayList<>();
    for (int at = from; at < to; at++) {
      if (text.charAt(at) == '#') {
        comments.add(at);
        at = lineEnd(at);
      }
    }
    return comments;
  }

  private boolean isBlank(int at) {
    return text.charAt(at) == ' ' || text.charAt(at) == '\t';
  }

  private boolean isBreak(int at) {
    return text.charAt(at) == '\n' || text.charAt(at) == '\r';
  }
}
