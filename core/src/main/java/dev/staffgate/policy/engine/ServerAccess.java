package dev.staffgate.policy.engine;

import static java.util.Comparator.comparingInt;

import com.google.common.collect.ImmutableList;
import dev.staffgate.policy.compile.PolicyCompiler;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a role set says of entering servers: the grants that single sign-on follows from, and the
 * ways to the roles that servers list.
 */
public final class ServerAccess {
  /** Nothing is known yet of a server. */
  static final int UNKNOWN = 0;

  /** Single sign-on into it is denied to every request: no role that it lists is held. */
  static final int SHUT = 1;

  /** It is permitted to every request, as the server's only user. */
  static final int OPEN = 2;

  /** It depends on the request. */
  static final int ASKS = 3;

  private static final IncludePath[] NONE = {};

  /** What is said of each permission that single sign-on follows from. */
  private final ImmutableList<PermissionEntry> sources;

  /** The candidates of them all, in order. */
  private final ImmutableList<Candidate> all;

  /** The ranks of the roles that servers list and this leads to; ascending. */
  private final int[] listedRanks;

  /** The ways to each of them. */
  private final IncludePath[][] listedWays;

  private final boolean mayBeDenied;
  private final int servers;

  // Two bits for each server, kept when they are first known. A thread that reads them late finds
  // UNKNOWN, and so does one whose bits were lost to another's: both find out anew.
  private long @Nullable [] known;

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

  static ServerAccess of(RoleSet roles, int[] held, PolicyCompiler compiler) {
    ImmutableList<PermissionEntry> sources =
        IntStream.of(compiler.ssoSources())
            .mapToObj(roles::entry)
            .collect(ImmutableList.toImmutableList());
    boolean mayBeDenied =
        Stream.concat(sources.stream(), Stream.of(roles.entry(compiler.sso())))
            .anyMatch(one -> !one.refusals.isEmpty());
    return new ServerAccess(
        sources,
        candidates(sources.stream()),
        listed(held, compiler),
        mayBeDenied,
        compiler.serverCount());
  }

  private static ImmutableList<Candidate> candidates(Stream<PermissionEntry> entries) {
    return ImmutableList.sortedCopyOf(
        Candidate.ORDER, entries.flatMap(one -> one.candidates.stream()).toList());
  }

  // Sorted by role, and those to one role by path; of several that ask for the same the first.
  private static List<IncludePath> listed(int[] held, PolicyCompiler compiler) {
    List<IncludePath> ways = new ArrayList<>();
    for (int rank : held) {
      ways.addAll(compiler.root(rank).listed);
    }
    ways.sort(comparingInt((IncludePath way) -> way.role.rank).thenComparing(IncludePath.ORDER));
    Set<Kind> seen = new HashSet<>();
    return ways.stream()
        .filter(way -> seen.add(new Kind(way.role.id, Arrays.asList(way.requires))))
        .toList();
  }

  /** Ways to one role that ask for the same. */
  private record Kind(String role, List<CompiledCondition> requires) {}

  /** Whether a deny may stand against single sign-on, or take candidates away. */
  boolean mayBeDenied() {
    return mayBeDenied;
  }

  /** The candidates of all that single sign-on follows from, in order. */
  ImmutableList<Candidate> all() {
    return all;
  }

  /** The denies of what single sign-on follows from. */
  List<DenyHit> refusals() {
    return sources.stream().flatMap(one -> one.refusals.stream()).toList();
  }

  /** The ways to the role of this rank, in order. Allocates nothing. */
  IncludePath[] waysTo(int rank) {
    int at = Arrays.binarySearch(listedRanks, rank);
    return at < 0 ? NONE : listedWays[at];
  }

  /** What is known of the server of this number. */
  int known(int server) {
    long[] bits = known;
    return bits == null ? UNKNOWN : (int) (bits[server >> 5] >>> (2 * server)) & 3;
  }

  /** Keeps what was found out of the server of this number. */
  void learn(int server, int what) {
    long[] bits = known;
    if (bits == null) {
      bits = new long[(servers + 31) / 32];
      known = bits;
    }
    bits[server >> 5] |= (long) what << (2 * server);
  }

  /** The first of the denies that take candidates away, or null. */
  @Nullable DenyHit firstHit(EvaluationContext situation) {
    DenyHit first = null;
    for (int i = 0; i < sources.size(); i++) {
      PermissionEntry entry = sources.get(i);
      DenyHit hit = entry.candidates.isEmpty() ? null : entry.firstHit(situation);
      if (hit != null && (first == null || DenyHit.ORDER.compare(hit, first) < 0)) {
        first = hit;
      }
    }
    return first;
  }

  /** The candidates but those of a permission that a deny hits; in order. */
  ImmutableList<Candidate> grants(EvaluationContext situation, boolean anyHit) {
    return anyHit
        ? candidates(sources.stream().filter(one -> one.firstHit(situation) == null))
        : all;
  }
}
