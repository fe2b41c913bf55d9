package dev.staffgate.servlet;

import static com.google.common.base.Preconditions.checkArgument;

import dev.staffgate.Staffgate;
import dev.staffgate.decision.AccessRequest;
import dev.staffgate.decision.Decision;
import dev.staffgate.decision.Reason;
import dev.staffgate.decision.ReasonCode;
import dev.staffgate.gate.AccessDeniedException;
import dev.staffgate.model.Place;
import dev.staffgate.network.IpAddress;
import dev.staffgate.servlet.route.CompiledRoute;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The findings of the filter about a request, for the code behind it: the caller, the address, and
 * what else the caller may do. Immutable, and safe for any number of threads.
 *
 * <p>A page asks {@link #may} for what it shows, and the code that does it asks {@link #require}:
 * the same policy answers both, about the same person and circumstances.
 *
 * <pre>{@code
 * StaffgateRequest staff = StaffgateRequest.of(request);
 * boolean button = staff.may("payment.refund");
 * staff.require(staff.asking("payment.refund").with("amount", amount));
 * ListScope tickets = staff.scopeOf("ticket.view", "department");
 * }</pre>
 */
public final class StaffgateRequest {
  static final String ATTRIBUTE = "dev.staffgate.request";

  private final Staffgate staffgate;
  private final CompiledRoute route;
  private final @Nullable Caller caller;
  private final @Nullable IpAddress from;
  private final Decision.Permit decision;

  StaffgateRequest(
      Staffgate staffgate,
      CompiledRoute route,
      @Nullable Caller caller,
      @Nullable IpAddress from,
      Decision.Permit decision) {
    this.staffgate = staffgate;
    this.route = route;
    this.caller = caller;
    this.from = from;
    this.decision = decision;
  }

  /**
   * Returns the findings of the filter.
   *
   * @param request the one that the code behind was given, or one around it
   * @throws IllegalStateException if no filter has decided about this request: it must not be
   *     served
   */
  public static StaffgateRequest of(HttpServletRequest request) {
    if (!(request.getAttribute(ATTRIBUTE) instanceof StaffgateRequest found)) {
      throw new IllegalStateException("no Staffgate filter has decided about this request");
    }
    return found;
  }

  /** Returns the caller, if somebody is signed in. */
  public Optional<Caller> caller() {
    return Optional.ofNullable(caller);
  }

  /** Returns the staff id of the caller; empty if nobody is signed in. */
  public Optional<String> staff() {
    return caller().map(Caller::staff);
  }

  /** The client's address, if it is known. */
  public Optional<IpAddress> from() {
    return Optional.ofNullable(from);
  }

  /** The permit that let the request through. */
  public Decision.Permit decision() {
    return decision;
  }

  /** Returns the place of the route by which the request came through. */
  public Place route() {
    return route.rule().at();
  }

  /**
   * Returns the question whether the caller may do this, with address and sign-in filled in; the
   * program adds resources and attributes.
   *
   * @throws IllegalStateException if nobody is signed in
   */
  public AccessRequest asking(String permission) {
    if (caller == null) {
      throw new IllegalStateException("nobody is signed in");
    }
    return caller.asking(AccessRequest.of(caller.staff(), permission), from, null);
  }

  /**
   * Decides about something that is about to be done, as {@link Staffgate#check} does; nobody
   * signed in is a denial.
   */
  public Decision check(String permission) {
    return caller == null ? notSignedIn() : check(asking(permission));
  }

  /**
   * Decides about something that is about to be done, as {@link Staffgate#check} does.
   *
   * @param question made by {@link #asking}
   * @throws IllegalArgumentException if the question is about somebody else
   */
  public Decision check(AccessRequest question) {
    return staffgate.check(requireOwn(question));
  }

  /**
   * Returns normally only if the answer of {@link #check(String)} is a permit.
   *
   * @throws AccessDeniedException if it is not; where nobody catches it, the filter shows the
   *     refusal
   */
  public void require(String permission) {
    if (caller == null) {
      throw new AccessDeniedException(notSignedIn());
    }
    require(asking(permission));
  }

  /**
   * Returns normally only if the answer of {@link #check(AccessRequest)} is a permit.
   *
   * @throws AccessDeniedException if it is not; where nobody catches it, the filter shows the
   *     refusal
   * @throws IllegalArgumentException if the question is about somebody else
   */
  public void require(AccessRequest question) {
    staffgate.require(requireOwn(question));
  }

  /** Returns whether to show what {@link #require(String)} would let happen; never recorded. */
  public boolean may(String permission) {
    return caller != null && may(asking(permission));
  }

  /**
   * Returns whether to show what {@link #require(AccessRequest)} would let happen; never recorded.
   *
   * @throws IllegalArgumentException if the question is about somebody else
   */
  public boolean may(AccessRequest question) {
    return staffgate.ask(requireOwn(question)).permitted();
  }

  /**
   * Returns the resources of a type on which the caller may do this, to filter a list by; none if
   * nobody is signed in.
   */
  public ListScope scopeOf(String permission, String type) {
    return caller == null ? ListScope.NONE : scopeOf(asking(permission), type);
  }

  /**
   * Returns the resources of a type on which the caller may do this, to filter a list by.
   *
   * @throws IllegalArgumentException if the question is about somebody else
   */
  public ListScope scopeOf(AccessRequest question, String type) {
    return new ListScope(staffgate.scopeOf(requireOwn(question), type));
  }

  private AccessRequest requireOwn(AccessRequest question) {
    checkArgument(
        caller != null && caller.staff().equals(question.staff()),
        "the question is about somebody who is not asking: make it by asking(…)");
    return question;
  }

  private static Decision notSignedIn() {
    return new Decision.Deny(Reason.outsidePolicy(ReasonCode.NOT_SIGNED_IN, "nobody is signed in"));
  }

  @Override
  public String toString() {
    return "StaffgateRequest[" + staff().orElse("-") + " from " + from + ": " + decision + "]";
  }
}
