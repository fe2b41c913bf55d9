package dev.staffgate.policy;

import dev.staffgate.model.StaffAccount;
import dev.staffgate.network.NetworkSet;
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
  private final @Nullable NetworkSet networks;
  private final RoleSet first;
  private final @Nullable Later later;
  private final boolean locked;
  private final boolean always;

  // Kept when first asked: see RoleSet.
  private @Nullable Table ready;

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
  CompiledAccount(
      Policy policy,
      StaffAccount account,
      @Nullable NetworkSet networks,
      List<Instant> starts,
      List<RoleSet> roleSets) {
    this(
        policy,
        account,
        networks,
        roleSets.get(0),
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
      @Nullable NetworkSet networks,
      RoleSet first,
      @Nullable Later later,
      boolean locked) {
    this.policy = policy;
    this.account = account;
    this.networks = networks;
    this.first = first;
    this.later = later;
    this.locked = locked;
    this.always = !account.disabled() && !locked && networks == null && later == null;
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
    return locked;
  }

  /** Returns this account, locked or not. */
  public CompiledAccount withLocked(boolean isLocked) {
    return new CompiledAccount(policy, account, networks, first, later, isLocked);
  }

  /**
   * Returns this account, acting with some of its roles alone, as a request can ask for each time
   * ({@link AccessRequest#actingAs}). Of those assigned at the instant of a request, the ones named
   * count; a name that is not assigned then adds nothing; no name at all means all roles. Narrowed
   * once more, by this or by a request, it acts with what both name.
   */
  public CompiledAccount actingAs(String... roles) {
    List<String> named = RequestBounds.names(List.of(roles));
    UnaryOperator<RoleSet> narrow = all -> all.narrowed(named, new int[0]).shared();
    return new CompiledAccount(
        policy,
        account,
        networks,
        narrow.apply(first),
        later == null
            ? null
            : new Later(
                later.starts, List.of(later.roleSets).stream().map(narrow).toArray(RoleSet[]::new)),
        locked);
  }

  /** The addresses that it signs in and acts from, or null if that is anywhere. */
  @Nullable NetworkSet networksOrNull() {
    return networks;
  }

  @SuppressWarnings(
      "ReferenceEquality") // a policy is one object; an equal one compiled anew has other role sets
  boolean isOf(Policy other) {
    return policy == other;
  }

  /**
   * The answers for all that comes this far, where that is the same at any time and from anywhere:
   * the account is active, has its roles for good and no networks of its own. Else null.
   */
  @Nullable Table ready() {
    Table known = ready;
    if (known == null && always) {
      known = first.table();
      ready = known;
    }
    return known;
  }

  /** What counts before the first change of roles: at all times, if it has its roles for good. */
  RoleSet first() {
    return first;
  }

  /** What counts at this instant, or null if that depends on the instant and there is none. */
  @Nullable RoleSet roleSetAt(@Nullable Instant instant) {
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
  record Stretch(Optional<Instant> from, Optional<Instant> until, RoleSet roles) {}

  /** All time, cut where the roles change; ascending. */
  List<Stretch> stretches() {
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
