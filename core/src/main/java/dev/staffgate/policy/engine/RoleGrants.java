package dev.staffgate.policy.engine;

import com.google.common.collect.ImmutableList;
import java.util.BitSet;
import java.util.List;

/**
 * The grants and denies of one role where it is assigned: a {@link PermissionEntry} for each
 * permission of the catalogue, includes followed. Role sets are made of these, so that what one
 * role gives is made once for all accounts that have it.
 *
 * <p>A bit for each permission says whether there is anything to know of it; entries are kept for
 * those alone, densely, at the number of bits set before.
 */
public final class RoleGrants {
  /** Nothing granted and nothing denied. */
  public static final RoleGrants NOTHING =
      new RoleGrants(new BitSet(), List.of(), ImmutableList.of());

  private final long[] touched;
  private final int[] before;
  private final PermissionEntry[] entries;

  /** The ways to the roles that servers list for single sign-on, in order. */
  final ImmutableList<IncludePath> pathsToSsoRoles;

  /**
   * @param permissions those that there is anything to know of
   * @param entries one for each of them, ascending
   */
  public RoleGrants(
      BitSet permissions,
      List<PermissionEntry> entries,
      ImmutableList<IncludePath> pathsToSsoRoles) {
    this.touched = permissions.toLongArray();
    this.entries = entries.toArray(PermissionEntry[]::new);
    this.before = new int[touched.length];
    for (int i = 1; i < touched.length; i++) {
      before[i] = before[i - 1] + Long.bitCount(touched[i - 1]);
    }
    this.pathsToSsoRoles = pathsToSsoRoles;
  }

  /** Returns the entry of the permission at this position of the catalogue. Constant time. */
  public PermissionEntry entry(int permission) {
    int word = permission >> 6;
    long bit = 1L << permission;
    if (word >= touched.length || (touched[word] & bit) == 0) {
      return PermissionEntry.NOTHING;
    }
    return entries[before[word] + Long.bitCount(touched[word] & (bit - 1))];
  }

  /** Adds the permissions that there is anything to know of. */
  public void addMentioned(BitSet permissions) {
    permissions.or(BitSet.valueOf(touched));
  }
}
