package dev.staffgate.policy.engine;

import static java.util.Comparator.comparingInt;

import com.google.common.collect.ImmutableList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The ways of a role set into servers: the grants that single sign-on follows from, and the paths
 * to the roles that servers list.
 */
public final class ServerAccess {
  /** Nothing is known yet of a server. */
  static final int UNKNOWN = 0;

  /** Single sign-on into it is denied to every request: no role that it lists is held. */
  static final int DENIED = 1;

  /** It is permitted to every request, as the server's only user. */
  static final int PERMITTED = 2;

  /** It depends on the request. */
  static final int DEPENDS = 3;

  private static final IncludePath[] NONE = {};

  /** The entries of the permissions that single sign-on follows from. */
  private final ImmutableList<PermissionEntry> sources;

  /** The candidates of them all, in order. */
  private final ImmutableList<Candidate> all;

  /** The ranks of the roles that servers list and this leads to; ascending. */
  private final int[] listedRanks;

  /** The paths to each of them. */
  private final IncludePath[][] listedWays;

  private final boolean mayBeDenied;
  private final int servers;

  // Two bits for each server, kept when they are first known. A thread that reads them late finds
  // UNKNOWN, and so does one whose bits were lost to another's: both find out anew.
  private long @Nullable [] cached;

  private ServerAccess(
      ImmutableList<PermissionEntry> sources,
      ImmutableList<Candidate> all,
      List<IncludePath> listed,
      boolean mayBeDenied,
      int servers) {
    this.sources = sources;
    this.all = all;
    this.mayBeDenied = mayBeDenied;
    this.servers = servers;
    this.listedRanks = listed.stream().mapToInt(way -> way.role.rank).distinct().toArray();
    this.listedWays =
        IntStream.of(listedRanks)
            .mapToObj(
                rank ->
                    listed.stream()
                        .filter(way -> way.role.rank == rank)
                        .toArray(IncludePath[]::new))
            .toArray(IncludePath[][]::new);
  }

  static ServerAccess of(RoleSet roles, int[] held, CompiledRoles compiled) {
    ImmutableList<PermissionEntry> sources =
        IntStream.of(compiled.serverPermissions().ssoSources())
            .mapToObj(roles::ssoSourceEntry)
            .collect(ImmutableList.toImmutableList());
    boolean mayBeDenied =
        Stream.concat(sources.stream(), Stream.of(roles.entry(compiled.serverPermissions().sso())))
            .anyMatch(one -> !one.denies.isEmpty());
    return new ServerAccess(
        sources,
        candidates(sources.stream()),
        listed(roles, held),
        mayBeDenied,
        compiled.serverCount());
  }

  private static ImmutableList<Candidate> candidates(Stream<PermissionEntry> entries) {
    return ImmutableList.sortedCopyOf(
        Candidate.ORDER, entries.flatMap(one -> one.candidates.stream()).toList());
  }

  // Sorted by role, and those to one role by path; of several that ask for the same the first.
  private static List<IncludePath> listed(RoleSet roles, int[] held) {
    List<IncludePath> ways = new ArrayList<>();
    for (int rank : held) {
      ways.addAll(roles.pathsToSsoRoles(rank));
    }
    ways.sort(comparingInt((IncludePath way) -> way.role.rank).thenComparing(IncludePath.ORDER));
    Set<PathConditions> seen = new HashSet<>();
    return ways.stream()
        .filter(way -> seen.add(new PathConditions(way.role.id, Arrays.asList(way.requires))))
        .toList();
  }

  /** The conditions of paths to one role. */
  private record PathConditions(String role, List<CompiledCondition> requires) {}

  /** Returns whether a deny may count against single sign-on, or take candidates away. */
  boolean mayBeDenied() {
    return mayBeDenied;
  }

  /** Returns the candidates of all that single sign-on follows from, in order. */
  ImmutableList<Candidate> all() {
    return all;
  }

  /** Returns the denies of what single sign-on follows from. */
  List<DenyHit> denies() {
    return sources.stream().flatMap(one -> one.denies.stream()).toList();
  }

  /** Returns the paths to the role of this rank, in order. Allocates nothing. */
  IncludePath[] includePathsTo(int rank) {
    int at = Arrays.binarySearch(listedRanks, rank);
    return at < 0 ? NONE : listedWays[at];
  }

  /** Returns the state that was kept of the server of this number. */
  int cachedState(int server) {
    long[] bits = cached;
    return bits == null ? UNKNOWN : (int) (bits[server >> 5] >>> (2 * server)) & 3;
  }

  /** Keeps the state of the server of this number. */
  void cacheState(int server, int state) {
    long[] bits = cached;
    if (bits == null) {
      bits = new long[(servers + 31) / 32];
      cached = bits;
    }
    bits[server >> 5] |= (long) state << (2 * server);
  }

  /** Returns the first of the denies that take candidates away, or null. */
  @Nullable DenyHit firstDenyHit(EvaluationContext context) {
    DenyHit first = null;
    for (int i = 0; i < sources.size(); i++) {
      PermissionEntry entry = sources.get(i);
      DenyHit hit = entry.candidates.isEmpty() ? null : entry.firstDenyHit(context);
      if (hit != null && (first == null || DenyHit.ORDER.compare(hit, first) < 0)) {
        first = hit;
      }
    }
    return first;
  }

  /** Returns the candidates but those of a permission that a deny hits; in order. */
  ImmutableList<Candidate> grants(EvaluationContext context, boolean anyHit) {
    return anyHit
        ? candidates(sources.stream().filter(one -> one.firstDenyHit(context) == null))
        : all;
  }
}
