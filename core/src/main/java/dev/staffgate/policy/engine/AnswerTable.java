package dev.staffgate.policy.engine;

import dev.staffgate.decision.Decision;
import java.util.Arrays;
import java.util.BitSet;
import java.util.function.IntFunction;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * The answers of a role set, by the positions of permissions in the catalogue: ready where they do
 * not depend on the request, and what they depend on elsewhere.
 *
 * <p>Its row has two bits for each permission, those of 32 permissions in one number: in the lower
 * half whether every request is permitted, in the upper half whether there is anything else to
 * know. Where neither is set, nothing is said of the permission. So one look at one place in memory
 * answers most decisions; what there is to say of a permit is found thereafter.
 */
public final class AnswerTable {
  /** The bit of {@link #bits} that says: every request is permitted. */
  static final long PERMITTED = 1;

  /** The bit of {@link #bits} that says: there is something else to know. */
  static final long DEPENDS = 1L << 32;

  /** The answer to all that does not enter a server, where the roles break a rule; else null. */
  final @Nullable Decision separationDenial;

  private final long[] row;

  // Of each number of the row: of how many permissions before it something is said.
  private final int[] before;
  private final Decision.@Nullable Permit[] permits;
  private final PermissionEntry[] entries;

  private AnswerTable(
      long[] row,
      int[] before,
      Decision.@Nullable Permit[] permits,
      PermissionEntry[] entries,
      @Nullable Decision separationDenial) {
    this.row = row;
    this.before = before;
    this.permits = permits;
    this.entries = entries;
    this.separationDenial = separationDenial;
  }

  /**
   * Makes the table of roles that break no rule of separation.
   *
   * @param size of the catalogue
   * @param permissions those of which something is said
   * @param entry what it is
   * @param depends which of them are never answered by the table alone
   */
  static AnswerTable of(
      int size, BitSet permissions, IntFunction<PermissionEntry> entry, IntPredicate depends) {
    int count = permissions.cardinality();
    Decision.@Nullable Permit[] permits = new Decision.@Nullable Permit[count];
    PermissionEntry[] entries = new PermissionEntry[count];
    long[] row = new long[numbers(size)];
    int[] before = new int[row.length];
    int at = 0;
    for (int i = permissions.nextSetBit(0); i >= 0; i = permissions.nextSetBit(i + 1)) {
      entries[at] = entry.apply(i);
      if (!depends.test(i) && entries[at].always instanceof Decision.Permit permit) {
        permits[at] = permit;
        row[i >> 5] |= PERMITTED << (i & 31);
      } else {
        row[i >> 5] |= DEPENDS << (i & 31);
      }
      at++;
    }
    for (int i = 1; i < row.length; i++) {
      before[i] = before[i - 1] + Long.bitCount(row[i - 1]);
    }
    return new AnswerTable(row, before, permits, entries, null);
  }

  /** Returns a table that gives one answer, but to what is never answered by the table alone. */
  static AnswerTable ofBrokenSeparation(int size, Decision separationDenial) {
    long[] row = new long[numbers(size)];
    Arrays.fill(row, -1L << 32);
    return new AnswerTable(
        row,
        new int[0],
        new Decision.@Nullable Permit[0],
        new PermissionEntry[0],
        separationDenial);
  }

  private static int numbers(int size) {
    return (size + 31) / 32;
  }

  /** Returns the numbers that {@link #bits} looks at. Not to be changed. */
  public long[] row() {
    return row;
  }

  /** Returns the two bits of the permission at this position. Constant time; allocates nothing. */
  static long bits(long[] row, int permission) {
    return row[permission >> 5] >>> (permission & 31);
  }

  /** Returns the permit of a permission whose {@link #PERMITTED} is set. */
  Decision.Permit permit(int permission) {
    Decision.Permit permit = permits[entryIndex(permission)];
    if (permit == null) {
      throw new IllegalArgumentException("not permitted");
    }
    return permit;
  }

  /**
   * Returns the answer for a permission whose {@link #DEPENDS} is set, if it does not enter a
   * server and the answer is the same for every request; else null.
   */
  @Nullable Decision constantAnswer(int permission) {
    return separationDenial != null ? separationDenial : entries[entryIndex(permission)].always;
  }

  /**
   * Returns the entry of the permission at this position; an empty one if the roles break a rule.
   */
  PermissionEntry entry(int permission) {
    return separationDenial != null || (bits(row, permission) & (PERMITTED | DEPENDS)) == 0
        ? PermissionEntry.NOTHING
        : entries[entryIndex(permission)];
  }

  // The place of a permission of which something is said, among all such.
  private int entryIndex(int permission) {
    long number = row[permission >> 5];
    int said = (int) number | (int) (number >>> 32);
    return before[permission >> 5] + Integer.bitCount(said & ((1 << (permission & 31)) - 1));
  }
}
