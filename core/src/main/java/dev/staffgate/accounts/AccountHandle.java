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
  private static final AtomicReferenceFieldUpdater<AccountHandle, Object> KEPT =
      AtomicReferenceFieldUpdater.newUpdater(AccountHandle.class, Object.class, "kept");

  private final AccountTable table;
  private final String id;

  /** A {@link CompiledAccount} of the table, one that is {@link Covered}, or null. */
  private volatile @Nullable Object kept;

  /**
   * An account of the table, and the one of the policy document that counts in its place.
   *
   * @param account of the table
   */
  private record Covered(StaffAccount account, CompiledAccount counting) {}

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
    Object now = kept;
    return now == null ? null : accountOf(now);
  }

  /** Keeps an account of the table from now on. */
  void put(CompiledAccount account) {
    kept = covered(account);
  }

  /** Keeps none from now on. */
  void remove() {
    kept = null;
  }

  /**
   * What the account stands for under this policy, or null if there is none. What was made for
   * another policy is made anew, and kept unless the account has changed meanwhile.
   */
  @SuppressWarnings("ReferenceEquality") // a policy is one object
  @Nullable CompiledAccount readyFor(Policy policy) {
    Object now = kept;
    if (now instanceof CompiledAccount ready && ready.policy() == policy) {
      return ready;
    }
    return now == null ? null : otherwise(now, policy);
  }

  @SuppressWarnings("ReferenceEquality")
  private CompiledAccount otherwise(Object now, Policy policy) {
    if (countingOf(now).policy() == policy) {
      return countingOf(now);
    }
    Object next = covered(policy.compile(accountOf(now)));
    // Whoever changed it first has made a decision that comes later; this one is of the account
    // that was there when it was asked.
    boolean unused = KEPT.compareAndSet(this, now, next);
    return countingOf(next);
  }

  /** Keeps an account as it was made ready for another policy, unless it has changed meanwhile. */
  @SuppressWarnings("ReferenceEquality")
  void settle(CompiledAccount account) {
    Object now = kept;
    if (now != null
        && accountOf(now) == account.account()
        && countingOf(now).policy() != account.policy()) {
      boolean unused = KEPT.compareAndSet(this, now, covered(account));
    }
  }

  private static Object covered(CompiledAccount account) {
    return account
        .policy()
        .account(account.account().id())
        .<Object>map(counting -> new Covered(account.account(), counting))
        .orElse(account);
  }

  private static StaffAccount accountOf(Object kept) {
    return kept instanceof Covered covered ? covered.account : ((CompiledAccount) kept).account();
  }

  private static CompiledAccount countingOf(Object kept) {
    return kept instanceof Covered covered ? covered.counting : (CompiledAccount) kept;
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
