package dev.staffgate.policy.questions;

import dev.staffgate.policy.engine.EmergenciesByHolder;
import dev.staffgate.policy.engine.RoleSet;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A choice of roles that an account can act with.
 *
 * @param roles the roles that it acts with; they break no rule of separation
 * @param emergencies the ids of those that have to be active
 * @param fewerRoles whether it has to act with fewer roles than it has
 */
record RoleChoice(RoleSet roles, List<String> emergencies, boolean fewerRoles) {
  /**
   * Returns all choices that can give a way which others do not: those in no emergency first. More
   * roles permit no less, and break no fewer rules of separation. So all roles are taken where they
   * break none, else as few as a way needs; and no more emergencies.
   *
   * @param needed how many roles, or emergencies, a way needs at most
   */
  static List<RoleChoice> choices(
      RoleSet roles, List<EmergenciesByHolder.HeldEmergency> held, int needed) {
    if (held.isEmpty() && roles.separationDenial() == null) {
      return List.of(new RoleChoice(roles, List.of(), false));
    }
    List<RoleChoice> choices = new ArrayList<>();
    for (int[] chosen : selections(held.size(), needed)) {
      int[] ranks = IntStream.of(chosen).map(i -> held.get(i).rank()).toArray();
      List<String> ids = IntStream.of(chosen).mapToObj(i -> held.get(i).id()).toList();
      RoleSet all = roles.actingWith(roles.held(), ranks);
      if (all.separationDenial() == null) {
        choices.add(new RoleChoice(all, ids, false));
      } else if (roles.actingWith(new int[0], ranks).separationDenial() == null) {
        for (int[] few : selections(roles.held().length, needed)) {
          RoleSet acting =
              roles.actingWith(IntStream.of(few).map(i -> roles.held()[i]).toArray(), ranks);
          if (acting.separationDenial() == null) {
            choices.add(new RoleChoice(acting, ids, true));
          }
        }
      }
    }
    return choices;
  }

  /** Returns the selections of none, one, … of the first so many numbers; smaller ones first. */
  private static List<int[]> selections(int of, int most) {
    List<int[]> selections = new ArrayList<>();
    selections.add(new int[0]);
    for (int i = 0; i < of; i++) {
      selections.add(new int[] {i});
    }
    for (int i = 0; most > 1 && i < of; i++) {
      for (int j = i + 1; j < of; j++) {
        selections.add(new int[] {i, j});
      }
    }
    return selections;
  }
}
