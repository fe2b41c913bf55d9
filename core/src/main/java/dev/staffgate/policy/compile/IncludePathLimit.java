package dev.staffgate.policy.compile;

import com.google.common.collect.ImmutableMap;
import dev.staffgate.model.PolicyException;
import dev.staffgate.policy.engine.CompiledRole;
import java.util.BitSet;
import java.util.List;

/**
 * Refuses roles that lead down their includes in too many ways, when they are to be assigned. Safe
 * for any number of threads.
 */
final class IncludePathLimit {
  private final CompiledRole[] byRank;
  private final List<CompiledRole> includedFirst;
  private final ImmutableMap<String, CompiledRole> roles;
  private final BitSet manyPathRoles;

  // Of the roles above: whether they were found to keep the limit. A thread that reads it late
  // counts anew.
  private final boolean[] verified;

  IncludePathLimit(
      CompiledRole[] byRank,
      List<CompiledRole> includedFirst,
      ImmutableMap<String, CompiledRole> roles) {
    this.byRank = byRank;
    this.includedFirst = includedFirst;
    this.roles = roles;
    this.manyPathRoles = IncludeOrder.rolesWithManyPaths(includedFirst, roles);
    this.verified = new boolean[byRank.length];
  }

  /**
   * Refuses roles that may not be assigned.
   *
   * @param ranks of the roles
   * @throws PolicyException if one of them has too many include paths
   */
  void requireAssignable(int[] ranks) {
    for (int rank : ranks) {
      if (manyPathRoles.get(rank) && !verified[rank]) {
        IncludePathCount.requireFewPaths(byRank[rank], includedFirst, roles);
        verified[rank] = true;
      }
    }
  }
}
