package dev.staffgate.model;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.List;

/**
 * A break-glass emergency: a role that its holders may take for a limited time.
 *
 * @param id its id
 * @param role the role that it gives
 * @param holders staff ids; the policy need not define them
 * @param lasts how long it lasts, more than zero
 * @param at where it was defined
 */
public record Emergency(String id, NameRef role, List<String> holders, Duration lasts, Place at) {
  public Emergency {
    NameSyntax.requireId(id);
    requireNonNull(role, "role");
    holders = List.copyOf(holders);
    checkArgument(
        !lasts.isNegative() && !lasts.isZero(), "%s is not a duration for an emergency", lasts);
    requireNonNull(at, "at");
  }
}
