package dev.staffgate.policy.engine;

import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/**
 * The grants of the roles of a policy while some of them are locked, or while single sign-on is
 * stopped at what it follows from (policy reference, section 4, step 4): a locked role, and each
 * include path through it, gives no grants and leads to no role that a server lists. Denies are not
 * looked at here: they stay. Equal by what is locked; safe for any number of threads.
 */
final class LockedGrants {
  private final BitSet lockedRoles;
  private final BitSet lockedSources;
  private final CompiledRole[] byRank;
  private final RoleGrantsFactory factory;

  // Filled when asked; see RoleSet on why without a lock.
  private final @Nullable RoleGrants[] grants;

  /**
   * Makes what is left of the grants.
   *
   * @param lockedRoles ranks
   * @param lockedSources positions of the permissions that single sign-on follows from
   * @param byRank all roles
   */
  LockedGrants(
      BitSet lockedRoles, BitSet lockedSources, CompiledRole[] byRank, RoleGrantsFactory factory) {
    this.lockedRoles = lockedRoles;
    this.lockedSources = lockedSources;
    this.byRank = byRank;
    this.factory = factory;
    this.grants = new @Nullable RoleGrants[byRank.length];
  }

  /** Returns whether it is of these locks. */
  boolean isOf(BitSet roles, BitSet sources) {
    return lockedRoles.equals(roles) && lockedSources.equals(sources);
  }

  /** Returns what the role of this rank grants where it is assigned. */
  RoleGrants roleGrants(int rank) {
    RoleGrants ready = grants[rank];
    if (ready == null) {
      ready = factory.make(byRank[rank], lockedRoles);
      grants[rank] = ready;
    }
    return ready;
  }

  /** Returns whether single sign-on no longer follows from the permission at this position. */
  boolean isSourceLocked(int permission) {
    return lockedSources.get(permission);
  }
}
