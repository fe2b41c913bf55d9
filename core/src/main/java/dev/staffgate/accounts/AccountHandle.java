package dev.staffgate.accounts;

import static java.util.Objects.requireNonNull;

import dev.staffgate.model.StaffAccount;
import dev.staffgate.policy.CompiledAccount;
import dev.staffgate.policy.Policy;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import org.jspecify.annotations.Nullable;

/**
 * An account of an {@link AccountTable}, looked up once and asked about from then on, as a session
 * does. It follows the account: each decision sees it as it is then, and a new policy as well.
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

  /** A {@link CompiledAccount} of the table, one that is {@link OverriddenAccount}, or null. */
  private volatile @Nullable Object state;

  /**
   * An account of the table, and the one of the policy document that counts in its place.
   *
   * @param account of the table
   */
  private record OverriddenAccount(StaffAccount account, CompiledAccount effective) {}

  AccountHandle(AccountTable table, String id) {
    this.table = table;
    this.id = requireNonNull(id, "id");
  }

  /** Whose. */
  public String id() {
    return id;
  }

  /** Whether it is of this table: another one may have an account of the same id. */
  @SuppressWarnings("ReferenceEquality") // a table is one object
  boolean isOf(AccountTable other) {
    return table == other;
  }

  /** The account of the table as it was written, or null if there is none. */
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
   * What the account stands for under this policy, or null if there is none. What was made for
   * another policy is made anew, and kept unless the account has changed meanwhile.
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

  /** Keeps an account as it was made ready for another policy, unless it has changed meanwhile. */
  @SuppressWarnings("ReferenceEquality") // the same account, not an equal one
  void publishIfUnchanged(CompiledAccount account, Policy policy) {
    Object now = state;
    if (now != null
        && accountOf(now) == account.account()
        && !effectiveOf(now).isOf(policy)) {
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
