package dev.staffgate.staff;

import dev.staffgate.model.StaffAccount;
import dev.staffgate.policy.CompiledAccount;
import dev.staffgate.policy.Policy;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Where one account of a table is kept, made ready for a policy; empty once it was removed. */
final class AccountSlot extends AtomicReference<AccountSlot.@Nullable Kept> {
  private static final long serialVersionUID = 1L;

  /**
   * An account, and what its id stands for under one policy.
   *
   * @param ready of the policy document where that has an account of this id, else of this one
   */
  record Kept(StaffAccount account, CompiledAccount ready) {
    static Kept of(StaffAccount account, Policy policy) {
      return new Kept(
          account, policy.account(account.id()).orElseGet(() -> policy.compile(account)));
    }
  }

  AccountSlot(Kept kept) {
    super(kept);
  }

  /** The account as it was written, or null if it was removed. */
  @Nullable StaffAccount account() {
    Kept kept = get();
    return kept == null ? null : kept.account;
  }

  /**
   * What its id stands for under this policy, or null if it was removed. What was made for another
   * policy is made anew, and kept unless the account has changed meanwhile.
   */
  @SuppressWarnings("ReferenceEquality") // a policy is one object
  @Nullable CompiledAccount readyFor(Policy policy) {
    Kept known = get();
    if (known == null || known.ready.policy() == policy) {
      return known == null ? null : known.ready;
    }
    Kept next = Kept.of(known.account, policy);
    // Whoever changed it first has made a decision that comes later; this one is of the account
    // that was there when it was asked.
    boolean unused = compareAndSet(known, next);
    return next.ready;
  }
}
