package dev.staffgate.gate;

import dev.staffgate.accounts.ActiveAccounts;
import dev.staffgate.network.IpAddress;
import dev.staffgate.policy.Policy;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The accounts that may sign in, by a policy.
 *
 * @param policy gives the policy each time
 */
record AccountsThatAct(AccountsInForce accounts, Supplier<Policy> policy, InstantSource clock)
    implements ActiveAccounts {
  @Override
  public boolean mayAct(String staff, Optional<IpAddress> from) {
    return accounts.isActiveFrom(policy.get(), staff, from, clock.instant());
  }

  @Override
  public Optional<String> idOf(String typed) {
    return accounts.idOf(policy.get(), typed);
  }
}
