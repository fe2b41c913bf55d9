package dev.staffgate.policy.engine;

import org.jspecify.annotations.Nullable;

/**
 * Finds accounts where the caller of the engine keeps them, so that the engine need not know how
 * that place looks and nothing is wrapped for a decision.
 *
 * @param <A> the place, given with each request
 */
@FunctionalInterface
public interface AccountLookup<A> {
  /**
   * Finds an account.
   *
   * @param staff any text: ids come from requests
   * @return null if no account has exactly this id
   */
  @Nullable EngineAccount find(A accounts, String staff);
}
