package dev.staffgate.policy.compile;

import com.google.common.collect.Lists;
import dev.staffgate.model.PolicyException;
import dev.staffgate.model.PolicyProblem;
import dev.staffgate.policy.engine.CompiledRole;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Counts the paths that {@link IncludePaths} will find, without walking them: a role that has too
 * many is refused before any memory is spent on it.
 *
 * <p>A way is told from others by the roles with {@code requires} that it has passed, one after the
 * other, and by the role that it leads to. So roles are taken such that each comes before all that
 * it includes. Of each that requires something, and of the one that the paths begin at, it is known
 * by then how many chains of such roles end there. Each of these chains leads on to every role that
 * is reached without passing another one that requires, and is made longer by each that is met.
 *
 * <p>Takes time with the includes below, or until the bound is passed. Not thread-safe.
 */
final class IncludePathCount {
  /** The most paths from one role: each has to be kept, and tested after the others. */
  static final int MAX = 100_000;

  private final Map<String, CompiledRole> roles;

  /** The number of chains that end at each role, by rank. */
  private final long[] chains;

  /** The last role from which each role was met, by rank; or null. */
  private final @Nullable CompiledRole[] metFrom;

  private IncludePathCount(Map<String, CompiledRole> roles) {
    this.roles = roles;
    this.chains = new long[roles.size()];
    this.metFrom = new @Nullable CompiledRole[roles.size()];
  }

  /**
   * Refuses a role from which more than {@link #MAX} paths lead down the includes.
   *
   * @param includedFirst all roles, each after those that it includes
   * @param roles the same by id
   * @throws PolicyException if there are more
   */
  static void requireFewPaths(
      CompiledRole root, List<CompiledRole> includedFirst, Map<String, CompiledRole> roles) {
    if (isMoreThan(MAX, root, includedFirst, roles)) {
      throw tooMany(root);
    }
  }

  /** Returns whether a role has more include paths than {@code bound}. */
  static boolean isMoreThan(
      long bound,
      CompiledRole root,
      List<CompiledRole> includedFirst,
      Map<String, CompiledRole> roles) {
    return new IncludePathCount(roles).count(root, includedFirst, bound) > bound;
  }

  private long count(CompiledRole root, List<CompiledRole> includedFirst, long bound) {
    chains[root.rank] = 1;
    long paths = 0;
    for (CompiledRole role : Lists.reverse(includedFirst)) {
      if (chains[role.rank] > 0) {
        paths += chains[role.rank] * rolesFrom(role);
      }
      // INVARIANT: no more chains end at a role than there are paths, so nothing overflows.
      if (paths > bound) {
        break;
      }
    }
    return paths;
  }

  /**
   * Counts the roles that are reached from here without passing one that requires, itself included.
   * Notes of those that require and are met that the chains that end here lead on to them.
   */
  private long rolesFrom(CompiledRole start) {
    long reached = 0;
    Deque<CompiledRole> open = new ArrayDeque<>();
    open.push(start);
    while (!open.isEmpty()) {
      reached++;
      for (String id : open.pop().includes) {
        CompiledRole included = roles.get(id);
        if (included == null || metFrom[included.rank] == start) {
          continue;
        }
        metFrom[included.rank] = start;
        if (included.requires.length > 0) {
          chains[included.rank] += chains[start.rank];
        } else {
          open.push(included);
        }
      }
    }
    return reached;
  }

  private static PolicyException tooMany(CompiledRole root) {
    return new PolicyException(
        List.of(
            PolicyProblem.of(
                root.at,
                "too-many-include-paths",
                "role `"
                    + root.id
                    + "` has more than "
                    + MAX
                    + " include paths that require different things",
                "each path has conditions of its own, and each would have to be tested",
                "let fewer of the roles in between have `requires`, or include the role from fewer"
                    + " of them")));
  }
}
