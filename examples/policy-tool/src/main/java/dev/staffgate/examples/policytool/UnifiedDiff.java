package dev.staffgate.examples.policytool;

import java.util.ArrayList;
import java.util.List;

/**
 * The difference of two texts in the form of {@code diff -u}, with three lines around each change.
 * Lines keep their ends; where the last one has none, the mark of {@code diff} says so.
 */
final class UnifiedDiff {
  private static final int AROUND = 3;

  /** Up to this many pairs of lines are compared to find the shortest difference. */
  private static final long MOST_PAIRS = 25_000_000;

  private final List<String> before;
  private final List<String> after;
  private final List<Line> lines = new ArrayList<>();

  /** A line of the difference: as it was in both, removed, or added. */
  private record Line(char sign, String text) {}

  private UnifiedDiff(List<String> before, List<String> after) {
    this.before = before;
    this.after = after;
  }

  /** Returns the difference; empty if there is none. */
  static String of(String name, String before, String after) {
    if (before.equals(after)) {
      return "";
    }
    UnifiedDiff diff = new UnifiedDiff(lines(before), lines(after));
    diff.compare();
    return "--- " + name + "\n+++ " + name + "\n" + diff.hunks();
  }

  private static List<String> lines(String text) {
    List<String> lines = new ArrayList<>();
    int start = 0;
    while (start < text.length()) {
      int end = text.indexOf('\n', start) + 1;
      end = end == 0 ? text.length() : end;
      lines.add(text.substring(start, end));
      start = end;
    }
    return lines;
  }

  private void compare() {
    int start = 0;
    int endBefore = before.size();
    int endAfter = after.size();
    while (start < endBefore && start < endAfter && before.get(start).equals(after.get(start))) {
      lines.add(new Line(' ', before.get(start++)));
    }
    while (endBefore > start
        && endAfter > start
        && before.get(endBefore - 1).equals(after.get(endAfter - 1))) {
      endBefore--;
      endAfter--;
    }
    if ((long) (endBefore - start) * (endAfter - start) <= MOST_PAIRS) {
      middle(start, endBefore, endAfter);
    } else {
      before.subList(start, endBefore).forEach(line -> lines.add(new Line('-', line)));
      after.subList(start, endAfter).forEach(line -> lines.add(new Line('+', line)));
    }
    before.subList(endBefore, before.size()).forEach(line -> lines.add(new Line(' ', line)));
  }

  /** Compares what is left between start and ends, by the longest common subsequence. */
  private void middle(int start, int endBefore, int endAfter) {
    int rows = endBefore - start;
    int columns = endAfter - start;
    int[][] lengths = new int[rows + 1][columns + 1];
    for (int i = rows - 1; i >= 0; i--) {
      for (int j = columns - 1; j >= 0; j--) {
        lengths[i][j] =
            before.get(start + i).equals(after.get(start + j))
                ? lengths[i + 1][j + 1] + 1
                : Math.max(lengths[i + 1][j], lengths[i][j + 1]);
      }
    }
    int i = 0;
    int j = 0;
    while (i < rows || j < columns) {
      if (i < rows && j < columns && before.get(start + i).equals(after.get(start + j))) {
        lines.add(new Line(' ', before.get(start + i++)));
        j++;
      } else if (j == columns || (i < rows && lengths[i + 1][j] >= lengths[i][j + 1])) {
        lines.add(new Line('-', before.get(start + i++)));
      } else {
        lines.add(new Line('+', after.get(start + j++)));
      }
    }
  }

  private String hunks() {
    StringBuilder text = new StringBuilder();
    int oldLine = 1;
    int newLine = 1;
    int next = 0;
    while (next < lines.size()) {
      int change = nextChange(next);
      int from = Math.max(next, change - AROUND);
      oldLine += from - next;
      newLine += from - next;
      int to = change == lines.size() ? change : hunkEnd(change);
      if (change < lines.size()) {
        hunk(text, lines.subList(from, to), oldLine, newLine);
      }
      oldLine += count(from, to, '+');
      newLine += count(from, to, '-');
      next = to;
    }
    return text.toString();
  }

  private int nextChange(int from) {
    int at = from;
    while (at < lines.size() && lines.get(at).sign == ' ') {
      at++;
    }
    return at;
  }

  private int hunkEnd(int change) {
    int last = change;
    for (int at = change; at < lines.size() && at <= last + 2 * AROUND; at++) {
      last = lines.get(at).sign == ' ' ? last : at;
    }
    return Math.min(lines.size(), last + 1 + AROUND);
  }

  /** Counts the lines that do not have a sign. */
  private int count(int from, int to, char sign) {
    return (int) lines.subList(from, to).stream().filter(line -> line.sign != sign).count();
  }

  private static void hunk(StringBuilder text, List<Line> lines, int oldLine, int newLine) {
    long old = lines.stream().filter(line -> line.sign != '+').count();
    long now = lines.stream().filter(line -> line.sign != '-').count();
    text.append("@@ -")
        .append(old == 0 ? oldLine - 1 : oldLine)
        .append(',')
        .append(old)
        .append(" +")
        .append(now == 0 ? newLine - 1 : newLine)
        .append(',')
        .append(now)
        .append(" @@\n");
    for (Line line : lines) {
      text.append(line.sign).append(line.text);
      if (!line.text.endsWith("\n")) {
        text.append("\n\\ No newline at end of file\n");
      }
    }
  }
}
