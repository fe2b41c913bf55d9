package dev.staffgate.model;

import static com.google.common.base.Preconditions.checkArgument;
import static com.google.common.collect.Iterables.concat;

import java.util.List;

/**
 * Conditions that a policy adds everywhere, and what applies to servers without {@code sso}.
 *
 * @param requires added to every grant of every role
 * @param sensitiveRequires added to every candidate for a sensitive permission as well
 * @param ssoRestricted whether a server without an {@code sso} section is open to nobody
 */
public record Defaults(
    List<Condition> requires, List<Condition> sensitiveRequires, boolean ssoRestricted) {
  /** The defaults of a policy without {@code defaults}. */
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
