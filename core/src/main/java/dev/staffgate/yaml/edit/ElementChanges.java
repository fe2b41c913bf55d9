package dev.staffgate.yaml.edit;

import com.google.common.collect.ArrayListMultimap;
import com.google.common.collect.ListMultimap;
import java.util.BitSet;
import java.util.List;

/**
 * Changes to the items of a list, or to the entries of a mapping: which of them go, and what comes
 * in behind which. At least one stays. Not thread-safe.
 */
final class ElementChanges {
  /** Stands for the place before the first. */
  static final int FRONT = -1;

  private final List<Element> elements;
  private final BitSet removed = new BitSet();
  private final ListMultimap<Integer, String> added = ArrayListMultimap.create();

  /**
   * An item or an entry in its text.
   *
   * @param start the offset of its dash if it has one, else of its first character
   * @param end the offset behind its last character
   * @param reach the offset behind all that belongs to it
   */
  record Element(int start, int end, int reach) {}

  ElementChanges(List<Element> elements) {
    this.elements = List.copyOf(elements);
  }

  void remove(int index) {
    removed.set(index);
  }

  /** Adds something behind an element that stays, or before all, as it is written there. */
  void add(int behind, String written) {
    added.put(behind, written);
  }

  int size() {
    return elements.size();
  }

  Element element(int index) {
    return elements.get(index);
  }

  boolean isRemoved(int index) {
    return removed.get(index);
  }

  List<String> added(int behind) {
    return added.get(behind);
  }

  /** Returns the first element from this one on that stays, or {@link #size}. */
  int nextStaying(int from) {
    return removed.nextClearBit(from);
  }

  /** Returns the last element before this one that stays, or {@link #FRONT}. */
  int lastStaying(int before) {
    return before == 0 ? FRONT : removed.previousClearBit(before - 1);
  }
}
