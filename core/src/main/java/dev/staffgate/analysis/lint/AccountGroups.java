package dev.staffgate.analysis.lint;

import com.google.common.collect.ImmutableSortedSet;
import dev.staffgate.model.Assignment;
import dev.staffgate.model.Emergency;
import dev.staffgate.model.StaffAccount;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Predicate;

/** Accounts put together that have the same roles, which most share with many. */
final class AccountGroups {
  private final LintSubject subject;
  private final Map<String, List<String>> byHolder = new HashMap<>();
  private final Map<RoleProfile, List<StaffAccount>> profiles = new LinkedHashMap<>();
  private final List<ImmutableSortedSet<String>> ever = new ArrayList<>();

  /**
   * The roles of an account.
   *
   * @param roles the assignments
   * @param emergencies the roles that emergencies may give it
   */
  record RoleProfile(List<Assignment> roles, List<String> emergencies, boolean disabled) {}

  AccountGroups(LintSubject subject) {
    this.subject = subject;
    for (Emergency emergency : subject.document().emergencies().values()) {
      emergency
          .holders()
          .forEach(
              holder ->
                  byHolder
                      .computeIfAbsent(holder, unseen -> new ArrayList<>())
                      .add(emergency.role().id()));
    }
    for (StaffAccount account : subject.accounts()) {
      profiles
          .computeIfAbsent(
              new RoleProfile(
                  account.roles(),
                  byHolder.getOrDefault(account.id(), List.of()),
                  account.disabled()),
              unseen -> new ArrayList<>())
          .add(account);
    }
  }

  /** Returns the accounts by their roles. */
  Map<RoleProfile, List<StaffAccount>> profiles() {
    return profiles;
  }

  /** Returns the sets of the ids of the roles where the include paths of accounts begin. */
  Collection<ImmutableSortedSet<String>> roots(
      Predicate<RoleProfile> who, Predicate<Assignment> which, boolean withEmergencies) {
    return by(who, which, withEmergencies).keySet();
  }

  /** Returns the same of all accounts, with all that they ever have. */
  Collection<ImmutableSortedSet<String>> everRoots() {
    if (ever.isEmpty()) {
      ever.addAll(roots(who -> true, one -> true, true));
    }
    return ever;
  }

  /** Returns such sets, each with an account that has it. */
  Map<ImmutableSortedSet<String>, StaffAccount> by(
      Predicate<RoleProfile> who, Predicate<Assignment> which, boolean withEmergencies) {
    Map<ImmutableSortedSet<String>, StaffAccount> groups = new LinkedHashMap<>();
    profiles.forEach(
        (profile, accounts) -> {
          if (who.test(profile)) {
            TreeSet<String> roles = new TreeSet<>();
            for (Assignment one : profile.roles) {
              if (which.test(one)) {
                subject.roleId(one.role().id()).ifPresent(roles::add);
              }
            }
            if (withEmergencies) {
              roles.addAll(profile.emergencies);
            }
            groups.putIfAbsent(
                ImmutableSortedSet.copyOf(Comparator.naturalOrder(), roles), accounts.get(0));
          }
        });
    return groups;
  }
}
