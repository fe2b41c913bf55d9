package dev.staffgate.servlet;

import dev.staffgate.Staffgate;
import dev.staffgate.decision.AccessRequest;
import dev.staffgate.decision.Decision;
import dev.staffgate.decision.Reason;
import dev.staffgate.decision.ReasonCode;
import dev.staffgate.model.RouteRule;
import dev.staffgate.network.IpAddress;
import dev.staffgate.policy.Policy;
import dev.staffgate.servlet.request.MethodOverride;
import dev.staffgate.servlet.request.PathInspector;
import dev.staffgate.servlet.request.RequestPath;
import dev.staffgate.servlet.route.CompiledRoute;
import dev.staffgate.servlet.route.RouteRules;
import dev.staffgate.servlet.route.RouteWarnings;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides about one dispatch: path, caller, address, route, and then the gate. Route and decision
 * are those of one policy, whatever is reloaded meanwhile. Safe for any number of threads.
 */
final class RequestDecider {
  private static final Logger log = LoggerFactory.getLogger(RequestDecider.class);

  private final Staffgate staffgate;
  private final CallerSource callers;
  private final ClientAddress addresses;
  private final boolean methodOverride;
  private volatile RouteRules rules;

  RequestDecider(
      Staffgate staffgate, CallerSource callers, ClientAddress addresses, boolean methodOverride) {
    this.staffgate = staffgate;
    this.callers = callers;
    this.addresses = addresses;
    this.methodOverride = methodOverride;
    this.rules = compiled(staffgate.policy());
  }

  /** Returns warnings about the routes in force. */
  List<String> routeWarnings() {
    return RouteWarnings.of(rulesOf(staffgate.policy()));
  }

  /** Whatever fails is a refusal. */
  FilterOutcome decide(HttpServletRequest request) {
    try {
      String path = RequestPath.mapped(request);
      Optional<String> wrong = problemWithPath(request, path);
      if (wrong.isPresent()) {
        return Refusal.badPath(wrong.get());
      }
      String method = request.getMethod();
      if (!MethodOverride.isRequestedBy(request)) {
        return decide(request, method, path);
      }
      Optional<String> asked =
          methodOverride ? MethodOverride.requestedMethod(request) : Optional.empty();
      if (asked.isEmpty()) {
        return Refusal.methodOverride();
      }
      // Whichever of the two the code behind obeys, it is permitted.
      return decide(request, method, path) instanceof Refusal refusal
          ? refusal
          : decide(request, asked.get(), path);
    } catch (RuntimeException e) {
      log.error("a request is refused, for it could not be decided", e);
      return Refusal.broken();
    }
  }

  private static Optional<String> problemWithPath(HttpServletRequest request, String path) {
    String raw = RequestPath.raw(request);
    boolean first = request.getDispatcherType() == DispatcherType.REQUEST;
    if (first && RequestPath.claimsInclude(request)) {
      return Optional.of("it claims to be a part of another page");
    }
    Optional<String> wrong =
        first ? PathInspector.problemIn(raw) : PathInspector.problemInDispatched(raw);
    return wrong.isPresent() ? wrong : PathInspector.problemInDecoded(path);
  }

  private FilterOutcome decide(HttpServletRequest request, String method, String path) {
    Caller caller = callers.callerOf(request).orElse(null);
    IpAddress from = addresses.orNull(request);
    RouteRules current = rulesOf(staffgate.policy());
    CompiledRoute route = current.find(method, path);
    if (route == null) {
      return refused(
          deny(ReasonCode.NO_ROUTE, "no route of the policy matches this path and method"),
          caller,
          from,
          method,
          path);
    }
    if (route.rule().access() == RouteRule.Access.PUBLIC) {
      return new PermittedRequest(request, staffgate, route, caller, from, route.open());
    }
    if (caller == null) {
      return Refusal.of(deny(ReasonCode.NOT_SIGNED_IN, "nobody is signed in"));
    }
    if (route.rule().access() == RouteRule.Access.SIGNED_IN) {
      return staffgate
              .activeAccounts(current.policy())
              .mayAct(caller.staff(), Optional.ofNullable(from))
          ? new PermittedRequest(request, staffgate, route, caller, from, route.open())
          : refused(
              deny(ReasonCode.ACCOUNT_DISABLED, "the account is not active, or not from here"),
              caller,
              from,
              method,
              path);
    }
    AccessRequest question = caller.asking(route.question(path), from, staffgate.clock().instant());
    Decision decision = staffgate.check(current.policy(), question);
    return decision instanceof Decision.Permit permit
        ? new PermittedRequest(request, staffgate, route, caller, from, permit)
        : Refusal.of(decision, question);
  }

  /**
   * The gate records what it is asked; what the routes alone refuse to somebody is recorded here.
   */
  private Refusal refused(
      Decision decision,
      @Nullable Caller caller,
      @Nullable IpAddress from,
      String method,
      String path) {
    if (caller != null) {
      staffgate.recordRefusal(
          caller.staff(), Optional.ofNullable(from), decision, method + " " + path);
    }
    return Refusal.of(decision);
  }

  private static Decision deny(ReasonCode code, String forAdministrator) {
    return new Decision.Deny(Reason.outsidePolicy(code, forAdministrator));
  }

  private RouteRules rulesOf(Policy policy) {
    RouteRules current = rules;
    return current.belongTo(policy) ? current : changed(policy);
  }

  /** One thread compiles, the others wait for it: a large policy is not compiled by all of them. */
  private synchronized RouteRules changed(Policy policy) {
    RouteRules current = rules;
    if (!current.belongTo(policy)) {
      current = compiled(policy);
      rules = current;
    }
    return current;
  }

  private static RouteRules compiled(Policy policy) {
    RouteRules compiled = new RouteRules(policy);
    RouteWarnings.of(compiled).forEach(warning -> log.warn("routes: {}", warning));
    return compiled;
  }
}
