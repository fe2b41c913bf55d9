package dev.staffgate.sso;

import static java.util.Objects.requireNonNull;

import dev.staffgate.network.IpAddress;
import dev.staffgate.policy.AccessRequest;
import java.time.Instant;
import java.util.Optional;

/**
 * The circumstances in which somebody enters a server: what a decision needs beside who and where
 * to. The instant is the gate's clock's.
 *
 * @param from the client's address; what restricts addresses refuses without it
 * @param secondFactorAt when the person last proved a second factor
 */
public record ConnectContext(Optional<IpAddress> from, Optional<Instant> secondFactorAt) {
  /** Nothing is given: whatever has a condition on it refuses. */
  public static final ConnectContext NOTHING_GIVEN =
      new ConnectContext(Optional.empty(), Optional.empty());

  public ConnectContext {
    requireNonNull(from, "from");
    requireNonNull(secondFactorAt, "secondFactorAt");
  }

  /** Returns circumstances with nothing but the client's address. */
  public static ConnectContext from(IpAddress address) {
    return new ConnectContext(Optional.of(address), Optional.empty());
  }

  /**
   * Returns circumstances with nothing but the client's address.
   *
   * @throws IllegalArgumentException if it is no address
   */
  public static ConnectContext from(String address) {
    return from(IpAddress.parse(address));
  }

  /** Returns these circumstances with the instant of the last second factor. */
  public ConnectContext secondFactorAt(Instant instant) {
    return new ConnectContext(from, Optional.of(instant));
  }

  /** The request to enter this server in these circumstances. */
  AccessRequest request(String staff, String server) {
    AccessRequest request = AccessRequest.sso(staff, server);
    AccessRequest placed = from.map(request::from).orElse(request);
    return secondFactorAt.map(placed::secondFactorAt).orElse(placed);
  }
}
