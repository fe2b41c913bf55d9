package dev.staffgate.accounts;

import static java.util.Objects.requireNonNull;

import dev.staffgate.model.StaffAccount;
import dev.staffgate.policy.CompiledAccount;
import dev.staffgate.policy.Policy;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import org.jspecify.annotations.Nullable;

/**
 * A reference to an account of an {@link AccountTable}, for a caller that asks about it again and
 * again, such as a session. Each decision sees the account and the policy as they are then.
 *
 * <p>Safe for any number of threads; equal by id.
 */
public final class AccountHandle {
  // The handle of an account that is in a table is where that table keeps it, so that a decision
  // has one reference less to follow. It is empty once the account was removed, and from the
  // beginning if there was none: then the account is looked up by its id each time.
  private static final AtomicReferenceFieldUpdater<AccountHandle, Object> STATE =
      AtomicReferenceFieldUpdater.newUpdater(AccountHandle.class, Object.class, "state");

  private final AccountTable table;
  private final String id;

  /** A {@link CompiledAccount} of the table, an {@link OverriddenAccount}, or null. */
  private volatile @Nullable Object state;

  /**
   * An account of the table whose id the policy document has as well.
   *
   * @param account the account of the table
   * @param effective the account of the policy document, which counts
   */
  private record OverriddenAccount(StaffAccount account, CompiledAccount effective) {}

  AccountHandle(AccountTable table, String id) {
    this.table = table;
    this.id = requireNonNull(id, "id");
  }

  /** Returns the id of the account. */
  public String id() {
    return id;
  }

  /** Returns whether this handle belongs to a table; another table may have the same id. */
  @SuppressWarnings("ReferenceEquality") // a table is one object
  boolean isOf(AccountTable other) {
    return table == other;
  }

  /** Returns the account of the table as it was put there; null if it has no such account. */
  @Nullable StaffAccount account() {
    Object now = state;
    return now == null ? null : accountOf(now);
  }

  /** Keeps an account of the table from now on, made ready for this policy. */
  void put(CompiledAccount account, Policy policy) {
    state = stateOf(account, policy);
  }

  /** Keeps none from now on. */
  void remove() {
    state = null;
  }

  /**
   * Returns the account that counts under this policy; null if the table has no such account. An
   * account that was compiled for another policy is compiled again, and kept unless it has changed
   * meanwhile.
   */
  @Nullable CompiledAccount compiledFor(Policy policy) {
    Object now = state;
    if (now instanceof CompiledAccount ready && ready.isOf(policy)) {
      return ready;
    }
    return now == null ? null : recompile(now, policy);
  }

  private CompiledAccount recompile(Object now, Policy policy) {
    if (effectiveOf(now).isOf(policy)) {
      return effectiveOf(now);
    }
    Object next = stateOf(policy.compile(accountOf(now)), policy);
    // Whoever changed it first has made a decision that comes later; this one is of the account
    // that was there when it was asked.
    boolean unused = STATE.compareAndSet(this, now, next);
    return effectiveOf(next);
  }

  /** Keeps an account that was compiled for another policy, unless it has changed meanwhile. */
  @SuppressWarnings("ReferenceEquality") // the same account, not an equal one
  void publishIfUnchanged(CompiledAccount account, Policy policy) {
    Object now = state;
    if (now != null && accountOf(now) == account.account() && !effectiveOf(now).isOf(policy)) {
      boolean unused = STATE.compareAndSet(this, now, stateOf(account, policy));
    }
  }

  private static Object stateOf(CompiledAccount account, Policy policy) {
    return policy
        .account(account.account().id())
        .<Object>map(effective -> new OverriddenAccount(account.account(), effective))
        .orElse(account);
  }

  private static StaffAccount accountOf(Object state) {
    return state instanceof OverriddenAccount overridden
        ? overridden.account
        : ((CompiledAccount) state).account();
  }

  private static CompiledAccount effectiveOf(Object state) {
    return state instanceof OverriddenAccount overridden
        ? overridden.effective
        : (CompiledAccount) state;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof AccountHandle that && id.equals(that.id);
  }

  @Override
  public int hashCode() {
    return id.hashCode();
  }

  @Override
  public String toString() {
    return "AccountHandle[" + id + "]";
  }
}
