package dev.staffgate.servlet;

import dev.staffgate.Staffgate;
import dev.staffgate.decision.Decision;
import dev.staffgate.network.IpAddress;
import dev.staffgate.servlet.route.CompiledRoute;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import org.jspecify.annotations.Nullable;

/**
 * A request that goes on, with what was found out about it: the code behind finds a {@link
 * StaffgateRequest} in its attribute, made when it is asked for.
 *
 * <p>The attribute is not set, for some containers make a map for the first one, and a forward or
 * include would have to put back what was there. Only what goes on asynchronously goes on with the
 * request beneath, and sets it there.
 */
final class PermittedRequest extends HttpServletRequestWrapper implements FilterOutcome {
  private final Staffgate staffgate;
  private final CompiledRoute route;
  private final @Nullable Caller caller;
  private final @Nullable IpAddress from;
  private final Decision.Permit decision;

  PermittedRequest(
      HttpServletRequest request,
      Staffgate staffgate,
      CompiledRoute route,
      @Nullable Caller caller,
      @Nullable IpAddress from,
      Decision.Permit decision) {
    super(request);
    this.staffgate = staffgate;
    this.route = route;
    this.caller = caller;
    this.from = from;
    this.decision = decision;
  }

  /** Returns the findings for the application; they do not keep the request. */
  StaffgateRequest found() {
    return new StaffgateRequest(staffgate, route, caller, from, decision);
  }

  @Override
  public @Nullable Object getAttribute(String name) {
    return name.equals(StaffgateRequest.ATTRIBUTE) ? found() : super.getAttribute(name);
  }

  @Override
  public AsyncContext startAsync() {
    setAttribute(StaffgateRequest.ATTRIBUTE, found());
    return super.startAsync();
  }

  @Override
  public AsyncContext startAsync(ServletRequest request, ServletResponse response) {
    setAttribute(StaffgateRequest.ATTRIBUTE, found());
    return super.startAsync(request, response);
  }
}
