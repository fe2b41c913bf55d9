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
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides about one dispatch: path, caller and their session, address, route, and then the gate.
 * Route and decision are those of one policy, whatever is reloaded meanwhile. Safe for any number
 * of threads.
 */
final class RequestDecider {
  private static final Logger log = LoggerFactory.getLogger(RequestDecider.class);
  private static final Decision NO_ROUTE =
      deny(ReasonCode.NO_ROUTE, "no route of the policy matches this path and method");

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
      List<String> others =
          RequestPath.isPlain(request, path) ? List.of() : RequestPath.readings(request);
      Optional<String> wrong = problemWithPath(request, path, others);
      if (wrong.isPresent()) {
        return Refusal.badPath(wrong.get());
      }
      String method = request.getMethod();
      if (!MethodOverride.isRequestedBy(request)) {
        return decide(request, method, path, others);
      }
      Optional<String> asked =
          methodOverride ? MethodOverride.requestedMethod(request) : Optional.empty();
      if (asked.isEmpty()) {
        return Refusal.methodOverride();
      }
      // Whichever of the two the code behind obeys, it is permitted.
      return decide(request, method, path, others) instanceof Refusal refusal
          ? refusal
          : decide(request, asked.get(), path, others);
    } catch (RuntimeException e) {
      log.error("a request is refused, for it could not be decided", e);
      return Refusal.broken();
    }
  }

  private static Optional<String> problemWithPath(
      HttpServletRequest request, String path, List<String> readings) {
    boolean first = request.getDispatcherType() == DispatcherType.REQUEST;
    if (first && RequestPath.claimsInclude(request)) {
      return Optional.of("it claims to be a part of another page");
    }
    Optional<String> wrong = problemWithRaw(RequestPath.raw(request), first);
    HttpServletRequest ofContainer = RequestPath.ofContainer(request);
    if (wrong.isEmpty() && ofContainer != request) {
      wrong = problemWithRaw(RequestPath.raw(ofContainer), first);
    }
    wrong = wrong.isPresent() ? wrong : PathInspector.problemInDecoded(path);
    for (int i = 0; wrong.isEmpty() && i < readings.size(); i++) {
      wrong = PathInspector.problemInDecoded(readings.get(i));
    }
    return wrong;
  }

  private static Optional<String> problemWithRaw(String raw, boolean first) {
    return first ? PathInspector.problemIn(raw) : PathInspector.problemInDispatched(raw);
  }

  /**
   * Decides about a method and a path.
   *
   * @param readings what the path may be taken for, itself among them; none if that is plainly
   *     itself
   */
  private FilterOutcome decide(
      HttpServletRequest request, String method, String path, List<String> readings) {
    Caller caller = callers.callerOf(request).orElse(null);
    Decision nobody = CallerSessions.denial(staffgate, request, caller);
    if (nobody != null) {
      return decide(request, method, path, readings, null, nobody);
    }
    FilterOutcome outcome = decide(request, method, path, readings, caller, null);
    CallerSessions.noteStanding(staffgate, caller, outcome);
    return outcome;
  }

  /** Decides about a caller whose session counts, or else has the denial where one is needed. */
  private FilterOutcome decide(
      HttpServletRequest request,
      String method,
      String path,
      List<String> readings,
      @Nullable Caller caller,
      @Nullable Decision nobody) {
    IpAddress from = addresses.orNull(request);
    RouteRules rules = rulesOf(staffgate.policy());
    if (endsInSlash(path) || readings.size() > 1) {
      List<String> paths = bothWays(readings.isEmpty() ? List.of(path) : readings);
      return decideAll(request, method, paths, caller, nobody, from, rules);
    }
    CompiledRoute route = rules.find(method, path);
    Decision denial = denialByRoute(route, caller, nobody, from, rules);
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
   * Returns paths, each that ends in a slash after itself without one: what runs behind the filter
   * may take the one for the other (policy reference, section 2).
   */
  private static List<String> bothWays(List<String> readings) {
    Set<String> paths = new LinkedHashSet<>();
    for (String path : readings) {
      if (endsInSlash(path)) {
        paths.add(path.substring(0, path.length() - 1));
      }
      paths.add(path);
    }
    return List.copyOf(paths);
  }

  private static boolean endsInSlash(String path) {
    return path.length() > 1 && path.endsWith("/");
  }

  /**
   * Decides about a request that may be taken for one of several paths. All have to be permitted,
   * in this order; the first that is not is the answer, and one record names them all.
   */
  private FilterOutcome decideAll(
      HttpServletRequest request,
      String method,
      List<String> paths,
      @Nullable Caller caller,
      @Nullable Decision nobody,
      @Nullable IpAddress from,
      RouteRules rules) {
    String subject = method + " " + String.join(" and ", paths);
    List<AccessRequest> questions = new ArrayList<>();
    List<CompiledRoute> asked = new ArrayList<>();
    CompiledRoute first = null;
    Decision denial = null;
    for (int i = 0; i < paths.size() && denial == null; i++) {
      CompiledRoute route = rules.find(method, paths.get(i));
      denial = denialByRoute(route, caller, nobody, from, rules);
      first = first == null ? route : first;
      if (denial == null && route != null && asksForPermission(route)) {
        AccessRequest question = question(route, paths.get(i), caller, from);
        if (!isAsked(route, question, asked, questions)) {
          asked.add(route);
          questions.add(question);
        }
      }
    }
    if (denial != null && allPermitted(rules.policy(), questions)) {
      return refused(denial, caller, from, subject);
    }
    if (first == null) {
      return refused(NO_ROUTE, caller, from, subject);
    }
    if (questions.isEmpty()) {
      return new PermittedRequest(request, staffgate, first, caller, from, first.open());
    }
    DecidedRequest decided = staffgate.checkAll(rules.policy(), questions, subject);
    if (!(decided.decision() instanceof Decision.Permit permit)) {
      return Refusal.of(decided.decision(), decided.request());
    }
    if (denial != null) { // one of the questions has become permitted meanwhile
      return refused(denial, caller, from, subject);
    }
    return new PermittedRequest(
        request, staffgate, first, caller, from, asksForPermission(first) ? permit : first.open());
  }

  // Compiled once, so the same route is the same object.
  private static boolean isAsked(
      CompiledRoute route,
      AccessRequest question,
      List<CompiledRoute> asked,
      List<AccessRequest> questions) {
    for (int i = 0; i < asked.size(); i++) {
      if (asked.get(i) == route && questions.get(i).resources().equals(question.resources())) {
        return true;
      }
    }
    return false;
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
      @Nullable Decision nobody,
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
      return requireNonNull(nobody);
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
  void adopt(Policy policy, RefusalPages pages) {
    RouteRules adopted = changed(policy);
    if (policy.document().routes().isEmpty()) {
      log.warn("routes: the policy has none, so every request is refused; write `routes:`");
    }
    if (pages instanceof StandardRefusalPages standard) {
      standard.missingRoutes(adopted).forEach(warning -> log.warn("routes: {}", warning));
    }
    RouteWarnings.of(adopted).forEach(warning -> log.warn("routes: {}", warning));
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
