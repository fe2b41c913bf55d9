package dev.staffgate.policy.engine;

import static java.util.Comparator.comparingInt;

import java.util.Comparator;

/** That a role reaches another: on which way, and what the roles on that way require. */
public final class IncludePath {
  /** By path: compared role by role, by id; a path that another begins with comes first. */
  static final Comparator<IncludePath> ORDER =
      comparingInt((IncludePath one) -> one.root).thenComparingInt(one -> one.order);

  public final CompiledRole role;

  /** From the role that is assigned to {@link #role}. */
  public final RolePath path;

  /** The {@code requires} of every role on the way, the assigned one's first. */
  public final CompiledCondition[] requires;

  /** The rank of the role that the way begins at. */
  private final int root;

  /** Its rank among the ways from there. */
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
