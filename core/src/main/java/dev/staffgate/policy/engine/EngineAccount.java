package dev.staffgate.policy.engine;

import static java.util.Objects.requireNonNull;

import dev.staffgate.model.Assignment;
import dev.staffgate.model.StaffAccount;
import dev.staffgate.network.IpAddress;
import dev.staffgate.network.NetworkSet;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * An account made ready for the engine of one policy: what its roles permit, at each time.
 * Immutable to all that look at it.
 */
public final class EngineAccount {
  private final CompiledRoles roles; // each decision asks whose it is, and looks no further
  private final StaffAccount account;
  private final RoleSet first;
  private final @Nullable Limits limits;

  // Kept when first asked. The row is seen by other threads with all that is in it, and with the
  // table that was written before, as it is volatile: an array has no final fields (see RoleSet).
  private @Nullable AnswerTable table;
  private volatile long @Nullable [] row;

  /** Limits that few accounts have: kept apart, so that the many are small and tested at once. */
  private record Limits(
      @Nullable NetworkSet networks,
      @Nullable LaterRoles later,
      List<Assignment> undefinedRoles,
      boolean mayBelongToNobody) {
    static final Limits NONE = new Limits(null, null, List.of(), false);
  }

  /** The roles after the first change of them. */
  @SuppressWarnings("ArrayRecordComponent") // never compared; an account has at most a few
  private record LaterRoles(Instant[] starts, RoleSet[] roleSets) {
    RoleSet at(Instant instant, RoleSet before) {
      RoleSet counts = before;
      for (int i = 0; i < starts.length && !instant.isBefore(starts[i]); i++) {
        counts = roleSets[i];
      }
      return counts;
    }
  }

  /**
   * Makes an account ready.
   *
   * @param networks the addresses that it acts from, or null if that is anywhere
   * @param starts the instants from which the second and each later role set counts, ascending
   * @param roleSets one more than there are instants
   * @param undefinedRoles the assignments of roles that the policy does not define
   * @param mayBelongToNobody whether the account that it names as its person has still to be looked
   *     at
   */
  public EngineAccount(
      StaffAccount account,
      @Nullable NetworkSet networks,
      List<Instant> starts,
      List<RoleSet> roleSets,
      List<Assignment> undefinedRoles,
      boolean mayBelongToNobody) {
    this(
        account,
        roleSets.get(0),
        networks,
        starts.isEmpty()
            ? null
            : new LaterRoles(
                starts.toArray(Instant[]::new),
                roleSets.subList(1, roleSets.size()).toArray(RoleSet[]::new)),
        undefinedRoles,
        mayBelongToNobody);
  }

  private EngineAccount(
      StaffAccount account,
      RoleSet first,
      @Nullable NetworkSet networks,
      @Nullable LaterRoles later,
      List<Assignment> undefinedRoles,
      boolean mayBelongToNobody) {
    this.roles = first.roles();
    this.account = account;
    this.first = first;
    this.limits =
        networks == null && later == null && undefinedRoles.isEmpty() && !mayBelongToNobody
            ? null
            : new Limits(networks, later, undefinedRoles, mayBelongToNobody);
    // Where others have the same roles, the answers are there already.
    this.table = first.tableIfMade();
    if (table != null && isAlwaysTheSame()) {
      this.row = table.row();
    }
  }

  /** Returns the account as it was written. */
  public StaffAccount account() {
    return account;
  }

  /** Returns the id of the account. */
  public String id() {
    return account.id();
  }

  /** Returns the id of the person whom the account belongs to. */
  public String person() {
    return account.personId();
  }

  /**
   * Returns the person as approvals are counted by: one for all that differ in letter case alone
   * (decision 0038).
   */
  public String personInLowerCase() {
    return person().toLowerCase(Locale.ROOT);
  }

  /**
   * Returns whether an id or person of this account is one of the other's, but for letter case. A
   * directory may have such accounts, and nobody can tell that they are two people's (decision
   * 0038).
   */
  boolean mayBeOfTheSamePersonAs(EngineAccount other) {
    return id().equalsIgnoreCase(other.id())
        || id().equalsIgnoreCase(other.person())
        || person().equalsIgnoreCase(other.id())
        || person().equalsIgnoreCase(other.person());
  }

  /** Returns whether it was made for the policy of these roles. */
  @SuppressWarnings("ReferenceEquality") // those of another policy are others, equal or not
  public boolean isOf(CompiledRoles others) {
    return roles == others;
  }

