package dev.staffgate.gate;

import static java.util.Objects.requireNonNull;

import dev.staffgate.decision.AccessRequest;
import dev.staffgate.decision.Decision;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What was required is not permitted, or not yet. It carries the decision, and the question where
 * there was one; its message is for the administrator, and tells nothing of what the request
 * brought.
 */
public final class AccessDeniedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  @SuppressWarnings("serial") // decisions are not meant to be serialized, and neither is this
  private final Decision decision;

  private final transient @Nullable AccessRequest request;

  /** Makes an exception of a decision that is no permit. */
  public AccessDeniedException(Decision decision) {
    this(decision, null);
  }

  /** Makes an exception of a decision that is no permit, and of what was asked. */
  public AccessDeniedException(Decision decision, @Nullable AccessRequest request) {
    super(
        decision.outcome()
            + " ["
            + decision.reason().code()
            + "]: "
            + decision.reason().forAdministrator());
    this.decision = requireNonNull(decision, "decision");
    this.request = request;
  }

  /** The decision: what is missing, and what would change it. */
  public Decision decision() {
    return decision;
  }

  /** What was asked, to ask for approval of it; empty where nothing was asked of the policy. */
  public Optional<AccessRequest> request() {
    return Optional.ofNullable(request);
  }
}
