package dev.staffgate.policy.compile;

import dev.staffgate.policy.engine.CompiledCondition;
import dev.staffgate.policy.engine.CompiledRole;
import dev.staffgate.policy.engine.IncludePath;
import dev.staffgate.policy.engine.RolePath;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds the paths from a role down the includes.
 *
 * <p>Ways are walked depth first, includes in the order of their ids, so that they are found in the
 * order of their paths. Two paths to one role that pass the same roles with {@code requires} have
 * the same conditions, and only the first is kept: a lattice of includes without {@code requires}
 * has many paths and costs no more than its edges. As includes form no cycle, roles with {@code
 * requires} that two paths share are met in the same order on both, so that a chain of them stands
 * for their set. How many there are is known before: {@link IncludePathCount} refuses too many.
 */
final class IncludePaths {
  private final Map<String, CompiledRole> roles;
  private final CompiledRole root;
  private final Map<Chain, Chain> chains = new HashMap<>();
  private final Set<Visit> visited = new HashSet<>();
  private final List<IncludePath> found = new ArrayList<>();

  private IncludePaths(CompiledRole root, Map<String, CompiledRole> roles) {
    this.root = root;
    this.roles = roles;
  }

  /** The roles with {@code requires} that a path has passed; the last one, and those before. */
  private record Chain(@Nullable Chain before, @Nullable String role) {
    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Chain that
          && before == that.before
          && Objects.equals(role, that.role);
    }

    @Override
    public int hashCode() {
      return 31 * System.identityHashCode(before) + (role == null ? 0 : role.hashCode());
    }
  }

  private record Visit(String role, Chain chain) {}

  @SuppressWarnings("ArrayRecordComponent") // a step of a walk; never compared
  private record Step(
      CompiledRole role, @Nullable RolePath parent, Chain chain, CompiledCondition[] requires) {}

  /** Returns the paths from this role, by path; the first leads to itself. */
  static List<IncludePath> from(CompiledRole root, Map<String, CompiledRole> roles) {
    return new IncludePaths(root, roles).walk();
  }

  private List<IncludePath> walk() {
    Deque<Step> open = new ArrayDeque<>();
    open.push(new Step(root, null, new Chain(null, null), CompiledCondition.NONE));
    while (!open.isEmpty()) {
      visit(open.pop(), open);
    }
    return List.copyOf(found);
  }

  private void visit(Step step, Deque<Step> open) {
    CompiledRole role = step.role;
    Chain chain = step.chain;
    CompiledCondition[] requires = step.requires;
    if (role.requires.length > 0) {
      chain = chains.computeIfAbsent(new Chain(chain, role.id), same -> same);
      requires = CompiledCondition.concat(requires, role.requires);
    }
    if (!visited.add(new Visit(role.id, chain))) {
      return;
    }
    RolePath path = new RolePath(step.parent, role.id);
    found.add(new IncludePath(role, path, requires, root.rank, found.size()));
    for (int i = role.includes.size() - 1; i >= 0; i--) {
      CompiledRole included = roles.get(role.includes.get(i));
      if (included != null) {
        open.push(new Step(included, path, chain, requires));
      }
    }
  }
}
