package dev.staffgate.policy.engine;

import static java.util.Comparator.comparingInt;

import java.util.Comparator;

/** A path down the includes from a role to another, with what the roles on it require. */
public final class IncludePath {
  /** The order of paths: role by role, by id; a path that another begins with comes first. */
  static final Comparator<IncludePath> ORDER =
      comparingInt((IncludePath one) -> one.root).thenComparingInt(one -> one.order);

  public final CompiledRole role;

  /** The roles from the assigned one to {@link #role}. */
  public final RolePath path;

  /** The {@code requires} of every role on the path, the assigned one's first. */
  public final CompiledCondition[] requires;

  /** The rank of the role that the path begins at. */
  private final int root;

  /** The rank among the paths from there. */
  private final int order;

  public IncludePath(
      CompiledRole role, RolePath path, CompiledCondition[] requires, int root, int order) {
    this.role = role;
    this.path = path;
    this.requires = requires;
    this.root = root;
    this.order = order;
  }
}
