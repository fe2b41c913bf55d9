package dev.staffgate.analysis;

import static java.util.Objects.requireNonNull;

import dev.staffgate.decision.Decision;
import java.util.Optional;

/**
 * The part of a decision that a diff compares.
 *
 * @param user the panel user of a permit of single sign-on
 */
public record DiffAnswer(Decision.Outcome outcome, Optional<String> user) {
  public DiffAnswer {
    requireNonNull(outcome, "outcome");
    requireNonNull(user, "user");
  }

  /** Returns the outcome, and the panel user if there is one. */
  @Override
  public String toString() {
    return outcome + user.map(one -> " as " + one).orElse("");
  }
}
