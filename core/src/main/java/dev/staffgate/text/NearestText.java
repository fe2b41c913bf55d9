package dev.staffgate.text;

import java.util.Arrays;
import java.util.Collection;
import java.util.Optional;

/** Finds the known text that somebody may have meant by another. */
public final class NearestText {
  private static final int LONGEST = 128;

  private NearestText() {}

  /**
   * Returns the known text that is fewest edits away, if that is no more than a third of what was
   * written; the first in their order among equals.
   */
  public static Optional<String> to(String written, Collection<String> known) {
    if (written.length() > LONGEST) {
      return Optional.empty();
    }
    String nearest = null;
    int fewest = written.length() / 3;
    for (String name : known) {
      int edits = edits(written, name, fewest);
      if (edits < fewest
          || (edits == fewest && (nearest == null || name.compareTo(nearest) < 0) && edits > 0)) {
        nearest = name;
        fewest = edits;
      }
    }
    return Optional.ofNullable(nearest);
  }

  /**
   * Edits between two texts: a letter put in, taken out, changed, or two neighbours swapped; more
   * than {@code most} if there are more.
   */
  private static int edits(String one, String other, int most) {
    if (Math.abs(one.length() - other.length()) > most) {
      return most + 1;
    }
    int[] beforeLast = new int[other.length() + 1];
    int[] last = new int[other.length() + 1];
    int[] row = new int[other.length() + 1];
    Arrays.setAll(last, j -> j);
    for (int i = 1; i <= one.length(); i++) {
      row[0] = i;
      int least = i;
      for (int j = 1; j <= other.length(); j++) {
        int change = one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1;
        row[j] = Math.min(Math.min(row[j - 1], last[j]) + 1, last[j - 1] + change);
        if (i > 1
            && j > 1
            && one.charAt(i - 1) == other.charAt(j - 2)
            && one.charAt(i - 2) == other.charAt(j - 1)) {
          row[j] = Math.min(row[j], beforeLast[j - 2] + 1);
        }
        least = Math.min(least, row[j]);
      }
      if (least > most + 1) { // a swap looks back two rows
        return most + 1;
      }
      int[] free = beforeLast;
      beforeLast = last;
      last = row;
      row = free;
    }
    return last[other.length()];
  }
}
