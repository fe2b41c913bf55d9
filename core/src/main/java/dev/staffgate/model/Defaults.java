package dev.staffgate.model;

import static com.google.common.base.Preconditions.checkArgument;
import static com.google.common.collect.Iterables.concat;

import java.util.List;

/**
 * What a policy lays on everything.
 *
 * @param requires on every grant of every role
 * @param sensitiveRequires besides, on every candidate for a sensitive permission
 * @param ssoRestricted whether a server without an {@code sso} section is open to nobody
 */
public record Defaults(
    List<Condition> requires, List<Condition> sensitiveRequires, boolean ssoRestricted) {
  /** What holds where a policy has no {@code defaults}. */
  public static final Defaults NONE = new Defaults(List.of(), List.of(), false);

  public Defaults {
    requires = ConditionOrder.inOrder(requires);
    sensitiveRequires = ConditionOrder.inOrder(sensitiveRequires);
    for (Condition condition : concat(requires, sensitiveRequires)) {
      checkArgument(
          condition.kind() != Condition.Kind.APPROVAL, "approval has no place in defaults");
    }
  }
}
