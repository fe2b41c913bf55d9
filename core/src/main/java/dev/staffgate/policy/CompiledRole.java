package dev.staffgate.policy;

import dev.staffgate.model.Place;
import java.util.List;

/** One role, made ready: what it says itself, without what it includes. */
final class CompiledRole {
  final String id;

  /** Its rank among the ids of all roles, in their order. */
  final int rank;

  /** Where it was defined. */
  final Place at;

  /** Sorted, so that ways down the includes are found in the order of their names. */
  final List<String> includes;

  final Check[] requires;
  final List<Rule> grants;
  final List<Rule> denies;

  CompiledRole(
      String id,
      int rank,
      Place at,
      List<String> includes,
      Check[] requires,
      List<Rule> grants,
      List<Rule> denies) {
    this.id = id;
    this.rank = rank;
    this.at = at;
    this.includes = includes.stream().distinct().sorted().toList();
    this.requires = requires;
    this.grants = grants;
    this.denies = denies;
  }
}
