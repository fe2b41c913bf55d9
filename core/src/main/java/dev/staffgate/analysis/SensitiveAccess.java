package dev.staffgate.analysis;

import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableSortedSet;
import dev.staffgate.analysis.diff.SensitiveReach;
import dev.staffgate.policy.Policy;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The addresses from which somebody reaches sensitive permissions: those of all requests without
 * locks that are not denied. A permission that needs a second factor or approval is reached, too.
 *
 * @param who accounts; of a policy without accounts, roles that are each held alone; nobody's name
 *     if roles reach it that are held together
 * @param permissions sensitive ones
 * @param networks the addresses as ranges; without an address, {@code no address}
 * @param addresses the number of addresses, of IPv4 and IPv6 together; absent if they could not be
 *     counted
 * @param obstacle why they could not be counted; empty if they were
 */
public record SensitiveAccess(
    Set<String> who,
    Set<String> permissions,
    List<String> networks,
    Optional<BigInteger> addresses,
    String obstacle) {
  public SensitiveAccess {
    who = ImmutableSortedSet.copyOf(who);
    permissions = ImmutableSortedSet.copyOf(permissions);
    networks = List.copyOf(networks);
    requireNonNull(addresses, "addresses");
    requireNonNull(obstacle, "obstacle");
  }

  /** Returns what can be reached in a policy, in a stable order. */
  public static List<SensitiveAccess> in(Policy policy) {
    return SensitiveReach.of(policy).stream().map(SensitiveAccess::of).toList();
  }

  private static SensitiveAccess of(SensitiveReach.Reach reach) {
    return new SensitiveAccess(
        reach.who().contains("") ? Set.of() : reach.who(),
        reach.permissions(),
        reach.networks(),
        reach.obstacle().isEmpty() ? Optional.of(reach.count()) : Optional.empty(),
        reach.obstacle());
  }

  /** Returns whether there are more addresses than this, or they could not be counted. */
  public boolean isWiderThan(BigInteger most) {
    return addresses.map(number -> number.compareTo(most) > 0).orElse(true);
  }

  /** Returns it as a sentence. */
  @Override
  public String toString() {
    return (who.isEmpty() ? "several roles together" : String.join(", ", who))
        + ": "
        + String.join(", ", permissions)
        + addresses.map(this::from).orElse(": cannot be counted: " + obstacle);
  }

  private String from(BigInteger number) {
    return number.equals(DiffSize.ALL_ADDRESSES)
        ? " from any address"
        : " from " + number + " addresses: " + String.join(", ", networks);
  }
}
