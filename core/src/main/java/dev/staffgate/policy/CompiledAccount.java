package dev.staffgate.policy;

import dev.staffgate.model.StaffAccount;
import dev.staffgate.network.NetworkSet;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An account made ready for one policy: what its roles permit, at each time. Immutable.
 *
 * <p>Get it from {@link Policy#account} for the staff of the policy document, or from {@link
 * Policy#compile} for an account that a directory keeps. It belongs to the policy that made it.
 */
public final class CompiledAccount {
  private final Policy policy;
  private final StaffAccount account;
  private final boolean locked;
  private final @Nullable NetworkSet networks;
  private final List<Instant> starts;
  private final List<RoleSet> roleSets;

  /**
   * @param starts the instants from which the second and each later role set counts, ascending
   * @param roleSets one more than there are instants
   */
  CompiledAccount(
      Policy policy,
      StaffAccount account,
      boolean locked,
      @Nullable NetworkSet networks,
      List<Instant> starts,
      List<RoleSet> roleSets) {
    this.policy = policy;
    this.account = account;
    this.locked = locked;
    this.networks = networks;
    this.starts = List.copyOf(starts);
    this.roleSets = List.copyOf(roleSets);
  }

  /** The account as it was written. */
  public StaffAccount account() {
    return account;
  }

  /** Whether it is locked: a fact of the sign-in state, which the policy does not know. */
  public boolean locked() {
    return locked;
  }

  /** Returns this account, locked or not. */
  public CompiledAccount withLocked(boolean isLocked) {
    return new CompiledAccount(policy, account, isLocked, networks, starts, roleSets);
  }

  /** The addresses that it signs in and acts from, or null if that is anywhere. */
  @Nullable NetworkSet networksOrNull() {
    return networks;
  }

  @SuppressWarnings(
      "ReferenceEquality") // a policy is one object; an equal one compiled anew has other role sets
  boolean isOf(Policy other) {
    return policy == other;
  }

  /** What counts at this instant, or null if that depends on the instant and there is none. */
  @Nullable RoleSet roleSetAt(@Nullable Instant instant) {
    if (starts.isEmpty()) {
      return roleSets.get(0);
    }
    if (instant == null) {
      return null;
    }
    int index = 0;
    while (index < starts.size() && !instant.isBefore(starts.get(index))) {
      index++;
    }
    return roleSets.get(index);
  }

  @Override
  public String toString() {
    return "CompiledAccount[" + account.id() + "]";
  }
}
