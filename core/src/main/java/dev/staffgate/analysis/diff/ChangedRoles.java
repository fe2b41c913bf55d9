package dev.staffgate.analysis.diff;

import dev.staffgate.analysis.cells.ConditionTest;
import dev.staffgate.model.Condition;
import dev.staffgate.model.Deny;
import dev.staffgate.model.Grant;
import dev.staffgate.model.NameRef;
import dev.staffgate.model.PolicyDocument;
import dev.staffgate.model.Role;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds the roles that a change touches: changed ones, and those that include them. */
final class ChangedRoles {
  private final PolicySide old;
  private final PolicySide now;
  private final boolean sameNames;
  private final Set<String> touched = new HashSet<>();

  ChangedRoles(PolicySide old, PolicySide now) {
    this.old = old;
    this.now = now;
    this.sameNames = haveSameNames(old.document(), now.document());
    boolean all = !sameDefaults();
    Map<String, Set<String>> includedBy = new HashMap<>();
    Deque<String> open = new ArrayDeque<>();
    for (PolicySide side : List.of(old, now)) {
      for (Role role : side.roles().values()) {
        role.includes()
            .forEach(
                one ->
                    includedBy.computeIfAbsent(one.id(), unseen -> new HashSet<>()).add(role.id()));
        if (all || isChanged(role.id())) {
          open.add(role.id());
        }
      }
    }
    while (!open.isEmpty()) {
      String role = open.pop();
      if (touched.add(role)) {
        open.addAll(includedBy.getOrDefault(role, Set.of()));
      }
    }
  }

  private static boolean haveSameNames(PolicyDocument old, PolicyDocument now) {
    return old.networks().equals(now.networks())
        && old.schedules().equals(now.schedules())
        && old.serverGroups().equals(now.serverGroups())
        && old.departments().equals(now.departments())
        && old.servers().keySet().equals(now.servers().keySet());
  }

  private boolean sameDefaults() {
    PolicyDocument before = old.document();
    PolicyDocument after = now.document();
    return same(before.defaults().requires(), after.defaults().requires())
        && same(before.defaults().sensitiveRequires(), after.defaults().sensitiveRequires());
  }

  private boolean isChanged(String id) {
    Role before = old.roles().get(id);
    Role after = now.roles().get(id);
    if (Objects.equals(before, after) && sameNames) {
      return false;
    }
    return before == null
        || after == null
        || !before.includes().equals(after.includes())
        || !same(before.requires(), after.requires())
        || !sameGrants(before.grants(), after.grants())
        || !sameDenies(before.denies(), after.denies());
  }

  private boolean sameGrants(List<Grant> before, List<Grant> after) {
    boolean same = before.size() == after.size();
    for (int i = 0; same && i < before.size(); i++) {
      same =
          before.get(i).permissions().equals(after.get(i).permissions())
              && same(before.get(i).conditions(), after.get(i).conditions());
    }
    return same;
  }

  private boolean sameDenies(List<Deny> before, List<Deny> after) {
    boolean same = before.size() == after.size();
    for (int i = 0; same && i < before.size(); i++) {
      same =
          before.get(i).permissions().equals(after.get(i).permissions())
              && same(before.get(i).conditions(), after.get(i).conditions());
    }
    return same;
  }

  /** Returns whether conditions mean the same under both policies, for any account. */
  boolean same(List<Condition> before, List<Condition> after) {
    return sameNames ? before.equals(after) : tests(old, before).equals(tests(now, after));
  }

  private static List<ConditionTest> tests(PolicySide side, List<Condition> conditions) {
    return conditions.stream().map(one -> side.conditions().test(one, null)).toList();
  }

  /** Returns whether both policies have the same networks, schedules, groups and servers. */
  boolean sameNames() {
    return sameNames;
  }

  boolean isTouched(String role) {
    return touched.contains(role);
  }

  boolean isAnyTouched(Iterable<NameRef> roles) {
    for (NameRef role : roles) {
      if (isTouched(role.id())) {
        return true;
      }
    }
    return false;
  }

  static @Nullable String idOf(PolicySide side, String name) {
    if (side.roles().containsKey(name)) {
      return name;
    }
    return side.roles().values().stream()
        .filter(role -> role.formerly().stream().anyMatch(one -> one.id().equals(name)))
        .map(Role::id)
        .findFirst()
        .orElse(null);
  }
}
