package dev.staffgate.policy;

import java.util.Collection;
import java.util.Optional;

/** Finds the name that somebody may have meant. */
public final class Nearest {
  private static final int LONGEST = 128;

  private Nearest() {}

  /**
   * Returns the known name that is fewest edits away, if that is no more than a third of what was
   * written; the first in their order among equals.
   */
  public static Optional<String> to(String written, Collection<String> known) {
    if (written.length() > LONGEST) {
      return Optional.empty();
    }
    String nearest = null;
    int fewest = written.length() / 3 + 1;
    for (String name : known.stream().sorted().toList()) {
      if (Math.abs(name.length() - written.length()) < fewest) {
        int edits = edits(written, name);
        if (edits < fewest) {
          nearest = name;
          fewest = edits;
        }
      }
    }
    return Optional.ofNullable(nearest);
  }

  /** Edits between two texts: a letter put in, taken out, changed, or two neighbours swapped. */
  private static int edits(String one, String other) {
    int[][] cost = new int[one.length() + 1][other.length() + 1];
    for (int i = 0; i <= one.length(); i++) {
      for (int j = 0; j <= other.length(); j++) {
        if (i == 0 || j == 0) {
          cost[i][j] = i + j;
          continue;
        }
        int change = one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1;
        cost[i][j] =
            Math.min(Math.min(cost[i - 1][j], cost[i][j - 1]) + 1, cost[i - 1][j - 1] + change);
        if (i > 1
            && j > 1
            && one.charAt(i - 1) == other.charAt(j - 2)
            && one.charAt(i - 2) == other.charAt(j - 1)) {
          cost[i][j] = Math.min(cost[i][j], cost[i - 2][j - 2] + 1);
        }
      }
    }
    return cost[one.length()][other.length()];
  }
}
