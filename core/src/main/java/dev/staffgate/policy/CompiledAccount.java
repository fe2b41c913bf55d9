package dev.staffgate.policy;

import dev.staffgate.decision.AccessRequest;
import dev.staffgate.model.StaffAccount;
import dev.staffgate.policy.engine.EngineAccount;

/**
 * An account made ready for one policy: what its roles permit, at each time. Immutable.
 *
 * <p>Get it from {@link Policy#account} for the staff of the policy document, or from {@link
 * Policy#compile} for an account that a directory keeps. It belongs to the policy that made it.
 */
public final class CompiledAccount {
  private final EngineAccount account;

  CompiledAccount(EngineAccount account) {
    this.account = account;
  }

  /** Returns the account as the engine knows it. */
  EngineAccount unwrapped() {
    return account;
  }

  /** Returns the account as it was written. */
  public StaffAccount account() {
    return account.account();
  }

  /**
   * Returns whether it names another account as its person, which is looked at whenever it is
   * decided: an account that belongs to somebody else itself makes this one unknown.
   */
  public boolean mayBelongToNobody() {
    return account.mayBelongToNobody();
  }

  /** Returns whether {@code policy} made it. */
  public boolean isOf(Policy policy) {
    return policy.isOwnerOf(account);
  }

  /**
   * Returns this account, acting with some of its roles alone, as a request can ask for each time
   * ({@link AccessRequest#actingAs}). Of those assigned at the instant of a request, the ones named
   * count; a name that is not assigned then adds nothing; no name at all means all roles. Narrowed
   * once more, by this or by a request, it acts with what both name.
   *
   * @throws IllegalArgumentException as {@link AccessRequest#actingAs}
   */
  public CompiledAccount actingAs(String... roles) {
    AccessRequest bounded = AccessRequest.of(account.id(), "").actingAs(roles);
    return new CompiledAccount(account.actingAs(bounded.actingAs()));
  }

  @Override
  public String toString() {
    return "CompiledAccount[" + account.id() + "]";
  }
}
