package dev.staffgate.policy;

import static java.util.Objects.requireNonNull;

import dev.staffgate.decision.AccessRequest;
import dev.staffgate.model.StaffAccount;
import dev.staffgate.network.NetworkSet;
import dev.staffgate.policy.engine.AnswerTable;
import dev.staffgate.policy.engine.RoleSet;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
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
  private final RoleSet first;
  private final @Nullable Limits limits;

  // Kept when first asked. The row is seen by other threads with all that is in it, and with the
  // table that was written before, as it is volatile: an array has no final fields (see RoleSet).
  private @Nullable AnswerTable table;
  private volatile long @Nullable [] row;

  /** What few accounts have: kept apart, so that the many are small and tested at once. */
  private record Limits(@Nullable NetworkSet networks, @Nullable Later later, boolean locked) {
    static final Limits NONE = new Limits(null, null, false);
  }

  /** The times after the first change of roles. */
  @SuppressWarnings("ArrayRecordComponent") // never compared; an account has at most a few
  private record Later(Instant[] starts, RoleSet[] roleSets) {
    RoleSet at(Instant instant, RoleSet before) {
      RoleSet counts = before;
      for (int i = 0; i < starts.length && !instant.isBefore(starts[i]); i++) {
        counts = roleSets[i];
      }
      return counts;
    }
  }

  /**
   * @param starts the instants from which the second and each later role set counts, ascending
   * @param roleSets one more than there are instants
   */
  public CompiledAccount(
      Policy policy,
      StaffAccount account,
      @Nullable NetworkSet networks,
      List<Instant> starts,
      List<RoleSet> roleSets) {
    this(
        policy,
        account,
        roleSets.get(0),
        networks,
        starts.isEmpty()
            ? null
            : new Later(
                starts.toArray(Instant[]::new),
                roleSets.subList(1, roleSets.size()).toArray(RoleSet[]::new)),
        false);
  }

  private CompiledAccount(
      Policy policy,
      StaffAccount account,
      RoleSet first,
      @Nullable NetworkSet networks,
      @Nullable Later later,
      boolean locked) {
    this.policy = policy;
    this.account = account;
    this.first = first;
    this.limits =
        networks == null && later == null && !locked ? null : new Limits(networks, later, locked);
    // Where others have the same roles, the answers are there already.
    this.table = first.tableIfMade();
    if (table != null && isAlwaysTheSame()) {
      this.row = table.row();
    }
  }

  /** The account as it was written. */
  public StaffAccount account() {
    return account;
  }

  /** The policy that made it. */
  public Policy policy() {
    return policy;
  }

  /** Whether it is locked: a fact of the sign-in state, which the policy does not know. */
  public boolean locked() {
    return limits().locked;
  }

  /** Returns this account, locked or not. */
  public CompiledAccount withLocked(boolean isLocked) {
    return new CompiledAccount(policy, account, first, limits().networks, limits().later, isLocked);
  }

  /**
   * Returns this account, acting with some of its roles alone, as a request can ask for each time
   * ({@link AccessRequest#actingAs}). Of those assigned at the instant of a request, the ones named
   * count; a name that is not assigned then adds nothing; no name at all means all roles. Narrowed
   * once more, by this or by a request, it acts with what both name.
   */
  public CompiledAccount actingAs(String... roles) {
    List<String> named = AccessRequest.of(account.id(), "").actingAs(roles).actingAs();
    UnaryOperator<RoleSet> narrow = all -> all.narrowed(named, new int[0]).shared();
    Later later = limits().later;
    return new CompiledAccount(
        policy,
        account,
        narrow.apply(first),
        limits().networks,
        later == null
            ? null
            : new Later(
                later.starts, List.of(later.roleSets).stream().map(narrow).toArray(RoleSet[]::new)),
        limits().locked);
  }

  /** The addresses that it signs in and acts from, or null if that is anywhere. */
  public @Nullable NetworkSet networksOrNull() {
    return limits().networks;
  }

  private Limits limits() {
    return limits == null ? Limits.NONE : limits;
  }

  @SuppressWarnings(
      "ReferenceEquality") // a policy is one object; an equal one compiled anew has other role sets
  public boolean isOf(Policy other) {
    return policy == other;
  }

  // Active, with its roles for good and no networks of its own.
  private boolean isAlwaysTheSame() {
    return limits == null && !account.disabled();
  }

  /**
   * The row of its answers ({@link AnswerTable#said}) for all that comes this far, where they are
   * the same at any time and from anywhere: the account is active, has its roles for good and no
   * networks of its own. Else null.
   */
  public long @Nullable [] row() {
    long[] known = row;
    return known == null ? makeRow() : known;
  }

  private long @Nullable [] makeRow() {
    if (!isAlwaysTheSame()) {
      return null;
    }
    AnswerTable made = first.table();
    table = made;
    row = made.row();
    return made.row();
  }

  /** The answers that the row is of; only where there is a row, and after it. */
  public AnswerTable table() {
    return requireNonNull(table);
  }

  /** What counts before the first change of roles: at all times, if it has its roles for good. */
  public RoleSet first() {
    return first;
  }

  /** What counts at this instant, or null if that depends on the instant and there is none. */
  public @Nullable RoleSet roleSetAt(@Nullable Instant instant) {
    Later later = limits().later;
    if (later == null) {
      return first;
    }
    return instant == null ? null : later.at(instant, first);
  }

  /**
   * A time in which it has the same roles.
   *
   * @param from the first instant; without it, since ever
   * @param until the first instant after; without it, for good
   */
  public record Stretch(Optional<Instant> from, Optional<Instant> until, RoleSet roles) {}

  /** All time, cut where the roles change; ascending. */
  public List<Stretch> stretches() {
    Later later = limits().later;
    if (later == null) {
      return List.of(new Stretch(Optional.empty(), Optional.empty(), first));
    }
    List<Stretch> stretches = new ArrayList<>();
    Optional<Instant> from = Optional.empty();
    RoleSet roles = first;
    for (int i = 0; i < later.starts.length; i++) {
      Optional<Instant> until = Optional.of(later.starts[i]);
      stretches.add(new Stretch(from, until, roles));
      from = until;
      roles = later.roleSets[i];
    }
    stretches.add(new Stretch(from, Optional.empty(), roles));
    return stretches;
  }

  @Override
  public String toString() {
    return "CompiledAccount[" + account.id() + "]";
  }
}
