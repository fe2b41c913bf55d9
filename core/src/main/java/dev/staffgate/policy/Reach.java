package dev.staffgate.policy;

/** That a role set reaches a role: on which way, and what the roles on that way require. */
final class Reach {
  final CompiledRole role;

  /** From an assigned role to {@link #role}. */
  final RolePath path;

  /** The {@code requires} of every role on the way, the assigned one's first. */
  final Check[] requires;

  /** Its rank among the ways of its role set: paths compared role by role. */
  final int order;

  Reach(CompiledRole role, RolePath path, Check[] requires, int order) {
    this.role = role;
    this.path = path;
    this.requires = requires;
    this.order = order;
  }
}
