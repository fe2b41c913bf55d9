package dev.staffgate.decision;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableMap;
import dev.staffgate.model.Catalogue;
import dev.staffgate.model.Permission;
import dev.staffgate.network.IpAddress;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A question: may this member of staff do this, to this, from there, at that time? Policy
 * reference, section 4.
 *
 * <p>Immutable: each {@code with…} returns a new request. What is left out is not given, and what
 * is not given never helps: a grant that has a condition on it does not hold, a deny that has one
 * hits.
 *
 * <pre>{@code
 * AccessRequest.of("alice", "payment.refund").from("203.0.113.7").at(instant).with("amount", "49.90")
 * }</pre>
 */
public final class AccessRequest {
  /** The first instant that a request may have: 0001-01-01T00:00Z. */
  public static final Instant MIN_INSTANT = Instant.parse("0001-01-01T00:00:00Z");

  /** The last instant that a request may have: 9999-12-31T23:59:59.999999999Z. */
  public static final Instant MAX_INSTANT = Instant.parse("9999-12-31T23:59:59.999999999Z");

  /**
   * The most resources, attributes, roles, emergencies, approvals and locks, each, of a request.
   */
  public static final int MAX_ENTRIES = 256;

  // Asked for in each decision about a server; the same object in every catalogue.
  private static final Permission SSO = Catalogue.none().find(Permission.SERVER_SSO).orElseThrow();

  private final String staff;
  private final String permissionId;
  private final @Nullable Permission permission;
  private final ImmutableMap<String, String> resources;
  private final ImmutableMap<String, String> attributes;
  private final @Nullable IpAddress from;
  private final @Nullable Instant at;
  private final @Nullable Instant secondFactorAt;
  private final Extras extras;

  /** The parts that few requests have, kept apart so that the others stay small. */
  private record Extras(
      List<String> actingAs,
      List<String> emergencies,
      List<GivenApproval> approvals,
      List<Lock> locks) {
    static final Extras NONE = new Extras(List.of(), List.of(), List.of(), List.of());
  }

  private AccessRequest(
      String staff,
      String permissionId,
      @Nullable Permission permission,
      ImmutableMap<String, String> resources,
      ImmutableMap<String, String> attributes,
      @Nullable IpAddress from,
      @Nullable Instant at,
      @Nullable Instant secondFactorAt,
      Extras extras) {
    this.staff = staff;
    this.permissionId = permissionId;
    this.permission = permission;
    this.resources = resources;
    this.attributes = attributes;
    this.from = from;
    this.at = at;
    this.secondFactorAt = secondFactorAt;
    this.extras = extras;
  }

  private AccessRequest(String staff, String permissionId, @Nullable Permission permission) {
    this(
        staff,
        permissionId,
        permission,
        ImmutableMap.of(),
        ImmutableMap.of(),
        null,
        null,
        null,
        Extras.NONE);
  }

  /**
   * Returns a request that gives nothing but who and what. Ids of any form are taken; one that is
   * unknown is denied.
   */
  public static AccessRequest of(String staff, String permission) {
    requireNonNull(staff, "staff");
    requireNonNull(permission, "permission");
    return new AccessRequest(staff, permission, null);
  }

  /** Returns a request for a permission that was resolved before: the fastest way to ask. */
  public static AccessRequest of(String staff, Permission permission) {
    requireNonNull(staff, "staff");
    return new AccessRequest(staff, permission.id(), permission);
  }

  /**
   * Returns a request for single sign-on into a server: {@code server.sso} on {@code server: V}.
   */
  public static AccessRequest sso(String staff, String server) {
    return of(staff, SSO).on("server", server);
  }

  /** Returns this request, made by somebody else. */
  public AccessRequest by(String otherStaff) {
    requireNonNull(otherStaff, "otherStaff");
    return asked(otherStaff, permissionId, permission);
  }

  /**
   * Returns this request, made by somebody else and under other circumstances: all that differs
   * from one request for a page to the next, in one step.
   *
   * @param address where from; null if that is not known
   * @param instant when; null if that is not said
   * @param verified when a second factor was last proved; null if none was
   * @throws IllegalArgumentException if an instant is before {@link #MIN_INSTANT} or after {@link
   *     #MAX_INSTANT}
   */
  public AccessRequest by(
      String otherStaff,
      @Nullable IpAddress address,
      @Nullable Instant instant,
      @Nullable Instant verified) {
    return new AccessRequest(
        requireNonNull(otherStaff, "otherStaff"),
        permissionId,
        permission,
        resources,
        attributes,
        address,
        instant == null ? null : RequestBounds.checked(instant),
        verified == null ? null : RequestBounds.checked(verified),
        extras);
  }

  /** Returns this request, made for something else. */
  public AccessRequest askingFor(Permission other) {
    return asked(staff, other.id(), other);
  }

  private AccessRequest asked(String who, String id, @Nullable Permission what) {
    return new AccessRequest(
        who, id, what, resources, attributes, from, at, secondFactorAt, extras);
  }

