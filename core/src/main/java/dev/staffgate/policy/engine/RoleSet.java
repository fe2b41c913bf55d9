package dev.staffgate.policy.engine;

import com.google.common.collect.ImmutableList;
import com.google.common.primitives.Ints;
import dev.staffgate.decision.Decision;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The roles that accounts have assigned and act with, shared by all accounts with the same. Equal
 * by these two; immutable to all that look at it.
 *
 * <p>What is asked of it is made ready when it is first asked, and kept. Threads that ask at once
 * may each make it: they make the same.
 */
public final class RoleSet {
  private final CompiledRoles roles;
  private final int[] assigned;
  private final int[] held;
  private final @Nullable LockedGrants locked;

  // INVARIANT: what these point to has final fields alone. So a thread that sees one sees all of
  // it, and a thread that does not makes its own, without a lock (JLS 17.5).
  private @Nullable AnswerTable table;
  private @Nullable ServerAccess serverAccess;
  private @Nullable RequestStanding standing;

  /**
   * Makes a role set.
   *
   * @param assigned the ranks of the roles assigned, and of those of emergencies; ascending
   * @param held the same without those that are not acted with
   */
  public RoleSet(CompiledRoles roles, int[] assigned, int[] held) {
    this(roles, assigned, held, null);
  }

  private RoleSet(CompiledRoles roles, int[] assigned, int[] held, @Nullable LockedGrants locked) {
    this.roles = roles;
    this.assigned = assigned;
    this.held = held;
    this.locked = locked;
  }

  /** Returns these roles with the grants that locks leave; denies and separation stay. */
  RoleSet under(LockedGrants locks) {
    return new RoleSet(roles, assigned, held, locks);
  }

  /** Returns whether locks take grants, or may take some. */
  boolean isUnderLocks() {
    return locked != null;
  }

  /**
   * Returns this role set, acting with some of its roles alone, and with the roles of emergencies.
   *
   * @param actingAs ids of roles; none means all
   * @param emergencies ranks of their roles
   */
  public RoleSet narrowed(List<String> actingAs, int[] emergencies) {
    return actingWith(
        actingAs.isEmpty()
            ? held
            : IntStream.of(roles.ranks(actingAs))
                .filter(rank -> Arrays.binarySearch(held, rank) >= 0)
                .toArray(),
        emergencies);
  }

  /**
   * Returns this role set, acting with these of its roles alone, and with the roles of emergencies.
   *
   * @param acted ranks, ascending
   * @param emergencies ranks of their roles
   */
  public RoleSet actingWith(int[] acted, int[] emergencies) {
    return new RoleSet(roles, union(assigned, emergencies), union(acted, emergencies));
  }

  /** Returns the ranks of the roles assigned, ascending. Not to be changed. */
  public int[] assigned() {
    return assigned;
  }

  /** Returns the ranks of those that it acts with, ascending. Not to be changed. */
  public int[] held() {
    return held;
  }

  /** Returns the one that all share which is equal to this. */
  public RoleSet interned() {
    return roles.roleSet(assigned, held);
  }

  private static int[] union(int[] one, int[] other) {
    return other.length == 0
        ? one
        : IntStream.of(Ints.concat(one, other)).sorted().distinct().toArray();
  }

  /**
   * Returns the answers to all permissions at once: made once and kept, for roles that are asked
   * again.
   */
  public AnswerTable table() {
    AnswerTable ready = table;
    if (ready == null) {
      ready = makeTable();
      table = ready;
    }
    return ready;
  }

  /** Returns the answers to all permissions if they were made already, else null. */
  public @Nullable AnswerTable tableIfMade() {
    return table;
  }

  private AnswerTable makeTable() {
    BitSet depends = roles.serverPermissions().positions();
    int size = roles.permissionCount();
    Decision denial = separationDenial();
    if (denial != null) {
      return AnswerTable.ofBrokenSeparation(size, denial);
    }
    BitSet permissions = (BitSet) depends.clone();
    for (int rank : assigned) {
      roles.roleGrants(rank).addMentioned(permissions);
    }
    // Where the same is laid together for two permissions, as below a wildcard, it is done once.
    Map<List<PermissionEntry>, PermissionEntry> merged = new HashMap<>();
    return AnswerTable.of(
        size,
        permissions,
        one -> merged.computeIfAbsent(entries(assigned, one), same -> entry(one)),
        depends::get);
  }

  /** Returns the answer if the roles break a rule of separation; else null (step 4). */
  public @Nullable Decision separationDenial() {
    return roles.separation().denial(assigned, held);
  }

  /** Returns the standing of an account that acts with these roles: kept, once it is made. */
  RequestStanding standing() {
    RequestStanding ready = standing;
    if (ready == null) {
      ready = RequestStanding.with(this, separationDenial());
      standing = ready;
    }
    return ready;
  }

  /** Returns all roles of the policy that it is of. */
  CompiledRoles roles() {
    return roles;
  }

  /** Returns the denies and candidates for one permission. */
  public PermissionEntry entry(int permission) {
    List<PermissionEntry> denying = entries(assigned, permission);
    return PermissionEntry.merged(denying, granting(permission, denying));
  }

  /**
   * Returns the denies and candidates for a permission that single sign-on follows from; no
   * candidates where a lock keeps it from following.
   */
  public PermissionEntry ssoSourceEntry(int permission) {
    return locked != null && locked.isSourceLocked(permission)
        ? PermissionEntry.merged(entries(assigned, permission), List.of())
        : entry(permission);
  }

  private List<PermissionEntry> granting(int permission, List<PermissionEntry> denying) {
    if (locked != null) {
      return entries(held, permission, locked::roleGrants);
    }
    return assigned == held ? denying : entries(held, permission);
  }

  private List<PermissionEntry> entries(int[] ranks, int permission) {
    return entries(ranks, permission, roles::roleGrants);
  }

  private static List<PermissionEntry> entries(
      int[] ranks, int permission, IntFunction<RoleGrants> grants) {
    List<PermissionEntry> entries = new ArrayList<>(ranks.length);
    for (int rank : ranks) {
      PermissionEntry entry = grants.apply(rank).entry(permission);
      if (entry != PermissionEntry.NOTHING) {
        entries.add(entry);
      }
    }
    return entries;
  }

  /** Returns the paths to the roles that servers list, from the held role of this rank. */
  ImmutableList<IncludePath> pathsToSsoRoles(int rank) {
    return (locked == null ? roles.roleGrants(rank) : locked.roleGrants(rank)).pathsToSsoRoles;
  }

  /** Returns the ways into servers. */
  public ServerAccess serverAccess() {
    ServerAccess ready = serverAccess;
    if (ready == null) {
      ready = ServerAccess.of(this, held, roles);
      serverAccess = ready;
    }
    return ready;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof RoleSet that
        && roles == that.roles
        && locked == that.locked
        && Arrays.equals(assigned, that.assigned)
        && Arrays.equals(held, that.held);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(assigned) + Arrays.hashCode(held);
  }
}
