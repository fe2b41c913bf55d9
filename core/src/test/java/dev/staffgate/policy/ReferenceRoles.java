package dev.staffgate.policy;

import com.google.common.collect.Comparators;
import dev.staffgate.model.Assignment;
import dev.staffgate.model.Condition;
import dev.staffgate.model.Emergency;
import dev.staffgate.model.PermissionPattern;
import dev.staffgate.model.PolicyDocument;
import dev.staffgate.model.Ref;
import dev.staffgate.model.Role;
import dev.staffgate.model.StaffAccount;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Policy reference, section 4, step 4, written down plainly: which roles an account is assigned and
 * holds, and by which include paths it reaches others.
 */
final class ReferenceRoles {
  /** Element by element, a prefix first. */
  static final Comparator<List<String>> BY_PATH =
      (left, right) ->
          Comparators.lexicographical(Comparator.<String>naturalOrder()).compare(left, right);

  private final PolicyDocument document;
  private final Map<String, Role> byId = new LinkedHashMap<>();

  ReferenceRoles(PolicyDocument document) {
    this.document = document;
    // The built-in role grants * whatever an entry for it says; an entry may add requires.
    Role builtIn = Role.fullAdministrator();
    Role entry = document.roles().getOrDefault(Role.FULL_ADMINISTRATOR, builtIn);
    byId.put(
        builtIn.id(),
        new Role(
            builtIn.id(),
            builtIn.title(),
            List.of(),
            entry.requires(),
            builtIn.grants(),
            List.of(),
            entry.at()));
    document.roles().forEach(byId::putIfAbsent);
  }

  /** Roles assigned now, and those of emergencies that are active for this account. */
  Set<String> startsOfAssigned(Asked asked, StaffAccount account) {
    return union(assignedNow(asked, account), ofEmergencies(asked, account));
  }

  /**
   * The same, but if the request names roles that it acts with, only those of the assigned-now
   * roles that it names; emergencies are not narrowed away.
   */
  Set<String> startsOfHeld(Asked asked, StaffAccount account) {
    Set<String> actedWith = new TreeSet<>(assignedNow(asked, account));
    if (!asked.actingAs().isEmpty()) {
      actedWith.retainAll(asked.actingAs());
    }
    return union(actedWith, ofEmergencies(asked, account));
  }

  private static Set<String> assignedNow(Asked asked, StaffAccount account) {
    return account.roles().stream()
        .filter(assignment -> runs(assignment, asked.request().at()))
        .map(assignment -> assignment.role().id())
        .collect(Collectors.toSet());
  }

  // from ≤ instant < until. Without an instant only what runs for good does: step 4 has refused
  // all other accounts before.
  private static boolean runs(Assignment assignment, Optional<Instant> at) {
    boolean begun =
        assignment.from().isEmpty()
            || (at.isPresent() && at.get().compareTo(assignment.from().get()) >= 0);
    boolean ended =
        assignment.until().isPresent()
            && (at.isEmpty() || at.get().compareTo(assignment.until().get()) >= 0);
    return begun && !ended;
  }

  private Set<String> ofEmergencies(Asked asked, StaffAccount account) {
    return document.emergencies().values().stream()
        .filter(emergency -> asked.emergencies().contains(emergency.id()))
        .filter(emergency -> emergency.holders().contains(account.id()))
        .map(Emergency::role)
        .map(Ref::id)
        .collect(Collectors.toSet());
  }

  /** These roles with all that they include, in the order of the document. */
  List<Role> withIncluded(Set<String> starts) {
    return byId.values().stream().filter(role -> !paths(starts, role.id()).isEmpty()).toList();
  }

  /** Every include path from one of {@code starts} to {@code role}, the smallest first. */
  List<List<String>> paths(Collection<String> starts, String role) {
    Set<List<String>> found = new LinkedHashSet<>();
    starts.forEach(start -> walk(List.of(start), role, found));
    return found.stream().sorted(BY_PATH).toList();
  }

  private void walk(List<String> path, String target, Set<List<String>> found) {
    String last = path.get(path.size() - 1);
    if (last.equals(target)) {
      found.add(path);
    }
    for (Ref included : byId.get(last).includes()) {
      List<String> longer = new ArrayList<>(path);
      longer.add(included.id());
      walk(longer, target, found);
    }
  }

  /** The {@code requires} of every role on a path, from its first role down. */
  List<Condition> requiresAlong(List<String> path) {
    return path.stream().flatMap(id -> byId.get(id).requires().stream()).toList();
  }

  /** Whether a role holds a listed permission for the sake of {@code separate}. */
  static boolean countsAsHolding(Role role, String permission) {
    return !role.id().equals(Role.FULL_ADMINISTRATOR)
        && role.grants().stream().anyMatch(grant -> names(grant.permissions(), permission));
  }

  /** {@code a.b.*} is every permission below {@code a.b.}; {@code *} is all of them. */
  static boolean names(List<PermissionPattern> patterns, String permission) {
    return patterns.stream()
        .map(PermissionPattern::text)
        .anyMatch(
            text ->
                text.equals("*")
                    || text.equals(permission)
                    || (text.endsWith(".*")
                        && permission.startsWith(text.substring(0, text.length() - 1))));
  }

  private static Set<String> union(Set<String> left, Set<String> right) {
    Set<String> both = new TreeSet<>(left);
    both.addAll(right);
    return both;
  }
}
