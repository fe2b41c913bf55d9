package dev.staffgate.policy;

import com.google.common.collect.ImmutableListMultimap;
import java.util.List;

/**
 * What all accounts share that have the same roles assigned: for each permission of the catalogue,
 * an {@link Entry}.
 *
 * <p>A bit for each permission says whether there is anything to know of it; entries are kept for
 * those alone, densely, at the number of bits set before.
 */
final class RoleSet {
  private final long[] touched;
  private final int[] before;
  private final Entry[] entries;

  /** The ways to the roles that servers list for single sign-on, by role; in order. */
  final ImmutableListMultimap<String, Reach> listed;

  /**
   * @param touched a bit for each permission
   * @param entries one for each bit set, ascending
   */
  RoleSet(long[] touched, List<Entry> entries, ImmutableListMultimap<String, Reach> listed) {
    this.touched = touched;
    this.entries = entries.toArray(Entry[]::new);
    this.before = new int[touched.length];
    for (int i = 1; i < touched.length; i++) {
      before[i] = before[i - 1] + Long.bitCount(touched[i - 1]);
    }
    this.listed = listed;
  }

  /**
   * What is said of the permission at this position of the catalogue. Constant time; allocates
   * nothing.
   */
  Entry entry(int permission) {
    int word = permission >> 6;
    long bit = 1L << permission;
    if ((touched[word] & bit) == 0) {
      return Entry.NOTHING;
    }
    return entries[before[word] + Long.bitCount(touched[word] & (bit - 1))];
  }
}
