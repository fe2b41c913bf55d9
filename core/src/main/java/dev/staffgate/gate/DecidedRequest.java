package dev.staffgate.gate;

import static java.util.Objects.requireNonNull;

import dev.staffgate.decision.AccessRequest;
import dev.staffgate.decision.Decision;

/**
 * A request as it was decided, and the decision about it.
 *
 * @param request completed with the circumstances, so it has an instant
 * @param decision the answer to this very request
 */
public record DecidedRequest(AccessRequest request, Decision decision) {
  public DecidedRequest {
    requireNonNull(request, "request");
    requireNonNull(decision, "decision");
  }

  /** Returns whether the decision is a permit. */
  public boolean permitted() {
    return decision.permitted();
  }
}