  /** Returns this request with the client's address. */
  public AccessRequest from(IpAddress address) {
    return in(requireNonNull(address, "address"), at, secondFactorAt);
  }

  /**
   * Returns this request with the client's address.
   *
   * @throws IllegalArgumentException if {@code address} is not an IP address in the form of {@link
   *     IpAddress#parse}
   */
  public AccessRequest from(String address) {
    return from(IpAddress.parse(address));
  }

  /**
   * Returns this request with the instant at which it is made.
   *
   * @throws IllegalArgumentException if it is before {@link #MIN_INSTANT} or after {@link
   *     #MAX_INSTANT}
   */
  public AccessRequest at(Instant instant) {
    return in(from, RequestBounds.checked(instant), secondFactorAt);
  }

  /**
   * Returns this request with the instant at which the person last proved a second factor. One more
   * than 60 seconds in the future counts as none.
   *
   * @throws IllegalArgumentException if it is before {@link #MIN_INSTANT} or after {@link
   *     #MAX_INSTANT}
   */
  public AccessRequest secondFactorAt(Instant instant) {
    return in(from, at, RequestBounds.checked(instant));
  }

  /**
   * Returns this request with the id of the resource of this type; the last given of a type counts.
   *
   * @throws IllegalArgumentException if there are more than {@link #MAX_ENTRIES}, or the type is
   *     empty or too long
   */
  public AccessRequest on(String type, String id) {
    return on(ImmutableMap.of(type, id));
  }

  /**
   * Returns this request with these ids by type, as if each was given by {@link #on(String,
   * String)}.
   *
   * @throws IllegalArgumentException as there
   */
  public AccessRequest on(Map<String, String> idsByType) {
    return idsByType.isEmpty() ? this : about(RequestBounds.plus(resources, idsByType), attributes);
  }

  /**
   * Returns this request with an attribute: a bare name such as {@code amount}, or one below {@code
   * resource.}, {@code action.} or {@code subject.}. A number counts as the characters it is
   * written with, a boolean as {@code true} or {@code false}.
   *
   * @throws IllegalArgumentException if the name begins with {@code staff.}, which the directory
   *     alone may say; if it is empty or too long; if there are more than {@link #MAX_ENTRIES}
   */
  public AccessRequest with(String attribute, String value) {
    return with(ImmutableMap.of(attribute, value));
  }

  /**
   * Returns this request with a number as an attribute, written in plain digits: {@code 1E+2} is
   * {@code 100}, as policies and amounts write it.
   *
   * @throws IllegalArgumentException as for texts, and if it has more than 64 digits before or
   *     after the point: a policy compares none of those
   */
  public AccessRequest with(String attribute, BigDecimal value) {
    return with(attribute, RequestBounds.plainDigits(value));
  }

  /**
   * Returns this request with a whole number as an attribute.
   *
   * @throws IllegalArgumentException as for texts
   */
  public AccessRequest with(String attribute, long value) {
    return with(attribute, Long.toString(value));
  }

  /**
   * Returns this request with these attributes, as if each was given by {@link #with(String,
   * String)}.
   *
   * @throws IllegalArgumentException as there
   */
  public AccessRequest with(Map<String, String> values) {
    for (String attribute : values.keySet()) {
      checkArgument(
          !attribute.startsWith("staff."),
          "attributes below staff. come from the directory, never from a request");
    }
    return values.isEmpty() ? this : about(resources, RequestBounds.plus(attributes, values));
  }

  /**
   * Returns this request, acting with these roles alone: of those assigned now, the ones that are
   * named. It sheds what the others grant, never what they deny. A name that is not assigned now
   * adds nothing; no name at all means all roles.
   *
   * @param roles replace those given before
   * @throws IllegalArgumentException if there are more than {@link #MAX_ENTRIES}, or one is too
   *     long
   */
  public AccessRequest actingAs(String... roles) {
    return with(
        new Extras(
            RequestBounds.names(List.of(roles)),
            extras.emergencies,
            extras.approvals,
            extras.locks));
  }

  /**
   * Returns this request, while these emergencies are active. One counts for the accounts that the
   * policy lists as its holders; one that the policy does not define adds nothing.
   *
   * @param emergencies their ids; they replace those given before
   * @throws IllegalArgumentException if there are more than {@link #MAX_ENTRIES}, or one is too
   *     long
   */
  public AccessRequest inEmergencies(String... emergencies) {
    return with(
        new Extras(
            extras.actingAs,
            RequestBounds.names(List.of(emergencies)),
            extras.approvals,
            extras.locks));
  }

  /**
   * Returns this request with approvals of this very request that are not spent yet.
   *
   * @param approvals replace those given before
   * @throws IllegalArgumentException if there are more than {@link #MAX_ENTRIES}
   */
  public AccessRequest approvedBy(GivenApproval... approvals) {
    checkArgument(
        approvals.length <= MAX_ENTRIES, "more than %s approvals in one request", MAX_ENTRIES);
    return with(new Extras(extras.actingAs, extras.emergencies, List.of(approvals), extras.locks));
  }

