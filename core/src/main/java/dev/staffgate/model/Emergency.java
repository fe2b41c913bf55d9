package dev.staffgate.model;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.List;

/**
 * Break-glass: a role that its holders may take for a while.
 *
 * @param id its id
 * @param role the role that it gives
 * @param holders staff ids, which need not be defined in the policy
 * @param lasts for how long, more than zero
 * @param at where it was defined
 */
public record Emergency(String id, NameRef role, List<String> holders, Duration lasts, Place at) {
  public Emergency {
    checkArgument(NameSyntax.isId(id), "%s is no id", id);
    requireNonNull(role, "role");
    holders = List.copyOf(holders);
    checkArgument(!lasts.isNegative() && !lasts.isZero(), "%s is no time for an emergency", lasts);
    requireNonNull(at, "at");
  }
}
