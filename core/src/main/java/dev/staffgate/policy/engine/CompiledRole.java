package dev.staffgate.policy.engine;

import dev.staffgate.model.Place;
import java.util.List;

/** One role, made ready: what it says itself, without what it includes. */
public final class CompiledRole {
  public final String id;

  /** The rank of its id among those of all roles, in their order. */
  public final int rank;

  /** The place where it was defined. */
  public final Place at;

  /** The ids of the roles included; sorted, so that paths are found in the order of their names. */
  public final List<String> includes;

  /** The ids that it had before. */
  final List<String> formerly;

  public final CompiledCondition[] requires;
  public final List<CompiledRule> grants;
  public final List<CompiledRule> denies;

  public CompiledRole(
      String id,
      int rank,
      Place at,
      List<String> formerly,
      List<String> includes,
      CompiledCondition[] requires,
      List<CompiledRule> grants,
      List<CompiledRule> denies) {
    this.id = id;
    this.rank = rank;
    this.at = at;
    this.formerly = List.copyOf(formerly);
    this.includes = includes.stream().distinct().sorted().toList();
    this.requires = requires;
    this.grants = grants;
    this.denies = denies;
  }
}
