package dev.staffgate.staff;

import dev.staffgate.model.StaffAccount;
import dev.staffgate.policy.CompiledAccount;
import dev.staffgate.policy.Policy;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Where one account of a table is kept, made ready for a policy; empty once it was removed. */
final class AccountSlot extends AtomicReference<@Nullable CompiledAccount> {
  private static final long serialVersionUID = 1L;

  AccountSlot(CompiledAccount account) {
    super(account);
  }

  /** The account as it was written, or null if it was removed. */
  @Nullable StaffAccount account() {
    CompiledAccount compiled = get();
    return compiled == null ? null : compiled.account();
  }

  /**
   * The account, made ready for this policy, or null if it was removed. What was made for another
   * policy is made anew, and kept unless the account has changed meanwhile.
   */
  @SuppressWarnings("ReferenceEquality") // a policy is one object
  @Nullable CompiledAccount readyFor(Policy policy) {
    CompiledAccount known = get();
    if (known == null || known.policy() == policy) {
      return known;
    }
    CompiledAccount ready = policy.compile(known.account());
    // Whoever changed it first has made a decision that comes later; this one is of the account
    // that was there when it was asked.
    boolean unused = compareAndSet(known, ready);
    return ready;
  }
}
