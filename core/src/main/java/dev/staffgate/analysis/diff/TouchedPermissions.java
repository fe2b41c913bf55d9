package dev.staffgate.analysis.diff;

import com.google.common.collect.ImmutableSortedSet;
import dev.staffgate.analysis.diff.PolicySide.PathGrant;
import dev.staffgate.analysis.diff.SubjectInputs.RootInput;
import dev.staffgate.model.Deny;
import dev.staffgate.model.Permission;
import dev.staffgate.model.Place;
import dev.staffgate.model.Role;
import dev.staffgate.model.SeparationRule;
import dev.staffgate.model.StaffAccount;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Finds the permissions that a change may touch for an account; it may name too many. */
final class TouchedPermissions {
  private final PolicySide old;
  private final PolicySide now;
  private final ChangedRoles roles;
  private final ImmutableSortedSet<String> all;
  private final ImmutableSortedSet<String> forEverybody;
  private final boolean sameSeparation;
  private final Map<String, Set<String>> byRoot = new HashMap<>();

  TouchedPermissions(PolicySide old, PolicySide now) {
    this.old = old;
    this.now = now;
    this.roles = new ChangedRoles(old, now);
    this.all =
        Stream.of(old, now)
            .flatMap(side -> side.policy().catalogue().all().stream())
            .map(Permission::id)
            .collect(ImmutableSortedSet.toImmutableSortedSet(Comparator.naturalOrder()));
    this.forEverybody = forEverybody();
    this.sameSeparation = rules(old.document().separate()).equals(rules(now.document().separate()));
  }

  private static List<Object> rules(List<SeparationRule> rules) {
    return rules.stream()
        .map(rule -> List.<Object>of(rule.of(), rule.members(), rule.atMost(), rule.within()))
        .map(Object.class::cast)
        .toList();
  }

  ImmutableSortedSet<String> all() {
    return all;
  }

  private ImmutableSortedSet<String> forEverybody() {
    Set<String> touched = new TreeSet<>();
    for (String permission : all) {
      if (old.knows(permission) != now.knows(permission)
          || old.isSensitive(permission) != now.isSensitive(permission)) {
        touched.add(permission);
        if (PolicySide.SSO_SOURCES.contains(permission)) {
          touched.add(Permission.SERVER_SSO);
        }
      }
    }
    if (!sameServers()) {
      touched.add(Permission.SERVER_SSO);
      touched.add(PolicySide.LOGIN_AS);
    }
    if (!ssoOrder(old).equals(ssoOrder(now))) {
      touched.add(Permission.SERVER_SSO);
    }
    return ImmutableSortedSet.copyOf(touched);
  }

  private boolean sameServers() {
    return old.servers().equals(now.servers())
        && (roles.sameNames()
            || old.servers().values().stream()
                .allMatch(one -> one.map(it -> it.requires().isEmpty()).orElse(true)));
  }

  // The first permit decides the panel user.
  private List<String> ssoOrder(PolicySide side) {
    List<Map.Entry<Place, String>> order = new ArrayList<>();
    PolicySide other = side == old ? now : old;
    for (Role role : new java.util.TreeMap<>(side.roles()).values()) {
      Role twin = other.roles().get(role.id());
      for (int i = 0; twin != null && i < role.grants().size(); i++) {
        int at = i;
        if (role.grants().equals(twin.grants())
            && PolicySide.SSO_SOURCES.stream()
                .anyMatch(one -> PolicySide.names(role.grants().get(at).permissions(), one))) {
          order.add(Map.entry(role.grants().get(i).at(), role.id() + " " + i));
        }
      }
    }
    order.sort(Map.Entry.comparingByKey(Place.ORDER));
    return order.stream().map(Map.Entry::getValue).toList();
  }

  /** Returns the permissions that are touched by way of a role. */
  private Set<String> byRoot(String root) {
    if (!roles.isTouched(root)) {
      return Set.of();
    }
    return byRoot.computeIfAbsent(root, this::findByRoot);
  }

  private Set<String> findByRoot(String root) {
    Set<String> touched = new TreeSet<>();
    for (String permission : all) {
      if (PolicySide.entersServer(permission)
          || !signature(old, root, permission).equals(signature(now, root, permission))) {
        touched.add(permission);
      }
    }
    return touched;
  }

  private static List<Object> signature(PolicySide side, String root, String permission) {
    List<Object> signature = new ArrayList<>();
    for (PathGrant grant : side.grants(root, permission)) {
      signature.add(
          grant.conditions().stream().map(one -> side.conditions().test(one, null)).toList());
    }
    for (Role denying : side.denying(root)) {
      for (Deny deny : denying.denies()) {
        if (PolicySide.names(deny.permissions(), permission)) {
          signature.add(
              deny.conditions().stream()
                  .map(one -> side.conditions().test(one, null))
                  .collect(java.util.stream.Collectors.toSet()));
        }
      }
    }
    return signature;
  }

  /** Returns the permissions that may be touched for somebody. */
  Set<String> of(Subject subject, Optional<InputsBuilder> before, Optional<InputsBuilder> after) {
    if (before.isEmpty() || after.isEmpty()) {
      return all;
    }
    List<RootInput> rootsBefore = before.get().roots();
    List<RootInput> rootsAfter = after.get().roots();
    if (isChanged(subject) || !rootsBefore.equals(rootsAfter)) {
      return all;
    }
    boolean touched = rootsAfter.stream().anyMatch(root -> roles.isTouched(root.role()));
    if ((touched || !sameSeparation)
        && !before.get().separations().equals(after.get().separations())) {
      return all;
    }
    if (!touched) {
      return forEverybody;
    }
    Set<String> some = new TreeSet<>(forEverybody);
    rootsAfter.forEach(root -> some.addAll(byRoot(root.role())));
    return some;
  }

  private boolean isChanged(Subject subject) {
    if (subject.isOfDirectory()) {
      return false;
    }
    StaffAccount before = subject.before().orElseThrow();
    StaffAccount after = subject.after().orElseThrow();
    return !before.equals(after) || (after.networks().isPresent() && !roles.sameNames());
  }

  /** Returns whether a change touches a role, or one that it includes. */
  boolean isTouched(String role) {
    return roles.isTouched(role);
  }
}
