package dev.staffgate.servlet;

import static java.util.Objects.requireNonNull;

import dev.staffgate.network.IpAddress;
import dev.staffgate.policy.Decision;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the filter has found out about a request, for the code behind it.
 *
 * @param caller who is asking, if somebody is signed in
 * @param from the client's address, if it is known
 * @param decision the permit that let the request through
 */
public record StaffgateRequest(
    Optional<Caller> caller, Optional<IpAddress> from, Decision decision) {
  private static final String ATTRIBUTE = "dev.staffgate.request";

  /** The request attribute that holds the decision. */
  public static final String DECISION_ATTRIBUTE = "dev.staffgate.decision";

  public StaffgateRequest {
    requireNonNull(caller, "caller");
    requireNonNull(from, "from");
    requireNonNull(decision, "decision");
  }

  /**
   * What the filter has found out.
   *
   * @throws IllegalStateException if no filter has decided about this request: it must not be
   *     served
   */
  public static StaffgateRequest of(HttpServletRequest request) {
    if (request.getAttribute(ATTRIBUTE) instanceof StaffgateRequest found) {
      return found;
    }
    throw new IllegalStateException("no Staffgate filter has decided about this request");
  }

  void putInto(HttpServletRequest request) {
    request.setAttribute(ATTRIBUTE, this);
    request.setAttribute(DECISION_ATTRIBUTE, decision);
  }

  /** What was found out about the dispatch around this one; null in the outermost. */
  static @Nullable StaffgateRequest around(HttpServletRequest request) {
    return request.getAttribute(ATTRIBUTE) instanceof StaffgateRequest found ? found : null;
  }

  /** The staff id of who is asking; empty if nobody is signed in. */
  public Optional<String> staff() {
    return caller.map(Caller::staff);
  }
}
