package dev.staffgate.servlet;

import static java.util.Objects.requireNonNull;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.staffgate.Staffgate;
import dev.staffgate.model.Place;
import dev.staffgate.network.IpAddress;
import dev.staffgate.policy.AccessRequest;
import dev.staffgate.policy.Decision;
import dev.staffgate.policy.Policy;
import dev.staffgate.policy.Reason;
import dev.staffgate.policy.ReasonCode;
import dev.staffgate.policy.UnknownPermissionException;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets a request through if the policy's {@code routes} permit it. Map it to {@code /*} for all
 * dispatcher types, before every other filter that answers. Safe for any number of threads.
 *
 * <p>A request whose path could be read in two ways is refused with 400 before any route is looked
 * at. Then the first route that matches path and method decides; a path without a route is refused.
 * Paths are those that the container has decoded and mapped. The code behind finds the decision in
 * {@link StaffgateRequest}.
 *
 * <p>Each dispatch is decided by the path it goes to: forwards, includes, asynchronous ones and
 * error pages need a route of their own. A part of a page that may not be included is left out.
 * Headers that ask for another method than that of the request line are refused with 400; headers
 * that claim another path never take part.
 *
 * <pre>{@code
 * StaffgateFilter filter = StaffgateFilter.of(staffgate).clientAddress(ClientAddress.behind(proxies)).build();
 * }</pre>
 */
public final class StaffgateFilter implements Filter {
  private static final Logger log = LoggerFactory.getLogger(StaffgateFilter.class);

  /** What frameworks take for a method other than that which was sent. */
  private static final List<String> METHOD_OVERRIDES =
      List.of("X-HTTP-Method-Override", "X-HTTP-Method", "X-Method-Override");

  /** How many reloads of the policy one request lives through. */
  private static final int MAX_RELOADS = 3;

  private final Staffgate staffgate;
  private final CallerSource callers;
  private final ClientAddress addresses;
  private final RefusalPages pages;
  private volatile RouteRules rules;

  private StaffgateFilter(Builder builder) {
    this.staffgate = builder.staffgate;
    this.callers = builder.callers;
    this.addresses = builder.addresses;
    this.pages = builder.pages;
    this.rules = new RouteRules(staffgate.policy());
  }

  /** Returns a builder: callers from the session, the peer's address, the standard pages. */
  public static Builder of(Staffgate staffgate) {
    return new Builder(staffgate);
  }

  @Override
  public void doFilter(
      ServletRequest plainRequest, ServletResponse plainResponse, FilterChain chain)
      throws IOException, ServletException {
    if (!(plainRequest instanceof HttpServletRequest request)
        || !(plainResponse instanceof HttpServletResponse response)) {
      throw new ServletException("Staffgate decides about HTTP requests alone");
    }
    StaffgateRequest around = StaffgateRequest.around(request);
    Optional<Refusal> refusal = refusal(request);
    if (refusal.isPresent()) {
      refuse(request, response, refusal.get());
      return;
    }
    try {
      // INVARIANT: a request comes here with a permit in StaffgateRequest, and in no other way.
      chain.doFilter(request, response);
    } finally {
      if (around != null && isNested(request.getDispatcherType())) {
        around.putInto(request);
      }
    }
  }

  private static boolean isNested(DispatcherType type) {
    return type == DispatcherType.INCLUDE || type == DispatcherType.FORWARD;
  }

  private void refuse(HttpServletRequest request, HttpServletResponse response, Refusal refusal)
      throws IOException {
    if (request.getDispatcherType() == DispatcherType.INCLUDE || response.isCommitted()) {
      log.info("a part of a page is left out, for it is refused [{}]", refusal.code());
      return;
    }
    response.resetBuffer();
    try {
      pages.write(request, response, refusal);
    } catch (RuntimeException e) {
      log.error("a refusal could not be shown as the program shows it", e);
      if (!response.isCommitted()) {
        response.resetBuffer();
        RefusalPages.standard().write(request, response, refusal);
      }
    }
  }

  /** Why the request must not go on; nothing if it may, and then the permit is with the request. */
  private Optional<Refusal> refusal(HttpServletRequest request) {
    try {
      Optional<String> wrong =
          RawPath.wrongWith(rawPath(request))
              .or(() -> RawPath.wrongWithDecoded(mappedPath(request)));
      if (wrong.isPresent()) {
        return wrong.map(Refusal::badPath);
      }
      if (METHOD_OVERRIDES.stream().anyMatch(name -> request.getHeader(name) != null)) {
        return Optional.of(Refusal.methodOverride());
      }
      StaffgateRequest decided = decide(request);
      if (!decided.decision().permitted()) {
        recordUnlessDone(request, decided);
        return Optional.of(Refusal.of(decided.decision()));
      }
      decided.putInto(request);
      return Optional.empty();
    } catch (UnknownPermissionException e) {
      log.error("a request is refused, for its route asks for an unknown permission", e);
      return Optional.of(Refusal.wrong());
    } catch (RuntimeException e) {
      log.error("a request is refused, for it could not be decided", e);
      return Optional.of(Refusal.broken());
    }
  }

  /**
   * The gate has recorded what it was asked; what the routes alone refuse to somebody is recorded
   * here.
   */
  private void recordUnlessDone(HttpServletRequest request, StaffgateRequest decided) {
    boolean byRouteAlone =
        switch (decided.decision().reason().code()) {
          case NO_ROUTE -> true;
          case ACCOUNT_DISABLED -> decided.decision().reason().policyVersion().isEmpty();
          default -> false;
        };
    if (byRouteAlone && decided.staff().isPresent()) {
      staffgate.recordRefusal(
          decided.staff().get(),
          decided.from(),
          decided.decision(),
          request.getMethod() + " " + mappedPath(request));
    }
  }

