package dev.staffgate.gate;

import static java.util.Objects.requireNonNull;

import dev.staffgate.decision.AccessRequest;
import dev.staffgate.decision.Decision;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Signals that something required is not permitted, or not yet. It carries the decision, and the
 * request if there was one. The message is for administrators, and quotes nothing of the request.
 */
public final class AccessDeniedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  @SuppressWarnings("serial") // decisions are not meant to be serialized, and neither is this
  private final Decision decision;

  private final transient @Nullable AccessRequest request;

  /** Makes an exception of a decision that does not permit. */
  public AccessDeniedException(Decision decision) {
    this(decision, null);
  }

  /** Makes an exception of a decision that does not permit, and of the request. */
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

  /** Returns the decision: what is missing, and what would change it. */
  public Decision decision() {
    return decision;
  }

  /** Returns the request, to ask for approval of it; empty if the policy was not asked. */
  public Optional<AccessRequest> request() {
    return Optional.ofNullable(request);
  }
}
