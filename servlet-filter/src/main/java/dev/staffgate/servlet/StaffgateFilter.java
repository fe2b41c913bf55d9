package dev.staffgate.servlet;

import static com.google.common.base.Preconditions.checkState;
import static java.util.Objects.requireNonNull;

import com.google.common.collect.Sets;
import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.staffgate.Staffgate;
import dev.staffgate.gate.AccessDeniedException;
import dev.staffgate.policy.Policy;
import dev.staffgate.servlet.route.RouteRules;
import dev.staffgate.servlet.route.RouteWarnings;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.FilterConfig;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets a request through if the policy's {@code routes} permit it. It comes before everything that
 * answers, mapped to {@code /*} for all dispatcher types, and refuses to start if it does not. Safe
 * for any number of threads.
 *
 * <p>A request whose path could be read in two ways is refused with 400 before any route is looked
 * at. Then the first route that matches path and method decides; a path without a route is refused.
 * Paths are those that the container has decoded and mapped; where that differs from what was
 * written, as for the welcome file of a folder, both have to be permitted. The code behind finds
 * the decision in {@link StaffgateRequest}.
 *
 * <p>Each dispatch is decided by the path it goes to: forwards, includes, asynchronous ones and
 * error pages need a route of their own. A part of a page that may not be included is left out; in
 * place of an error page that may not be shown, the error keeps its status and has a plain body. A
 * dispatch to a servlet by its name has no path: it is decided by that of the request around it.
 * Headers, and a {@code _method} in the query, that ask for another method than that of the request
 * line are refused with 400, unless switched on; headers that claim another path never take part.
 *
 * <pre>{@code
 * StaffgateFilter.of(staffgate).clientAddress(ClientAddress.behind(proxies)).build().register(servletContext);
 * }</pre>
 */
public final class StaffgateFilter implements Filter {
  /**
   * The attribute of the servlet context that holds the {@link Staffgate} of a filter that {@code
   * web.xml} names.
   */
  public static final String STAFFGATE_ATTRIBUTE = "dev.staffgate.Staffgate";

  private static final Logger log = LoggerFactory.getLogger(StaffgateFilter.class);
  private static final Set<DispatcherType> NESTED =
      Sets.immutableEnumSet(DispatcherType.INCLUDE, DispatcherType.FORWARD);

  private @Nullable Builder settings;
  private volatile RefusalPages pages = RefusalPages.standard();
  private volatile @Nullable RequestDecider decider;
  private volatile Staffgate.PolicyWatch watch = () -> {};
  private final RefusedErrorPage refusedErrorPage = new RefusedErrorPage();

  /**
   * For {@code web.xml}, which gives it settings as {@code init-param}; the program puts its {@link
   * Staffgate} into {@link #STAFFGATE_ATTRIBUTE} before, in a listener of the context.
   */
  public StaffgateFilter() {}

  private StaffgateFilter(Builder settings) {
    this.settings = settings;
    if (!settings.checked) {
      start(settings);
    }
  }

  private void start(Builder given) {
    pages = given.pages;
    RequestDecider made =
        new RequestDecider(given.staffgate, given.callers, given.addresses, given.methodOverride);
    watch = given.staffgate.onPolicyChange(policy -> made.adopt(policy, pages));
    made.adopt(given.staffgate.policy(), pages);
    decider = made;
  }

  /** Ends the filter: each request is refused from now on. */
  @Override
  public void destroy() {
    decider = null;
    watch.close();
  }

  /** Returns a builder: callers from the session, the peer's address, the standard pages. */
  public static Builder of(Staffgate staffgate) {
    return new Builder(staffgate);
  }

  /**
   * Puts the filter before everything in a servlet context that is starting: mapped to {@code /*}
   * for all dispatcher types, before the filters that are there already.
   *
   * @throws IllegalStateException if the context has such a filter already, or has started
   */
  public void register(ServletContext context) {
    FilterRegistration.Dynamic registration = context.addFilter("staffgate", this);
    checkState(registration != null, "there is a filter `staffgate` in this context already");
    registration.setAsyncSupported(true);
    UndertowFilters.makeAtStart(context);
    registration.addMappingForUrlPatterns(
        EnumSet.allOf(DispatcherType.class), false, FilterMappingVerifier.EVERYTHING);
  }

  @Override
  public void init(FilterConfig config) throws ServletException {
    Builder given = settings;
    if (given == null) {
      given = InitParameters.settings(config);
    } else if (config.getInitParameterNames().hasMoreElements()) {
      throw new ServletException("a filter that was built in code takes no init parameters");
    }
    if (given.checked) {
      UndertowFilters.requireMadeAtStart(config.getServletContext());
      FilterMappingVerifier.requireMappedToEverything(config, settings == null);
      start(given);
    } else if (decider == null) { // it was ended, and begins again
      start(given);
    }
  }

  @Override
  public void doFilter(
      ServletRequest plainRequest, ServletResponse plainResponse, FilterChain chain)
      throws IOException, ServletException {
    if (!(plainRequest instanceof HttpServletRequest request)
        || !(plainResponse instanceof HttpServletResponse response)) {
      throw new ServletException("Staffgate decides about HTTP requests alone");
    }
    RequestDecider ready = decider;
    if (ready == null) {
      log.error("a request is refused, for the container has not started the filter: init(…)");
      show(request, response, Refusal.broken());
      return;
    }
    FilterOutcome verdict = ready.decide(request);
    if (verdict instanceof PermittedRequest permitted) {
      continueChain(permitted, response, chain);
    } else if (verdict instanceof Refusal refusal) {
      show(request, response, refusal);
    }
  }

  /** The one way to the code behind; it takes a permit. */
  private void continueChain(
      PermittedRequest permitted, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    try {
      chain.doFilter(permitted, response);
    } catch (AccessDeniedException denied) {
      showDenialFromChain(denied, denied, permitted, response);
    } catch (ServletException e) {
      showDenialFromChain(e, e.getRootCause(), permitted, response);
    }
  }

  /**
   * Shows a denied requirement of the code behind the filter as a refusal, unless that code has
   * begun to answer. Within a forward or include it goes on to the code that asked for that.
   */
  private <E extends Exception> void showDenialFromChain(
      E thrown, @Nullable Throwable cause, PermittedRequest permitted, HttpServletResponse response)
      throws E, IOException {
    if (NESTED.contains(permitted.getDispatcherType())
        || !(cause instanceof AccessDeniedException denied)
        || response.isCommitted()) {
      throw thrown;
    }
    show(permitted, response, Refusal.of(denied, permitted.found().staff()));
  }

  private void show(HttpServletRequest request, HttpServletResponse response, Refusal refusal)
      throws IOException {
    if (request.getDispatcherType() == DispatcherType.INCLUDE || response.isCommitted()) {
      log.info("a part of a page is left out, for it is refused [{}]", refusal.code());
      return;
    }
    response.resetBuffer();
    response.setHeader("Cache-Control", "no-store");
    if (isErrorPage(request)) {
      refusedErrorPage.write(request, response, refusal);
      return;
    }
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

  /**
   * Returns whether a dispatch shows an error that has happened. Filters that stand in for the
   * container, such as Spring Boot's in a WAR, forward to the page.
   */
  private static boolean isErrorPage(HttpServletRequest request) {
    return request.getDispatcherType() == DispatcherType.ERROR
        || (request.getDispatcherType() == DispatcherType.FORWARD
            && request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) != null);
  }

  /**
   * Returns {@link #routeWarnings(Policy)} of the policy in force.
   *
   * @throws IllegalStateException if the filter has not started
   */
  public List<String> routeWarnings() {
    RequestDecider ready = decider;
    checkState(ready != null, "the filter has not started");
    return ready.routeWarnings();
  }

  /**
   * Returns warnings about the routes of a policy, one sentence each, with both places: a route
   * that no request ever reaches; one that decides what a later one says of the same paths; one
   * whose other methods, or deeper paths, fall through to one that asks for less; and one whose
   * permission is never granted, since its grants ask for more than a route hands over. A hundred
   * at most.
   */
  public static List<String> routeWarnings(Policy policy) {
    return RouteWarnings.of(new RouteRules(policy));
  }

  /** Makes a {@link StaffgateFilter}. Not thread-safe. */
  public static final class Builder {
    private final Staffgate staffgate;
    private CallerSource callers = CallerSource.session();
    private ClientAddress addresses = ClientAddress.ofPeer();
    private RefusalPages pages = RefusalPages.standard();
    private boolean addressesSet;
    private boolean methodOverride;
    private boolean checked = true;

    private Builder(Staffgate staffgate) {
      this.staffgate = requireNonNull(staffgate, "staffgate");
    }

    /** Sets who is asking. */
    @CanIgnoreReturnValue
    public Builder callers(CallerSource source) {
      callers = requireNonNull(source, "source");
      return this;
    }

    /**
     * Sets how a client's address is found.
     *
     * @throws IllegalStateException if that was set before: one header at a time is believed
     */
    @CanIgnoreReturnValue
    public Builder clientAddress(ClientAddress source) {
      checkState(!addressesSet, "a client's address is found in one way: it was set before");
      addresses = requireNonNull(source, "source");
      addressesSet = true;
      return this;
    }

    /** Sets how refusals are shown. */
    @CanIgnoreReturnValue
    public Builder pages(RefusalPages shown) {
      pages = requireNonNull(shown, "shown");
      return this;
    }

    /**
     * Lets a POST ask for another method by {@code X-HTTP-Method-Override} and the like, or by
     * {@code _method} in its query. Such a request has to be permitted with both methods, so that
     * it does not matter which of them the code behind obeys.
     */
    @CanIgnoreReturnValue
    public Builder methodOverride() {
      methodOverride = true;
      return this;
    }

    /**
     * Leaves out the check that the filter is mapped to {@code /*} for all dispatcher types. For
     * tests without a container, and for containers that do not tell; forwards, includes and error
     * pages that the filter does not see are open to everybody.
     */
    @CanIgnoreReturnValue
    public Builder insecurelyWithoutMappingCheck() {
      checked = false;
      return this;
    }

    /** Returns the filter. */
    public StaffgateFilter build() {
      return new StaffgateFilter(this);
    }
  }
}