  /**
   * Returns this account, acting with some of its roles alone: of those assigned at the instant of
   * a request, the ones named.
   *
   * @param roles ids; none means all
   */
  public EngineAccount actingAs(List<String> roles) {
    UnaryOperator<RoleSet> narrow = all -> all.narrowed(roles, new int[0]).interned();
    LaterRoles later = limits().later;
    return new EngineAccount(
        account,
        narrow.apply(first),
        limits().networks,
        later == null
            ? null
            : new LaterRoles(
                later.starts, List.of(later.roleSets).stream().map(narrow).toArray(RoleSet[]::new)),
        limits().undefinedRoles,
        limits().mayBelongToNobody);
  }

  /** Returns whether it is not disabled. */
  public boolean isActive() {
    return !account.disabled();
  }

  /** Returns whether it has the same roles at all times, and the policy defines them all. */
  public boolean hasRolesForGood() {
    return limits().later == null && limits().undefinedRoles.isEmpty();
  }

  /** Returns whether it acts from anywhere. */
  public boolean actsFromAnywhere() {
    return limits().networks == null;
  }

  /** Returns whether step 2 has nothing against an address. */
  boolean mayActFrom(@Nullable IpAddress address) {
    NetworkSet networks = limits().networks;
    return networks == null || (address != null && networks.contains(address));
  }

  /**
   * Returns whether the account that it names as its person has still to be looked at: one that
   * names another person itself is an error.
   */
  public boolean mayBelongToNobody() {
    return limits().mayBelongToNobody;
  }

  /**
   * Returns the first role that it has, or will have, after an instant, and that the policy does
   * not define; null if there is none. Without an instant no assignment has ended.
   */
  @Nullable String undefinedRoleAt(@Nullable Instant instant) {
    for (Assignment one : limits().undefinedRoles) {
      if (instant == null || one.until().isEmpty() || instant.isBefore(one.until().get())) {
        return one.role().id();
      }
    }
    return null;
  }

  private Limits limits() {
    return limits == null ? Limits.NONE : limits;
  }

  // Active, with its roles for good and no networks of its own.
  private boolean isAlwaysTheSame() {
    return limits == null && isActive();
  }

  /**
   * Returns the row of its answers ({@link AnswerTable#bits}) for all that comes this far, where
   * they are the same at any time and from anywhere: the account is active, has its roles for good
   * and no networks of its own. Else null.
   */
  long @Nullable [] row() {
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

  /** Returns the answers that the row is of; only where there is a row, and after it. */
  AnswerTable table() {
    return requireNonNull(table);
  }

  /**
   * Returns the roles before the first change of them: at all times, if it has its roles for good.
   */
  RoleSet first() {
    return first;
  }

  /** Returns the roles at this instant, or null if they depend on it and there is none. */
  public @Nullable RoleSet roleSetAt(@Nullable Instant instant) {
    LaterRoles later = limits().later;
    if (later == null) {
      return first;
    }
    return instant == null ? null : later.at(instant, first);
  }

  /**
   * A time in which the account has the same roles.
   *
   * @param from the first instant; unbounded if absent
   * @param until the first instant after; unbounded if absent
   */
  public record RolePeriod(Optional<Instant> from, Optional<Instant> until, RoleSet roles) {}

  /**
   * Returns the time in which step 1 has nothing against its roles, cut where these change;
   * ascending.
   */
  public List<RolePeriod> rolePeriods() {
    return limits().undefinedRoles.isEmpty()
        ? allPeriods()
        : allPeriods().stream()
            .filter(period -> undefinedRoleAt(period.from().orElse(Instant.MIN)) == null)
            .toList();
  }

  private List<RolePeriod> allPeriods() {
    LaterRoles later = limits().later;
    if (later == null) {
      return List.of(new RolePeriod(Optional.empty(), Optional.empty(), first));
    }
    List<RolePeriod> periods = new ArrayList<>();
    Optional<Instant> from = Optional.empty();
    RoleSet roles = first;
    for (int i = 0; i < later.starts.length; i++) {
      Optional<Instant> until = Optional.of(later.starts[i]);
      periods.add(new RolePeriod(from, until, roles));
      from = until;
      roles = later.roleSets[i];
    }
    periods.add(new RolePeriod(from, Optional.empty(), roles));
    return periods;
  }

  @Override
  public String toString() {
    return "EngineAccount[" + account.id() + "]";
  }
}
