package dev.staffgate.policy;

import java.util.Optional;

/**
 * The accounts that a decision may be about: the requester's, and those of approvers.
 *
 * <p>The staff of the policy document is one ({@link Policy#staff}); accounts that live elsewhere
 * are made ready by {@link Policy#compile}. A decision asks at most once for the requester and once
 * for each approval, on the thread that decides. What is thrown here passes through the decision
 * unchanged.
 */
@FunctionalInterface
public interface Accounts {
  /**
   * Finds an account, made ready by the policy that asks.
   *
   * @param staff any text: ids come from requests
   * @return empty if no account has exactly this id
   */
  Optional<CompiledAccount> find(String staff);
}
