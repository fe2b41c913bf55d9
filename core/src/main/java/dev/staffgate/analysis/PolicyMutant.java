package dev.staffgate.analysis;

import static java.util.Objects.requireNonNull;

import dev.staffgate.model.Place;
import dev.staffgate.policy.Policy;
import java.util.Optional;

/**
 * A policy with one rule changed, which the tests of the policy do not notice.
 *
 * @param kind the sort of change
 * @param place of what is changed
 * @param what is changed, such as {@code grant `payment.refund` of role `billing`}
 * @param change as the end of a sentence, such as {@code dropped}
 * @param policy the changed policy, without tests and routes
 * @param region requests that it decides otherwise, with another outcome if there are any; empty if
 *     none could be found
 * @param exact whether the comparison with the policy was exact
 */
public record PolicyMutant(
    Kind kind,
    Place place,
    String what,
    String change,
    Policy policy,
    Optional<DiffRegion> region,
    boolean exact) {
  /** The sorts of changes. */
  public enum Kind {
    /** Something is turned into its opposite: a grant into a deny, {@code only} into except. */
    FLIPPED,
    /** Something is taken away: a grant, a deny, a condition, an include, a rule of separation. */
    DROPPED,
    /** Something is let loose: a wildcard one up, a larger amount, a longer time. */
    WIDENED
  }

  public PolicyMutant {
    requireNonNull(kind, "kind");
    requireNonNull(place, "place");
    requireNonNull(what, "what");
    requireNonNull(change, "change");
    requireNonNull(policy, "policy");
    requireNonNull(region, "region");
  }

  /** Returns the place and the change in a line. */
  public String headline() {
    return (place.line() == 0 ? "" : place + ": ") + what + " " + change;
  }

  @Override
  public String toString() {
    return headline();
  }
}
