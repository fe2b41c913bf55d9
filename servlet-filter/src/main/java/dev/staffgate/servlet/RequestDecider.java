package dev.staffgate.servlet;

import static java.util.Objects.requireNonNull;

import dev.staffgate.Staffgate;
import dev.staffgate.decision.AccessRequest;
import dev.staffgate.decision.Decision;
import dev.staffgate.decision.Reason;
import dev.staffgate.decision.ReasonCode;
import dev.staffgate.gate.DecidedRequest;
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
import java.util.ArrayList;
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
  private static final Decision NO_ROUTE =
      deny(ReasonCode.NO_ROUTE, "no route of the policy matches this path and method");
  private static final Decision NOT_SIGNED_IN =
      deny(ReasonCode.NOT_SIGNED_IN, "nobody is signed in");

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
    this.rules = new RouteRules(staffgate.policy());
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
    RouteRules rules = rulesOf(staffgate.policy());
    CompiledRoute route = rules.find(method, path);
    if (path.length() > 1 && path.endsWith("/")) {
      return decideInBothWays(request, method, path, caller, from, rules, route);
    }
    Decision denial = denialByRoute(route, caller, from, rules);
    if (denial != null || route == null) {
      return refused(requireNonNull(denial), caller, from, method + " " + path);
    }
    if (!asksForPermission(route)) {
      return new PermittedRequest(request, staffgate, route, caller, from, route.open());
    }
    AccessRequest question = question(route, path, caller, from);
    Decision decision = staffgate.check(rules.policy(), question);
    return decision instanceof Decision.Permit permit
        ? new PermittedRequest(request, staffgate, route, caller, from, permit)
        : Refusal.of(decision, question);
  }

  /**
   * Decides about a path that ends in a slash. What runs behind the filter may take it for the path
   * without one, so both have to be permitted, that one first; one record names both. Policy
   * reference, section 2.
   *
   * @param asItIs the route of the path with the slash
   */
  private FilterOutcome decideInBothWays(
      HttpServletRequest request,
      String method,
      String path,
      @Nullable Caller caller,
      @Nullable IpAddress from,
      RouteRules rules,
      @Nullable CompiledRoute asItIs) {
    String bare = path.substring(0, path.length() - 1);
    String subject = method + " " + bare + " and " + path;
    CompiledRoute route = rules.find(method, bare);
    Decision denial = denialByRoute(route, caller, from, rules);
    if (denial != null || route == null) {
      return refused(requireNonNull(denial), caller, from, subject);
    }
    List<AccessRequest> questions = new ArrayList<>();
    if (asksForPermission(route)) {
      questions.add(question(route, bare, caller, from));
    }
    if (route != asItIs) { // compiled once, so the same route is the same object
      Decision second = denialByRoute(asItIs, caller, from, rules);
      if (second != null && allPermitted(rules.policy(), questions)) {
        return refused(second, caller, from, subject);
      }
      if (asItIs != null && asksForPermission(asItIs)) {
        questions.add(question(asItIs, path, caller, from));
      }
    }
    if (questions.isEmpty()) {
      return new PermittedRequest(request, staffgate, route, caller, from, route.open());
    }
    DecidedRequest decided = staffgate.checkAll(rules.policy(), questions, subject);
    if (!(decided.decision() instanceof Decision.Permit permit)) {
      return Refusal.of(decided.decision(), decided.request());
    }
    Decision.Permit first = asksForPermission(route) ? permit : route.open();
    return new PermittedRequest(request, staffgate, route, caller, from, first);
  }

  private boolean allPermitted(Policy policy, List<AccessRequest> questions) {
    return questions.stream().allMatch(question -> staffgate.ask(policy, question).permitted());
  }

  private static boolean asksForPermission(CompiledRoute route) {
    return route.rule().access() == RouteRule.Access.PERMISSION;
  }

  private AccessRequest question(
      CompiledRoute route, String path, @Nullable Caller caller, @Nullable IpAddress from) {
    return requireNonNull(caller).asking(route.question(path), from, staffgate.clock().instant());
  }

  /** Returns the denial that takes no permission to know; null if there is none. */
  private @Nullable Decision denialByRoute(
      @Nullable CompiledRoute route,
      @Nullable Caller caller,
      @Nullable IpAddress from,
      RouteRules rules) {
    if (route == null) {
      return NO_ROUTE;
    }
    RouteRule.Access access = route.rule().access();
    if (access == RouteRule.Access.PUBLIC) {
      return null;
    }
    if (caller == null) {
      return NOT_SIGNED_IN;
    }
    return access == RouteRule.Access.PERMISSION
        ? null
        : staffgate
            .standingDenial(rules.policy(), caller.staff(), Optional.ofNullable(from))
            .orElse(null);
  }

  /**
   * The gate records what it is asked; what the routes alone refuse to somebody is recorded here.
   */
  private Refusal refused(
      Decision decision, @Nullable Caller caller, @Nullable IpAddress from, String subject) {
    if (caller != null) {
      staffgate.recordRefusal(caller.staff(), Optional.ofNullable(from), decision, subject);
    }
    return Refusal.of(decision);
  }

  private static Decision deny(ReasonCode code, String forAdministrator) {
    return new Decision.Deny(Reason.outsidePolicy(code, forAdministrator));
  }

  /** Takes the routes of a policy that has come into force, and logs what looks like a mistake. */
  void adopt(Policy policy) {
    RouteWarnings.of(changed(policy)).forEach(warning -> log.warn("routes: {}", warning));
  }

  private RouteRules rulesOf(Policy policy) {
    RouteRules current = rules;
    return current.belongTo(policy) ? current : changed(policy);
  }

  /** One thread compiles, the others wait for it: a large policy is not compiled by all of them. */
  private synchronized RouteRules changed(Policy policy) {
    RouteRules current = rules;
    if (!current.belongTo(policy)) {
      current = new RouteRules(policy);
      rules = current;
    }
    return current;
  }
}
