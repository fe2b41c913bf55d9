package dev.staffgate.policy.compile;

import dev.staffgate.policy.engine.CompiledRole;
import dev.staffgate.validation.PolicyValidator;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.List;
import java.util.Map;

/**
 * Puts roles in an order in which each comes after all that it includes, so that what follows from
 * includes is found in one pass. Includes form no cycle: {@link PolicyValidator} has seen to it.
 */
final class IncludeOrder {
  private IncludeOrder() {}

  /**
   * Returns the roles in that order.
   *
   * @param byRank all roles
   * @param roles the same by id
   */
  static List<CompiledRole> of(CompiledRole[] byRank, Map<String, CompiledRole> roles) {
    int[] open = new int[byRank.length]; // includes that are not placed yet
    List<List<CompiledRole>> includedBy = new ArrayList<>(byRank.length);
    for (int i = 0; i < byRank.length; i++) {
      includedBy.add(new ArrayList<>());
    }
    Deque<CompiledRole> ready = new ArrayDeque<>();
    for (CompiledRole role : byRank) {
      for (String id : role.includes) {
        CompiledRole included = roles.get(id);
        if (included != null) {
          open[role.rank]++;
          includedBy.get(included.rank).add(role);
        }
      }
      if (open[role.rank] == 0) {
        ready.add(role);
      }
    }
    List<CompiledRole> order = new ArrayList<>(byRank.length);
    while (!ready.isEmpty()) {
      CompiledRole role = ready.remove();
      order.add(role);
      for (CompiledRole including : includedBy.get(role.rank)) {
        if (--open[including.rank] == 0) {
          ready.add(including);
        }
      }
    }
    return order;
  }

  /**
   * Returns the ranks of the roles that may lead down their includes in too many ways: more paths
   * than {@link IncludePathCount#MAX} begin at them, and some role below requires something. {@link
   * IncludePathCount} tells whether they do.
   */
  static BitSet rolesWithManyPaths(List<CompiledRole> order, Map<String, CompiledRole> roles) {
    long[] paths = new long[order.size()];
    BitSet requiring = new BitSet();
    BitSet manyPaths = new BitSet();
    for (CompiledRole role : order) {
      long count = 1;
      boolean requires = role.requires.length > 0;
      for (String id : role.includes) {
        CompiledRole included = roles.get(id);
        if (included != null) {
          count = Math.min(count + paths[included.rank], IncludePathCount.MAX + 1L);
          requires |= requiring.get(included.rank);
        }
      }
      paths[role.rank] = count;
      requiring.set(role.rank, requires);
      manyPaths.set(role.rank, requires && count > IncludePathCount.MAX);
    }
    return manyPaths;
  }
}
