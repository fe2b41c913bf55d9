package dev.staffgate.model;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * A permission that a role gives, and its conditions.
 *
 * @param permissions at least one; a grant of several is one grant of each
 * @param conditions all must hold; empty means always
 * @param at where it was written
 */
public record Grant(List<PermissionPattern> permissions, List<Condition> conditions, Place at) {
  public Grant {
    permissions = List.copyOf(permissions);
    conditions = ConditionOrder.inOrder(conditions);
    checkArgument(!permissions.isEmpty(), "a grant names at least one permission");
    requireNonNull(at, "at");
  }

  /** Returns an unconditional grant that was made in code. */
  public static Grant of(String pattern) {
    return new Grant(List.of(PermissionPattern.of(pattern)), List.of(), Place.NONE);
  }
}