  private static String rawPath(HttpServletRequest request) {
    Object included = request.getAttribute(RequestDispatcher.INCLUDE_REQUEST_URI);
    boolean include = request.getDispatcherType() == DispatcherType.INCLUDE && included != null;
    return include ? included.toString() : request.getRequestURI();
  }

  /** The path within the application, as the container decoded and mapped it. */
  private static String mappedPath(HttpServletRequest request) {
    boolean include =
        request.getDispatcherType() == DispatcherType.INCLUDE
            && request.getAttribute(RequestDispatcher.INCLUDE_SERVLET_PATH) != null;
    String servletPath =
        include
            ? String.valueOf(request.getAttribute(RequestDispatcher.INCLUDE_SERVLET_PATH))
            : request.getServletPath();
    Object pathInfo =
        include ? request.getAttribute(RequestDispatcher.INCLUDE_PATH_INFO) : request.getPathInfo();
    String path = pathInfo == null ? servletPath : servletPath + pathInfo;
    return path.isEmpty() ? "/" : path;
  }

  private StaffgateRequest decide(HttpServletRequest request) {
    Optional<Caller> caller = callers.callerOf(request);
    Optional<IpAddress> from = addresses.of(request);
    String path = mappedPath(request);
    for (int reloads = 0; ; reloads++) {
      Policy policy = staffgate.policy();
      try {
        Optional<RouteRules.Match> match = rulesOf(policy).match(request.getMethod(), path);
        return new StaffgateRequest(caller, from, decide(match, caller, from));
      } catch (UnknownPermissionException e) {
        // The route may be of one policy and the decision of the next, which has it no more.
        if (reloads == MAX_RELOADS || isInForce(policy)) {
          throw e;
        }
      }
    }
  }

  @SuppressWarnings("ReferenceEquality") // a policy is one object; a reload makes another
  private boolean isInForce(Policy policy) {
    return staffgate.policy() == policy;
  }

  private RouteRules rulesOf(Policy policy) {
    RouteRules current = rules;
    if (!current.areOf(policy)) {
      current = new RouteRules(policy);
      rules = current;
    }
    return current;
  }

  private Decision decide(
      Optional<RouteRules.Match> match, Optional<Caller> caller, Optional<IpAddress> from) {
    if (match.isEmpty()) {
      return deny(ReasonCode.NO_ROUTE, "no route of the policy matches this path and method");
    }
    Place at = match.get().rule().at();
    return switch (match.get().rule().access()) {
      case PUBLIC -> permit("the route at " + at.fileAndLine() + " is public");
      case SIGNED_IN -> {
        if (caller.isEmpty()) {
          yield notSignedIn();
        }
        yield staffgate.activeAccounts().mayAct(caller.get().staff(), from)
            ? permit("the route at " + at.fileAndLine() + " is open to whoever is signed in")
            : deny(ReasonCode.ACCOUNT_DISABLED, "the account is not active, or not from here");
      }
      case PERMISSION -> caller.isEmpty() ? notSignedIn() : check(match.get(), caller.get(), from);
    };
  }

  private Decision check(RouteRules.Match match, Caller caller, Optional<IpAddress> from) {
    AccessRequest request =
        AccessRequest.of(caller.staff(), match.rule().permission().orElseThrow().id());
    if (from.isPresent()) {
      request = request.from(from.get());
    }
    if (caller.secondFactorAt() != null) {
      request = request.secondFactorAt(caller.secondFactorAt());
    }
    for (Map.Entry<String, String> resource : match.resources().entrySet()) {
      request = request.on(resource.getKey(), resource.getValue());
    }
    return staffgate.check(request);
  }

  private static Decision permit(String forAdministrator) {
    return new Decision.Permit(
        Reason.outsidePolicy(ReasonCode.GRANTED, forAdministrator), Optional.empty());
  }

  private static Decision deny(ReasonCode code, String forAdministrator) {
    return new Decision.Deny(Reason.outsidePolicy(code, forAdministrator));
  }

  private static Decision notSignedIn() {
    return deny(ReasonCode.NOT_SIGNED_IN, "nobody is signed in");
  }

  /** Makes a {@link StaffgateFilter}. Not thread-safe. */
  public static final class Builder {
    private final Staffgate staffgate;
    private CallerSource callers = CallerSource.session();
    private ClientAddress addresses = ClientAddress.ofPeer();
    private RefusalPages pages = RefusalPages.standard();

    private Builder(Staffgate staffgate) {
      this.staffgate = requireNonNull(staffgate, "staffgate");
    }

    /** Sets who is asking. */
    @CanIgnoreReturnValue
    public Builder callers(CallerSource source) {
      callers = requireNonNull(source, "source");
      return this;
    }

    /** Sets how a client's address is found. */
    @CanIgnoreReturnValue
    public Builder clientAddress(ClientAddress source) {
      addresses = requireNonNull(source, "source");
      return this;
    }

    /** Sets how refusals are shown. */
    @CanIgnoreReturnValue
    public Builder pages(RefusalPages shown) {
      pages = requireNonNull(shown, "shown");
      return this;
    }

    /** Returns the filter. */
    public StaffgateFilter build() {
      return new StaffgateFilter(this);
    }
  }
}
