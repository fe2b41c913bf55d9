package dev.staffgate.policy;

import java.util.Arrays;
import java.util.BitSet;
import java.util.function.IntFunction;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * The answers of a role set, by the positions of permissions in the catalogue: ready where they do
 * not depend on the request, and what they depend on elsewhere.
 *
 * <p>A bit for each permission says whether there is anything to know of it, and with it stands how
 * many bits are set before: so one look at one place in memory denies what nothing is said of.
 */
final class Table {
  // Two for each 64 permissions: the bits, and how many are set in all words before.
  private final long[] index;
  private final @Nullable Decision[] always;
  private final Entry[] entries;
  private final Decision otherwise;

  /** The answer to all that does not enter a server, where the roles break a rule; else null. */
  final @Nullable Decision broken;

  private Table(
      long[] index,
      @Nullable Decision[] always,
      Entry[] entries,
      Decision otherwise,
      @Nullable Decision broken) {
    this.index = index;
    this.always = always;
    this.entries = entries;
    this.otherwise = otherwise;
    this.broken = broken;
  }

  /**
   * @param size of the catalogue
   * @param permissions those of which something is said
   * @param entry what it is
   * @param depends which of them are never answered by the table alone
   * @param otherwise the answer for all others
   */
  static Table of(
      int size,
      BitSet permissions,
      IntFunction<Entry> entry,
      IntPredicate depends,
      Decision otherwise) {
    int count = permissions.cardinality();
    @Nullable Decision[] always = new @Nullable Decision[count];
    Entry[] entries = new Entry[count];
    int at = 0;
    for (int i = permissions.nextSetBit(0); i >= 0; i = permissions.nextSetBit(i + 1)) {
      entries[at] = entry.apply(i);
      always[at] = depends.test(i) ? null : entries[at].always;
      at++;
    }
    return new Table(indexOf(size, permissions), always, entries, otherwise, null);
  }

  /** A table that gives one answer, but to what is never answered by the table alone. */
  static Table ofBroken(int size, BitSet depends, Decision broken) {
    int count = depends.cardinality();
    Entry[] entries = new Entry[count];
    Arrays.fill(entries, Entry.NOTHING);
    return new Table(
        indexOf(size, depends), new @Nullable Decision[count], entries, broken, broken);
  }

  private static long[] indexOf(int size, BitSet permissions) {
    long[] words = permissions.toLongArray();
    long[] index = new long[2 * ((size + 63) / 64)];
    long before = 0;
    for (int i = 0; i < index.length / 2; i++) {
      index[2 * i] = i < words.length ? words[i] : 0;
      index[2 * i + 1] = before;
      before += Long.bitCount(index[2 * i]);
    }
    return index;
  }

  /**
   * The answer for the permission at this position, where it is the same for every request; else
   * null. Constant time; allocates nothing.
   */
  @Nullable Decision answer(int permission) {
    int word = (permission >> 6) << 1;
    long bits = index[word];
    long bit = 1L << permission;
    if ((bits & bit) == 0) {
      return otherwise;
    }
    return always[(int) index[word + 1] + Long.bitCount(bits & (bit - 1))];
  }

  /** What is said of the permission at this position. */
  Entry entry(int permission) {
    int word = (permission >> 6) << 1;
    long bits = index[word];
    long bit = 1L << permission;
    return (bits & bit) == 0
        ? Entry.NOTHING
        : entries[(int) index[word + 1] + Long.bitCount(bits & (bit - 1))];
  }
}
