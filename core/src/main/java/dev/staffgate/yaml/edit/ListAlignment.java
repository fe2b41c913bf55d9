package dev.staffgate.yaml.edit;

import com.google.common.collect.ArrayListMultimap;
import com.google.common.collect.ListMultimap;
import dev.staffgate.yaml.write.YamlTree;
import dev.staffgate.yaml.write.YamlTree.Entries;
import java.util.Arrays;
import java.util.List;

/**
 * Finds which items of a list as it was are those of the list as it will be: as many equal ones as
 * can be had in one order, and between them those that name the same thing.
 */
final class ListAlignment {
  /** Stands for an item without a partner. */
  static final int NONE = -1;

  private static final int MAX_TABLE = 1_000_000;
  private static final int MAX_SEARCH = 1000;

  private final List<? extends YamlTree> before;
  private final List<? extends YamlTree> after;
  private final int[] partners; // of the items of after

  private ListAlignment(List<? extends YamlTree> before, List<? extends YamlTree> after) {
    this.before = before;
    this.after = after;
    this.partners = new int[after.size()];
    Arrays.fill(partners, NONE);
  }

  /** Returns for each item of {@code after} its position in {@code before}, ascending, or none. */
  static int[] of(List<? extends YamlTree> before, List<? extends YamlTree> after) {
    ListAlignment alignment = new ListAlignment(before, after);
    alignment.align();
    return alignment.partners;
  }

  private void align() {
    int start = 0;
    int endBefore = before.size();
    int endAfter = after.size();
    while (start < endBefore && start < endAfter && before.get(start).equals(after.get(start))) {
      partners[start] = start;
      start++;
    }
    while (endBefore > start
        && endAfter > start
        && before.get(endBefore - 1).equals(after.get(endAfter - 1))) {
      partners[--endAfter] = --endBefore;
    }
    if ((long) (endBefore - start) * (endAfter - start) <= MAX_TABLE) {
      longest(start, endBefore, endAfter);
    } else {
      firstThatComes(start, endBefore, endAfter);
    }
    sameThings();
  }

  /** Finds the longest common subsequence of what is left between start and ends. */
  private void longest(int start, int endBefore, int endAfter) {
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
    while (i < rows && j < columns) {
      if (before.get(start + i).equals(after.get(start + j))) {
        partners[start + j++] = start + i++;
      } else if (lengths[i + 1][j] >= lengths[i][j + 1]) {
        i++;
      } else {
        j++;
      }
    }
  }

  /** Aligns long lists: each item takes the first equal one behind the last that was taken. */
  private void firstThatComes(int start, int endBefore, int endAfter) {
    ListMultimap<YamlTree, Integer> positions = ArrayListMultimap.create();
    for (int i = start; i < endBefore; i++) {
      positions.put(before.get(i), i);
    }
    int free = start;
    for (int j = start; j < endAfter; j++) {
      for (int i : positions.get(after.get(j))) {
        if (i >= free) {
          partners[j] = i;
          free = i + 1;
          break;
        }
      }
    }
  }

  /** Aligns, between two items that stay, what names the same permission, role, path or name. */
  private void sameThings() {
    int[] ends = new int[partners.length]; // the position of the next item that stays
    int end = before.size();
    for (int j = partners.length - 1; j >= 0; j--) {
      end = partners[j] == NONE ? end : partners[j];
      ends[j] = end;
    }
    int free = 0;
    for (int j = 0; j < partners.length; j++) {
      for (int i = free; i < Math.min(ends[j], free + MAX_SEARCH) && partners[j] == NONE; i++) {
        if (name(before.get(i)).equals(name(after.get(j)))) {
          partners[j] = i;
        }
      }
      if (partners[j] != NONE) {
        free = partners[j] + 1;
      }
    }
  }

  /** Returns what an item is about: itself, or the value that is written first. */
  private static YamlTree name(YamlTree item) {
    return item instanceof Entries mapping && !mapping.isEmpty()
        ? mapping.entries().get(0).value()
        : item;
  }
}
