package dev.staffgate.gate;

import static java.util.Objects.requireNonNull;

import dev.staffgate.policy.Decision;

/**
 * What was required is not permitted, or not yet. It carries the decision; its message is for the
 * administrator.
 */
public final class AccessDeniedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  @SuppressWarnings("serial") // decisions are not meant to be serialized, and neither is this
  private final Decision decision;

  /** Makes an exception of a decision that is no permit. */
  public AccessDeniedException(Decision decision) {
    super(
        decision.outcome()
            + " ["
            + decision.reason().code()
            + "]: "
            + decision.reason().forAdministrator());
    this.decision = requireNonNull(decision, "decision");
  }

  /** The decision: what is missing, and what would change it. */
  public Decision decision() {
    return decision;
  }
}
