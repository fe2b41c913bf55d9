package dev.staffgate.model;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * A prohibition for everybody who is assigned the role, regardless of any grant (policy reference,
 * section 4, step 5).
 *
 * @param permissions at least one
 * @param conditions the deny hits when none of them is false; never a second factor or an approval
 * @param at where it was written
 */
public record Deny(List<PermissionPattern> permissions, List<Condition> conditions, Place at) {
  public Deny {
    permissions = List.copyOf(permissions);
    conditions = ConditionOrder.inOrder(conditions);
    checkArgument(!permissions.isEmpty(), "a deny names at least one permission");
    for (Condition condition : conditions) {
      checkArgument(
          condition.kind() != Condition.Kind.SECOND_FACTOR
              && condition.kind() != Condition.Kind.APPROVAL,
          "%s has no place in a deny: put it into requires",
          condition.key());
    }
    requireNonNull(at, "at");
  }

  /** Returns an unconditional deny that was made in code. */
  public static Deny of(String pattern) {
    return new Deny(List.of(PermissionPattern.of(pattern)), List.of(), Place.NONE);
  }
}
