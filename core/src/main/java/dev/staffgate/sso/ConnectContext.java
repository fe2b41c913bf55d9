package dev.staffgate.sso;

import static java.util.Objects.requireNonNull;

import dev.staffgate.decision.AccessRequest;
import dev.staffgate.decision.GivenApproval;
import dev.staffgate.network.IpAddress;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The circumstances in which somebody enters a server: what a decision needs beside who and where
 * to. The instant is that of the clock.
 *
 * @param from the client's address; without it, rules that restrict addresses refuse
 * @param secondFactorAt the instant when the person last proved a second factor
 * @param actingAs the roles that the person acts with; if empty, all roles held
 * @param emergencies the emergencies that are active for the person
 * @param approvals the approvals given for this very session, and not used yet
 */
public record ConnectContext(
    Optional<IpAddress> from,
    Optional<Instant> secondFactorAt,
    List<String> actingAs,
    List<String> emergencies,
    List<GivenApproval> approvals) {
  /** Circumstances without any fact: whatever has a condition on it refuses. */
  public static final ConnectContext NOTHING_GIVEN =
      new ConnectContext(Optional.empty(), Optional.empty());

  public ConnectContext {
    requireNonNull(from, "from");
    requireNonNull(secondFactorAt, "secondFactorAt");
    actingAs = List.copyOf(actingAs);
    emergencies = List.copyOf(emergencies);
    approvals = List.copyOf(approvals);
  }

  /** Makes circumstances without roles to act with, emergencies or approvals. */
  public ConnectContext(Optional<IpAddress> from, Optional<Instant> secondFactorAt) {
    this(from, secondFactorAt, List.of(), List.of(), List.of());
  }

  /** Returns circumstances with nothing but the client's address. */
  public static ConnectContext from(IpAddress address) {
    return new ConnectContext(Optional.of(address), Optional.empty());
  }

  /**
   * Returns circumstances with nothing but the client's address.
   *
   * @throws IllegalArgumentException if it is not an address
   */
  public static ConnectContext from(String address) {
    return from(IpAddress.parse(address));
  }

  /** Returns these circumstances with the instant of the last second factor. */
  public ConnectContext secondFactorAt(Instant instant) {
    return new ConnectContext(from, Optional.of(instant), actingAs, emergencies, approvals);
  }

  /** Returns these circumstances with the roles that the person acts with. */
  public ConnectContext actingAs(String... roles) {
    return new ConnectContext(from, secondFactorAt, List.of(roles), emergencies, approvals);
  }

  /** Returns these circumstances with the emergencies that are active for the person. */
  public ConnectContext inEmergencies(String... names) {
    return new ConnectContext(from, secondFactorAt, actingAs, List.of(names), approvals);
  }

  /** Returns these circumstances with approvals. */
  public ConnectContext approvedBy(GivenApproval... given) {
    return new ConnectContext(from, secondFactorAt, actingAs, emergencies, List.of(given));
  }

  /**
   * Returns the request to enter a server in these circumstances, as {@link Connect} decides it;
   * without an instant.
   */
  public AccessRequest request(String staff, String server) {
    return of(AccessRequest.sso(staff, server));
  }

  /** Returns this request in these circumstances. */
  AccessRequest of(AccessRequest request) {
    AccessRequest placed = from.map(request::from).orElse(request);
    AccessRequest told = secondFactorAt.map(placed::secondFactorAt).orElse(placed);
    if (!actingAs.isEmpty()) {
      told = told.actingAs(actingAs.toArray(String[]::new));
    }
    if (!emergencies.isEmpty()) {
      told = told.inEmergencies(emergencies.toArray(String[]::new));
    }
    return approvals.isEmpty() ? told : told.approvedBy(approvals.toArray(GivenApproval[]::new));
  }
}
