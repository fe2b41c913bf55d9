package dev.staffgate.decision;

import static java.util.Objects.requireNonNull;

import dev.staffgate.model.Assignment;
import dev.staffgate.model.Place;
import dev.staffgate.model.PolicyProblem;
import dev.staffgate.model.SeparationRule;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A breach of a rule of {@code separate} within an account: at some instant, the account would hold
 * more than the rule allows, with all that its roles include.
 *
 * @param staff the account's id
 * @param rule the rule
 * @param from the first instant of it; unbounded if absent
 * @param assignments the assignments that cause it: each gives something that the rule lists
 * @param held the members of the rule that the account would hold
 */
public record SeparationBreach(
    String staff,
    SeparationRule rule,
    Optional<Instant> from,
    List<Assignment> assignments,
    List<String> held) {
  public SeparationBreach {
    requireNonNull(staff, "staff");
    requireNonNull(rule, "rule");
    requireNonNull(from, "from");
    assignments = List.copyOf(assignments);
    held = List.copyOf(held);
  }

  /** Returns the breach in one line, for people. */
  public String text() {
    return "staff `"
        + staff
        + "` breaks the rule `"
        + rule.name()
        + "` of `separate`"
        + from.map(instant -> " from " + instant + " on").orElse(" from the beginning on")
        + ": it holds "
        + ticked(held)
        + " by "
        + (assignments.size() == 1 ? "role " : "roles ")
        + ticked(assignments.stream().map(one -> one.role().id()).distinct().toList());
  }

  /**
   * Returns the breach as a problem of the policy that has the rule, at the last of the
   * assignments.
   */
  public PolicyProblem problem() {
    return PolicyProblem.of(
        assignments.stream()
            .map(assignment -> assignment.role().at())
            .max(Place.ORDER)
            .filter(at -> at.line() > 0)
            .orElse(rule.at()),
        "separation-of-duties",
        text(),
        "nobody may hold more than "
            + rule.atMost()
            + " of what the rule at "
            + rule.at()
            + " lists, what roles include and assignments that overlap in time counted",
        "take a role away, let the assignments follow each other, or give the rule `in: session`");
  }

  private static String ticked(List<String> ids) {
    return String.join(" and ", ids.stream().map(id -> "`" + id + "`").toList());
  }
}
