package dev.staffgate.examples.policytool;

import com.github.difflib.DiffUtils;
import com.github.difflib.UnifiedDiffUtils;
import com.github.difflib.algorithm.myers.MyersDiffWithLinearSpace;
import com.github.difflib.patch.Patch;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The difference of two texts in the form of {@code diff -u}, with three lines around each change.
 * Lines keep their ends; where the last one has none, the mark of {@code diff} says so.
 */
final class UnifiedDiff {
  private static final int AROUND = 3;

  /** The range of a side without lines: {@code diff} names the line before it, which is 0 here. */
  private static final Pattern EMPTY_SIDE = Pattern.compile("([-+])1,0(?= )");

  private static final Pattern LINE_START = Pattern.compile("(?<=\n)");

  private UnifiedDiff() {}

  /** Returns the difference; empty if there is none. */
  static String of(String name, String before, String after) {
    List<String> old = lines(before);
    Patch<String> patch = DiffUtils.diff(old, lines(after), new MyersDiffWithLinearSpace<>());
    StringBuilder text = new StringBuilder();
    StringBuilder added = new StringBuilder(); // patch shows what goes before what comes
    String shown = ShownName.of(name);
    int names = 2;
    for (String line : UnifiedDiffUtils.generateUnifiedDiff(shown, shown, old, patch, AROUND)) {
      if (names > 0) {
        text.append(line).append('\n');
        names--;
      } else if (line.startsWith("@")) { // other lines start with a sign
        text.append(added).append(EMPTY_SIDE.matcher(line).replaceAll("$10,0")).append('\n');
        added.setLength(0);
      } else if (line.startsWith("+")) {
        added.append(ended(line));
      } else if (line.startsWith("-")) {
        text.append(ended(line));
      } else {
        text.append(added).append(ended(line));
        added.setLength(0);
      }
    }
    return text.append(added).toString();
  }

  private static String ended(String line) {
    return line.endsWith("\n") ? line : line + "\n\\ No newline at end of file\n";
  }

  private static List<String> lines(String text) {
    return text.isEmpty() ? List.of() : LINE_START.splitAsStream(text).toList();
  }
}
