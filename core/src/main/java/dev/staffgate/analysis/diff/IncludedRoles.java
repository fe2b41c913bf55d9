package dev.staffgate.analysis.diff;

import static java.util.Objects.requireNonNull;

import dev.staffgate.analysis.cells.ComparisonTooLargeException;
import dev.staffgate.model.Condition;
import dev.staffgate.model.NameRef;
import dev.staffgate.model.Role;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * The roles that each role leads to, with what the include paths require. Paths that pass the same
 * roles with {@code requires} count as one (policy reference, section 7). Walks without recursion,
 * as roles may be nested deep. Not thread-safe.
 */
public final class IncludedRoles {
  /** The most roles and conditions on the paths from one role. */
  static final int MOST_OF_ONE = 50_000;

  /** The most on the paths from all roles together, as they are kept. */
  static final int MOST_OF_ALL = 500_000;

  private final Map<String, Role> roles;
  private final Map<String, List<IncludedRole>> known = new HashMap<>();
  private final Map<String, List<IncludedRole>> granting = new HashMap<>();
  private final Map<String, List<Role>> denying = new HashMap<>();
  private final Set<String> refused = new HashSet<>();
  private int left = MOST_OF_ALL;

  /**
   * A role at the end of an include path.
   *
   * @param requires of all roles on the path, the first one's first
   */
  public record IncludedRole(Role role, List<Condition> requires) {}

  IncludedRoles(Map<String, Role> roles) {
    this.roles = roles;
  }

  /**
   * Returns the roles by path, in order: element by element, a prefix first.
   *
   * @throws ComparisonTooLargeException if the paths are too many or too long to be compared
   */
  List<IncludedRole> from(String root) {
    List<IncludedRole> found = known.get(root);
    if (found == null) {
      found = roles.containsKey(root) ? find(root) : List.of();
      known.put(root, found);
    }
    return found;
  }

  private List<IncludedRole> find(String root) {
    int most = Math.min(MOST_OF_ONE, left);
    IncludeWalk walk = new IncludeWalk(most);
    if (refused.contains(root) || !walk.isDoneFrom(root)) {
      refused.add(root);
      throw new ComparisonTooLargeException(
          most == MOST_OF_ONE
              ? "the include paths of role %s have more than %d roles and conditions"
                  .formatted(root, MOST_OF_ONE)
              : "the include paths of all roles have more than %d roles and conditions"
                  .formatted(MOST_OF_ALL));
    }
    left -= walk.cost;
    return List.copyOf(walk.found);
  }

  private Role role(String id) {
    return requireNonNull(roles.get(id), id);
  }

  private final class IncludeWalk {
    private final int most;
    private final List<IncludedRole> found = new ArrayList<>();
    private final Map<Chain, Integer> chains = new HashMap<>();
    private final Set<Visit> visited = new HashSet<>();
    private final Deque<Step> open = new ArrayDeque<>();
    private int cost;

    /** The roles with {@code requires} on a path: the last one, and the number of those before. */
    private record Chain(int before, String role) {}

    private record Visit(String role, int chain) {}

    private record Step(Role role, int chain, List<Condition> requires) {}

    IncludeWalk(int most) {
      this.most = most;
    }

    /** Returns whether all paths are found, which takes no more than it may. */
    boolean isDoneFrom(String root) {
      open.push(new Step(role(root), 0, List.of()));
      while (!open.isEmpty() && cost <= most) {
        visit(open.pop());
      }
      return cost <= most;
    }

    private void visit(Step step) {
      Role role = step.role;
      int chain = step.chain;
      List<Condition> requires = step.requires;
      if (!role.requires().isEmpty()) {
        chain = chains.computeIfAbsent(new Chain(chain, role.id()), one -> chains.size() + 1);
        requires = new ArrayList<>(requires);
        requires.addAll(role.requires());
      }
      if (visited.add(new Visit(role.id(), chain))) {
        cost += 1 + requires.size();
        found.add(new IncludedRole(role, requires));
        List<NameRef> includes = role.includes();
        for (int i = includes.size() - 1; i >= 0; i--) {
          open.push(new Step(role(includes.get(i).id()), chain, requires));
        }
      }
    }
  }

  /** Returns those of {@link #from} that grant something. */
  List<IncludedRole> granting(String root) {
    List<IncludedRole> found = granting.get(root);
    if (found == null) {
      found = from(root).stream().filter(one -> !one.role().grants().isEmpty()).toList();
      granting.put(root, found);
    }
    return found;
  }

  /** Returns the roles with denies that a role leads to, by id. */
  List<Role> denying(String root) {
    return denying.computeIfAbsent(
        root,
        unseen ->
            reached(root).stream().map(this::role).filter(one -> !one.denies().isEmpty()).toList());
  }

  /** Returns the ids of the roles that a role leads to, itself among them. */
  Set<String> reached(String root) {
    Set<String> reached = new TreeSet<>();
    Deque<String> open = new ArrayDeque<>();
    Consumer<String> meet =
        id -> {
          if (reached.add(id)) {
            open.push(id);
          }
        };
    if (roles.containsKey(root)) {
      meet.accept(root);
    }
    while (!open.isEmpty()) {
      role(open.pop()).includes().forEach(one -> meet.accept(one.id()));
    }
    return reached;
  }
}