  /**
   * Returns this request, made while these locks are in force. A lock never permits more.
   *
   * @param locks replace those given before; of several that hit, the first speaks
   * @throws IllegalArgumentException if there are more than {@link #MAX_ENTRIES}
   */
  public AccessRequest underLocks(Collection<Lock> locks) {
    checkArgument(locks.size() <= MAX_ENTRIES, "more than %s locks in one request", MAX_ENTRIES);
    return with(
        new Extras(extras.actingAs, extras.emergencies, extras.approvals, List.copyOf(locks)));
  }

  private AccessRequest in(
      @Nullable IpAddress address, @Nullable Instant instant, @Nullable Instant verified) {
    return new AccessRequest(
        staff, permissionId, permission, resources, attributes, address, instant, verified, extras);
  }

  private AccessRequest about(
      ImmutableMap<String, String> things, ImmutableMap<String, String> said) {
    return new AccessRequest(
        staff, permissionId, permission, things, said, from, at, secondFactorAt, extras);
  }

  private AccessRequest with(Extras changed) {
    return new AccessRequest(
        staff, permissionId, permission, resources, attributes, from, at, secondFactorAt, changed);
  }

  /**
   * Returns the request that an approver of this one must be permitted (policy reference, section
   * 3).
   */
  public AccessRequest askedOf(GivenApproval approval, Permission by) {
    return new AccessRequest(
        approval.by(),
        by.id(),
        by,
        resources,
        attributes,
        approval.from().orElse(null),
        approval.at(),
        approval.secondFactorAt().orElse(null),
        approval.actingAs().isEmpty() && extras.locks.isEmpty()
            ? Extras.NONE
            : new Extras(approval.actingAs(), List.of(), List.of(), extras.locks));
  }

  /** Returns the staff id of the requester. */
  public String staff() {
    return staff;
  }

  /** Returns the id of the permission. */
  public String permissionId() {
    return permissionId;
  }

  /** Returns the ids of the resources, by type. */
  public Map<String, String> resources() {
    return resources;
  }

  /** Returns the attributes given, by name. */
  public Map<String, String> attributes() {
    return attributes;
  }

  /** Returns the client's address. */
  public Optional<IpAddress> from() {
    return Optional.ofNullable(from);
  }

  /** Returns the instant at which it is made. */
  public Optional<Instant> at() {
    return Optional.ofNullable(at);
  }

  /** Returns whether {@link #at()} is given. */
  public boolean hasInstant() {
    return at != null;
  }

  /** Returns the instant at which the person last proved a second factor. */
  public Optional<Instant> secondFactorAt() {
    return Optional.ofNullable(secondFactorAt);
  }

  /** Returns the roles that it acts with; none means all that are assigned. */
  public List<String> actingAs() {
    return extras.actingAs;
  }

  /** Returns the emergencies that are active. */
  public List<String> emergencies() {
    return extras.emergencies;
  }

  /** Returns approvals of this very request that are not spent yet. */
  public List<GivenApproval> approvals() {
    return extras.approvals;
  }

  /** Returns the locks in force, in the order in which they were given. */
  public List<Lock> locks() {
    return extras.locks;
  }

  /** Returns whether locks are in force. */
  @SuppressWarnings("ReferenceEquality") // as below
  public boolean isUnderLocks() {
    return extras != Extras.NONE && !extras.locks.isEmpty();
  }

  /** Returns whether other roles count than those that the account has at its instant. */
  @SuppressWarnings("ReferenceEquality") // what most requests have is one object
  public boolean changesRoles() {
    return extras != Extras.NONE && (!extras.actingAs.isEmpty() || !extras.emergencies.isEmpty());
  }

  /** Returns the permission if it was resolved before, or null. */
  public @Nullable Permission permission() {
    return permission;
  }

  /** Returns the client's address, or null. */
  public @Nullable IpAddress addressOrNull() {
    return from;
  }

  /** Returns the instant at which it is made, or null. */
  public @Nullable Instant instantOrNull() {
    return at;
  }

  /** Returns the instant of the last second factor, or null. */
  public @Nullable Instant secondFactorOrNull() {
    return secondFactorAt;
  }

  /** Returns the id of the resource of this type, or null. */
  public @Nullable String resourceOrNull(String type) {
    return resources.get(type);
  }

  /** Returns the attribute of this name, or null. */
  public @Nullable String attributeOrNull(String name) {
    return attributes.get(name);
  }

  /**
   * Returns staff id, permission and resources; attributes are left out, as they may hold anything.
   */
  @Override
  public String toString() {
    return "AccessRequest["
        + staff
        + ", "
        + permissionId
        + ", on "
        + resources
        + ", from "
        + from
        + ", at "
        + at
        + "]";
  }
}
