package dev.staffgate.whm.testing;

import static java.util.Objects.requireNonNull;

import dev.staffgate.model.Secret;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * An API token of a simulated WHM.
 *
 * @param owner the panel user that it belongs to: {@code root}, or a reseller
 * @param name its name
 * @param secret its text
 * @param privileges what it may do; none: all that its owner may
 * @param created when it was made
 * @param expiresAt from when on it is refused
 * @param addresses from where it is accepted; none: from everywhere
 */
public record SimulatedToken(
    String owner,
    String name,
    Secret secret,
    Set<String> privileges,
    Instant created,
    Optional<Instant> expiresAt,
    List<String> addresses) {
  private static final Instant LONG_AGO = Instant.parse("2020-01-01T00:00:00Z");

  public SimulatedToken {
    requireNonNull(owner, "owner");
    requireNonNull(name, "name");
    requireNonNull(secret, "secret");
    privileges = Set.copyOf(privileges);
    requireNonNull(created, "created");
    requireNonNull(expiresAt, "expiresAt");
    addresses = List.copyOf(addresses);
  }

  /** A token that may do all that its owner may, from everywhere and for ever, made in 2020. */
  public static SimulatedToken of(String owner, String name, Secret secret) {
    return new SimulatedToken(owner, name, secret, Set.of(), LONG_AGO, Optional.empty(), List.of());
  }

  /** Returns whether it has a privilege, or all. */
  boolean may(String privilege) {
    return privileges.isEmpty() || privileges.contains("all") || privileges.contains(privilege);
  }
}
