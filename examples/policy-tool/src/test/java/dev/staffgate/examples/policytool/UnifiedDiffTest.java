package dev.staffgate.examples.policytool;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class UnifiedDiffTest {
  private static final Pattern HUNK =
      Pattern.compile("@@ -([0-9]+),([0-9]+) \\+([0-9]+),([0-9]+) @@");

  @Test
  void texts_thatAreTheSame_haveNone() {
    assertThat(UnifiedDiff.of("p", "a\n", "a\n")).isEmpty();
  }

  @Test
  void change_isShownWithThreeLinesAroundIt() {
    assertThat(UnifiedDiff.of("p", "1\n2\n3\n4\n5\n6\n7\n8\n9\n", "1\n2\n3\n4\n6\n7\n8\n9\n"))
        .isEqualTo("--- p\n+++ p\n@@ -2,7 +2,6 @@\n 2\n 3\n 4\n-5\n 6\n 7\n 8\n");
  }

  @Test
  void changesFarApart_areHunksOfTheirOwn() {
    String text = "1\n2\n3\n4\n5\n6\n7\n8\n9\n10\n11\n12\n";
    assertThat(UnifiedDiff.of("p", text, text.replace("1\n2", "0\n2").replace("12", "13")))
        .isEqualTo(
            """
            --- p
            +++ p
            @@ -1,4 +1,4 @@
            -1
            +0
             2
             3
             4
            @@ -9,4 +9,4 @@
             9
             10
             11
            -12
            +13
            """);
  }

  @Test
  void endWithoutALineBreak_isTold() {
    assertThat(UnifiedDiff.of("p", "a\nb", "a\n"))
        .isEqualTo("--- p\n+++ p\n@@ -1,2 +1,1 @@\n a\n-b\n\\ No newline at end of file\n");
    assertThat(UnifiedDiff.of("p", "", "a\n")).isEqualTo("--- p\n+++ p\n@@ -0,0 +1,1 @@\n+a\n");
  }

  @Test
  void differenceOfAnyTexts_appliedToTheFirst_givesTheSecond() {
    Random random = new Random(7);
    for (int round = 0; round < 2_000; round++) {
      String before = text(random);
      String after = text(random);
      assertThat(applied(before, UnifiedDiff.of("p", before, after))).isEqualTo(after);
    }
  }

  private static String text(Random random) {
    StringBuilder text = new StringBuilder();
    random.ints(random.nextInt(30), 0, 4).forEach(line -> text.append(line).append('\n'));
    return text.toString();
  }

  /** Does what {@code patch} does, and checks that the hunks fit. */
  private static String applied(String text, String diff) {
    String[] lines = text.isEmpty() ? new String[0] : text.split("(?<=\n)");
    StringBuilder result = new StringBuilder();
    int at = 0;
    for (String line : diff.lines().skip(2).toList()) {
      Matcher hunk = HUNK.matcher(line);
      if (hunk.matches()) {
        int start = Integer.parseInt(hunk.group(1)) - (hunk.group(2).equals("0") ? 0 : 1);
        while (at < start) {
          result.append(lines[at++]);
        }
        long written = result.chars().filter(c -> c == '\n').count();
        assertThat(Integer.parseInt(hunk.group(3)) - (hunk.group(4).equals("0") ? 0 : 1))
            .isEqualTo((int) written);
      } else {
        String held = line.substring(1) + "\n";
        if (line.charAt(0) != '+') {
          assertThat(lines[at++]).isEqualTo(held);
        }
        if (line.charAt(0) != '-') {
          result.append(held);
        }
      }
    }
    while (at < lines.length) {
      result.append(lines[at++]);
    }
    return result.toString();
  }
}
