package dev.staffgate.decision;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import dev.staffgate.network.IpAddress;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * An approval of a request: who gave it, when, from where, and acting with which roles (policy
 * reference, sections 3 and 6). Whether it counts is decided with the request, each time anew.
 *
 * <p>It is for that very request (the same staff id, permission, resources and attributes) and not
 * spent yet: whoever hands it over has seen to both.
 *
 * <pre>{@code
 * GivenApproval.of("carol", instant).withFrom(address).withSecondFactorAt(confirmedAt)
 * }</pre>
 *
 * @param by the approver's staff id; one that is unknown does not count
 * @param at when, in the years 1 to 9999
 * @param from the approver's address then
 * @param secondFactorAt the approver's last second factor then, in the years 1 to 9999
 * @param actingAs the roles that the approver acted with, at most {@link
 *     AccessRequest#MAX_ENTRIES}; none means all
 */
public record GivenApproval(
    String by,
    Instant at,
    Optional<IpAddress> from,
    Optional<Instant> secondFactorAt,
    List<String> actingAs) {
  public GivenApproval {
    requireNonNull(from, "from");
    checkArgument(by.length() <= RequestBounds.MAX_NAME, "an approver's id is too long");
    RequestBounds.checked(at);
    secondFactorAt.ifPresent(RequestBounds::checked);
    actingAs = RequestBounds.names(actingAs);
  }

  /** Returns an approval that says no more than who and when. */
  public static GivenApproval of(String by, Instant at) {
    return new GivenApproval(by, at, Optional.empty(), Optional.empty(), List.of());
  }

  /** Returns this approval with the approver's address. */
  public GivenApproval withFrom(IpAddress address) {
    return new GivenApproval(by, at, Optional.of(address), secondFactorAt, actingAs);
  }

  /** Returns this approval with the instant of the approver's last second factor. */
  public GivenApproval withSecondFactorAt(Instant instant) {
    return new GivenApproval(by, at, from, Optional.of(instant), actingAs);
  }

  /** Returns this approval with the roles that the approver acted with; none means all. */
  public GivenApproval withActingAs(String... roles) {
    return new GivenApproval(by, at, from, secondFactorAt, List.of(roles));
  }
}
