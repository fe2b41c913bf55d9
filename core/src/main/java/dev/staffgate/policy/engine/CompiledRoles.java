package dev.staffgate.policy.engine;

import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.Interner;
import com.google.common.collect.Interners;
import com.google.common.collect.Lists;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The roles of one policy, and what accounts share that have the same of them. What a role grants
 * and denies is made when a decision first needs it, and kept. Safe for any number of threads.
 *
 * <p>A role goes by its rank: the number of its id among those of all roles, in their order.
 */
public final class CompiledRoles {
  /** The number of sets of locks that are remembered: few are in force at a time. */
  private static final int REMEMBERED_LOCKS = 8;

  private static final BitSet NONE_LOCKED = new BitSet();

  private final ImmutableMap<String, CompiledRole> byId;
  private final ImmutableMap<String, CompiledRole> byFormerName;
  private final CompiledRole[] byRank;
  private final List<CompiledRole> includedFirst;
  private final SeparationIndex separation;
  private final ServerPermissions serverPermissions;
  private final int permissionCount;
  private final int serverCount;
  private final RoleGrantsFactory factory;
  private final Interner<RoleSet> roleSets = Interners.newWeakInterner();

  // Filled when asked; see RoleSet on why without a lock.
  private final @Nullable RoleGrants[] grants;

  // The last ones asked for. Replaced as a whole; what is lost to another thread is made anew.
  private volatile List<LockedGrants> underLocks = List.of();

  /**
   * Makes the roles of a policy.
   *
   * @param byRank all roles, each at its rank
   * @param includedFirst the same, each after those that it includes
   * @param permissionCount the size of the catalogue
   * @param serverCount how many servers there are
   * @param factory makes what a role grants and denies where it is assigned
   */
  public CompiledRoles(
      CompiledRole[] byRank,
      List<CompiledRole> includedFirst,
      SeparationIndex separation,
      ServerPermissions serverPermissions,
      int permissionCount,
      int serverCount,
      RoleGrantsFactory factory) {
    this.byRank = byRank.clone();
    this.includedFirst = List.copyOf(includedFirst);
    this.separation = separation;
    this.serverPermissions = serverPermissions;
    this.permissionCount = permissionCount;
    this.serverCount = serverCount;
    this.factory = factory;
    this.grants = new @Nullable RoleGrants[byRank.length];
    ImmutableMap.Builder<String, CompiledRole> roles =
        ImmutableMap.builderWithExpectedSize(byRank.length);
    for (CompiledRole role : byRank) {
      roles.put(role.id, role);
    }
    this.byId = roles.buildOrThrow();
    ImmutableMap.Builder<String, CompiledRole> former = ImmutableMap.builder();
    for (CompiledRole role : byRank) {
      role.formerly.forEach(name -> former.put(name, role));
    }
    this.byFormerName = former.buildOrThrow();
  }

  /** Returns the rank of a role that is defined. */
  public int rank(String id) {
    return requireNonNull(byId.get(id), id).rank;
  }

  /** Returns the ranks of these roles, ascending; a role that is not defined is left out. */
  public int[] ranks(Collection<String> ids) {
    int[] ranks = new int[ids.size()];
    int count = 0;
    for (String id : ids) {
      CompiledRole role = byId.get(id);
      if (role != null) {
        ranks[count++] = role.rank;
      }
    }
    Arrays.sort(ranks, 0, count);
    int kept = Math.min(count, 1);
    for (int i = 1; i < count; i++) {
      if (ranks[i] != ranks[i - 1]) {
        ranks[kept++] = ranks[i];
      }
    }
    return kept == ranks.length ? ranks : Arrays.copyOf(ranks, kept);
  }

  /** Returns what accounts share that have the roles of these ranks, and act with some of them. */
  public RoleSet roleSet(int[] assigned, int[] held) {
    return roleSets.intern(new RoleSet(this, assigned, held));
  }

