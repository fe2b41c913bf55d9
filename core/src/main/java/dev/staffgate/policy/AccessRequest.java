package dev.staffgate.policy;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableMap;
import dev.staffgate.model.Permission;
import dev.staffgate.network.IpAddress;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is asked: may this member of staff do this, to this, from there, at that time? Policy
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

  /** How many resources, and how many attributes, a request may have. */
  public static final int MAX_ENTRIES = 256;

  private static final int MAX_NAME = 256;

  private final String staff;
  private final String permissionId;
  private final @Nullable Permission permission;
  private final ImmutableMap<String, String> resources;
  private final ImmutableMap<String, String> attributes;
  private final @Nullable IpAddress from;
  private final @Nullable Instant at;
  private final @Nullable Instant secondFactorAt;

  private AccessRequest(
      String staff,
      String permissionId,
      @Nullable Permission permission,
      ImmutableMap<String, String> resources,
      ImmutableMap<String, String> attributes,
      @Nullable IpAddress from,
      @Nullable Instant at,
      @Nullable Instant secondFactorAt) {
    this.staff = staff;
    this.permissionId = permissionId;
    this.permission = permission;
    this.resources = resources;
    this.attributes = attributes;
    this.from = from;
    this.at = at;
    this.secondFactorAt = secondFactorAt;
  }

  /**
   * Returns a request that gives nothing but who and what. Ids of any form are taken; one that is
   * unknown is denied.
   */
  public static AccessRequest of(String staff, String permission) {
    requireNonNull(staff, "staff");
    requireNonNull(permission, "permission");
    return new AccessRequest(
        staff, permission, null, ImmutableMap.of(), ImmutableMap.of(), null, null, null);
  }

  /** Returns a request for a permission that was resolved before: the fastest way to ask. */
  public static AccessRequest of(String staff, Permission permission) {
    requireNonNull(staff, "staff");
    return new AccessRequest(
        staff, permission.id(), permission, ImmutableMap.of(), ImmutableMap.of(), null, null, null);
  }

  /**
   * Returns a request for single sign-on into a server: {@code server.sso} on {@code server: V}.
   */
  public static AccessRequest sso(String staff, String server) {
    return of(staff, Permission.SERVER_SSO).on("server", server);
  }

  /** Returns this request with the client's address. */
  public AccessRequest from(IpAddress address) {
    requireNonNull(address, "address");
    return new AccessRequest(
        staff, permissionId, permission, resources, attributes, address, at, secondFactorAt);
  }

  /**
   * Returns this request with the client's address.
   *
   * @throws IllegalArgumentException if {@code address} is no IP address in the form of {@link
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
    return new AccessRequest(
        staff,
        permissionId,
        permission,
        resources,
        attributes,
        from,
        inRange(instant),
        secondFactorAt);
  }

  /**
   * Returns this request with the instant at which the person last proved a second factor. One in
   * the future counts as none.
   *
   * @throws IllegalArgumentException if it is before {@link #MIN_INSTANT} or after {@link
   *     #MAX_INSTANT}
   */
  public AccessRequest secondFactorAt(Instant instant) {
    return new AccessRequest(
        staff, permissionId, permission, resources, attributes, from, at, inRange(instant));
  }

  /**
   * Returns this request with the id of the resource of this type; the last given of a type counts.
   *
   * @throws IllegalArgumentException if there are more than {@link #MAX_ENTRIES}, or the type is
   *     empty or too long
   */
  public AccessRequest on(String type, String id) {
    return new AccessRequest(
        staff,
        permissionId,
        permission,
        plus(resources, type, id),
        attributes,
        from,
        at,
        secondFactorAt);
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
    checkArgument(
        !attribute.startsWith("staff."),
        "attributes below staff. come from the directory, never from a request");
    return new AccessRequest(
        staff,
        permissionId,
        permission,
        resources,
        plus(attributes, attribute, value),
        from,
        at,
        secondFactorAt);
  }

  private static ImmutableMap<String, String> plus(
      ImmutableMap<String, String> map, String key, String value) {
    requireNonNull(value, "value");
    checkArgument(
        !key.isEmpty() && key.length() <= MAX_NAME, "a name has 1 to %s characters", MAX_NAME);
    checkArgument(
        map.size() < MAX_ENTRIES || map.containsKey(key),
        "more than %s entries in one request",
        MAX_ENTRIES);
    return map.isEmpty()
        ? ImmutableMap.of(key, value)
        : ImmutableMap.<String, String>builderWithExpectedSize(map.size() + 1)
            .putAll(map)
            .put(key, value)
            .buildKeepingLast();
  }

  private static Instant inRange(Instant instant) {
    checkArgument(
        !instant.isBefore(MIN_INSTANT) && !instant.isAfter(MAX_INSTANT),
        "%s is not in the years 1 to 9999",
        instant);
    return instant;
  }

  /** Who asks. */
  public String staff() {
    return staff;
  }

  /** What for: the permission's id. */
  public String permissionId() {
    return permissionId;
  }

  /** The ids of the resources asked about, by type. */
  public Map<String, String> resources() {
    return resources;
  }

  /** The attributes given, by name. */
  public Map<String, String> attributes() {
    return attributes;
  }

  /** Where from. */
  public Optional<IpAddress> from() {
    return Optional.ofNullable(from);
  }

  /** When. */
  public Optional<Instant> at() {
    return Optional.ofNullable(at);
  }

  /** When the person last proved a second factor. */
  public Optional<Instant> secondFactorAt() {
    return Optional.ofNullable(secondFactorAt);
  }

  @Nullable Permission permission() {
    return permission;
  }

  @Nullable IpAddress addressOrNull() {
    return from;
  }

  @Nullable Instant instantOrNull() {
    return at;
  }

  @Nullable Instant secondFactorOrNull() {
    return secondFactorAt;
  }

  @Nullable String resourceOrNull(String type) {
    return resources.get(type);
  }

  @Nullable String attributeOrNull(String name) {
    return attributes.get(name);
  }

  /** Who, what and on what; attributes are left out, as a program may put anything into them. */
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
