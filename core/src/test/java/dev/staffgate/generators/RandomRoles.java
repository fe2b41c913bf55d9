package dev.staffgate.generators;

import dev.staffgate.model.Catalogue;
import dev.staffgate.model.Condition;
import dev.staffgate.model.Deny;
import dev.staffgate.model.Grant;
import dev.staffgate.model.NameRef;
import dev.staffgate.model.Permission;
import dev.staffgate.model.PermissionPattern;
import dev.staffgate.model.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Up to five roles with grants and denies, whose includes form no cycle but many a diamond. */
final class RandomRoles {
  private final RandomChoices dice;
  private final RandomConditions conditions;
  private final PlaceSequence places;
  private final List<String> grantable;
  private final List<String> deniable;

  RandomRoles(RandomChoices dice, Catalogue catalogue, PlaceSequence places) {
    this.dice = dice;
    this.conditions = new RandomConditions(dice);
    this.places = places;
    this.grantable =
        RoleArbitraries.PATTERNS.stream()
            .filter(pattern -> matchesSome(pattern, catalogue, false))
            .toList();
    List<String> patterns = new ArrayList<>(RoleArbitraries.PATTERNS);
    patterns.add(Permission.SERVER_SSO);
    this.deniable =
        patterns.stream().filter(pattern -> matchesSome(pattern, catalogue, true)).toList();
  }

  // One that names or matches nothing in the catalogue would be refused. A grant never names
  // server.sso, and its wildcard does not reach it.
  private static boolean matchesSome(String pattern, Catalogue catalogue, boolean deny) {
    return catalogue.all().stream()
        .map(Permission::id)
        .filter(id -> deny || !id.equals(Permission.SERVER_SSO))
        .anyMatch(PermissionPattern.of(pattern)::matches);
  }

  /** The roles that a policy defines; full-administrator has an entry only to say something. */
  List<Role> all() {
    List<String> ids =
        dice.some(RoleArbitraries.IDS, dice.oneIn(16) ? 0 : 2, RoleArbitraries.IDS.size());
    List<Role> roles = new ArrayList<>();
    for (int i = 0; i < ids.size(); i++) {
      roles.add(role(ids.get(i), ids.subList(0, i)));
    }
    if (dice.oneIn(4)) {
      roles.add(
          new Role(
              Role.FULL_ADMINISTRATOR,
              Optional.empty(),
              List.of(),
              List.of(),
              dice.times(1, 1, conditions::required),
              List.of(),
              List.of(),
              places.next()));
    }
    return roles;
  }

  private Role role(String id, List<String> before) {
    List<NameRef> includes = new ArrayList<>();
    dice.some(before, 0, 3).forEach(other -> includes.add(NameRef.of(other)));
    if (dice.oneIn(16)) {
      includes.add(NameRef.of(Role.FULL_ADMINISTRATOR));
    }
    return new Role(
        id,
        Optional.empty(),
        dice.oneIn(3) ? NameRef.listOf(RoleArbitraries.former(id)) : List.of(),
        includes,
        dice.oneIn(4) ? some(conditions::required) : List.of(),
        dice.times(dice.oneIn(4) ? 0 : 1, 3, this::grant),
        dice.oneIn(4) ? dice.times(1, 2, this::deny) : List.of(),
        places.next());
  }

  private Grant grant() {
    return new Grant(
        patterns(grantable), dice.either() ? some(conditions::required) : List.of(), places.next());
  }

  private Deny deny() {
    return new Deny(
        patterns(deniable), dice.oneIn(4) ? List.of() : some(conditions::denying), places.next());
  }

  private List<PermissionPattern> patterns(List<String> texts) {
    return dice.some(texts, 1, 2).stream().map(PermissionPattern::of).toList();
  }

  private List<Condition> some(Supplier<Condition> draw) {
    return dice.times(1, 2, draw);
  }
}