  /** Returns what the role of this rank grants and denies where it is assigned. */
  public RoleGrants roleGrants(int rank) {
    RoleGrants ready = grants[rank];
    if (ready == null) {
      ready = factory.make(byRank[rank], NONE_LOCKED);
      grants[rank] = ready;
    }
    return ready;
  }

  /**
   * Returns what is left of the grants under locks.
   *
   * @param lockedRoles ranks; not to be changed
   * @param lockedSources positions of the permissions that single sign-on follows from; not to be
   *     changed
   */
  LockedGrants under(BitSet lockedRoles, BitSet lockedSources) {
    List<LockedGrants> known = underLocks;
    for (LockedGrants one : known) {
      if (one.isOf(lockedRoles, lockedSources)) {
        return one;
      }
    }
    LockedGrants made = new LockedGrants(lockedRoles, lockedSources, byRank, factory);
    List<LockedGrants> next = new ArrayList<>(List.of(made));
    next.addAll(known.subList(0, Math.min(known.size(), REMEMBERED_LOCKS - 1)));
    underLocks = List.copyOf(next);
    return made;
  }

  /** Returns the role of this id or former name, or null. */
  @Nullable CompiledRole findByAnyName(String name) {
    CompiledRole role = byId.get(name);
    return role == null ? byFormerName.get(name) : role;
  }

  /** Returns whether a role has this id or former name. */
  public boolean isDefined(String name) {
    return findByAnyName(name) != null;
  }

  /** Returns the ranks of the roles of these ids or former names, ascending; others left out. */
  public int[] ranksByAnyName(List<String> names) {
    return byFormerName.isEmpty() ? ranks(names) : ranks(Lists.transform(names, this::currentName));
  }

  private String currentName(String name) {
    CompiledRole role = findByAnyName(name);
    return role == null ? name : role.id;
  }

  /** Returns the ranks of these roles and of all that they include. */
  BitSet withIncluded(int[] ranks) {
    BitSet reached = new BitSet(byRank.length);
    Deque<CompiledRole> open = new ArrayDeque<>();
    for (int rank : ranks) {
      open.push(byRank[rank]);
    }
    while (!open.isEmpty()) {
      CompiledRole role = open.pop();
      if (!reached.get(role.rank)) {
        reached.set(role.rank);
        for (String id : role.includes) {
          CompiledRole included = byId.get(id);
          if (included != null) {
            open.push(included);
          }
        }
      }
    }
    return reached;
  }

  /** Returns the ranks of the roles that have a grant of this permission, or include one. */
  public BitSet rolesGranting(int permission) {
    return having(role -> role.grants, permission);
  }

  /** Returns the ranks of the roles that have a deny of this permission, or include one. */
  public BitSet rolesDenying(int permission) {
    return having(role -> role.denies, permission);
  }

  private BitSet having(Function<CompiledRole, List<CompiledRule>> rules, int permission) {
    BitSet having = new BitSet(byRank.length);
    for (CompiledRole role : includedFirst) {
      if (namesOne(rules.apply(role), permission) || includesOneOf(role, having)) {
        having.set(role.rank);
      }
    }
    return having;
  }

  private static boolean namesOne(List<CompiledRule> rules, int permission) {
    for (CompiledRule rule : rules) {
      if (Arrays.binarySearch(rule.permissions, permission) >= 0) {
        return true;
      }
    }
    return false;
  }

  private boolean includesOneOf(CompiledRole role, BitSet ranks) {
    for (String id : role.includes) {
      CompiledRole included = byId.get(id);
      if (included != null && ranks.get(included.rank)) {
        return true;
      }
    }
    return false;
  }

  /** Returns the rules of separation. */
  public SeparationIndex separation() {
    return separation;
  }

  /** Returns the permissions whose answer depends on a server. */
  public ServerPermissions serverPermissions() {
    return serverPermissions;
  }

  /** Returns how many roles there are; their ranks begin at 0. */
  public int roleCount() {
    return byRank.length;
  }

  /** Returns the size of the catalogue. */
  int permissionCount() {
    return permissionCount;
  }

  /** Returns how many servers there are; they are numbered from 0. */
  int serverCount() {
    return serverCount;
  }
}
