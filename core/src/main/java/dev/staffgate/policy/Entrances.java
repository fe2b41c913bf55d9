package dev.staffgate.policy;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableListMultimap;
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
final class Entrances {
  /** What is said of each permission that single sign-on follows from. */
  private final ImmutableList<Entry> sources;

  /** The candidates of them all, in order. */
  private final ImmutableList<Candidate> all;

  private final ImmutableListMultimap<String, Reach> listed;

  private Entrances(
      ImmutableList<Entry> sources,
      ImmutableList<Candidate> all,
      ImmutableListMultimap<String, Reach> listed) {
    this.sources = sources;
    this.all = all;
    this.listed = listed;
  }

  static Entrances of(RoleSet roles, int[] held, Compiler compiler) {
    ImmutableList<Entry> sources =
        IntStream.of(compiler.ssoSources())
            .mapToObj(roles::entry)
            .collect(ImmutableList.toImmutableList());
    return new Entrances(sources, candidates(sources.stream()), listed(held, compiler));
  }

  private static ImmutableList<Candidate> candidates(Stream<Entry> entries) {
    return ImmutableList.sortedCopyOf(
        Candidate.ORDER, entries.flatMap(one -> one.candidates.stream()).toList());
  }

  private static ImmutableListMultimap<String, Reach> listed(int[] held, Compiler compiler) {
    List<Reach> ways = new ArrayList<>();
    for (int rank : held) {
      ways.addAll(compiler.root(rank).listed);
    }
    ways.sort(Reach.ORDER);
    ImmutableListMultimap.Builder<String, Reach> first = ImmutableListMultimap.builder();
    Set<Kind> seen = new HashSet<>();
    for (Reach way : ways) {
      if (seen.add(new Kind(way.role.id, Arrays.asList(way.requires)))) {
        first.put(way.role.id, way);
      }
    }
    return first.build();
  }

  /** Ways to one role that ask for the same. */
  private record Kind(String role, List<Check> requires) {}

  /** The denies of what single sign-on follows from. */
  List<Refusal> refusals() {
    return sources.stream().flatMap(one -> one.refusals.stream()).toList();
  }

  /** The ways to a role, in order. */
  List<Reach> waysTo(String role) {
    return listed.get(role);
  }

  /** The first of the denies that take candidates away, or null. */
  @Nullable Refusal firstHit(Situation situation) {
    Refusal first = null;
    for (int i = 0; i < sources.size(); i++) {
      Entry entry = sources.get(i);
      Refusal hit = entry.candidates.isEmpty() ? null : entry.firstHit(situation);
      if (hit != null && (first == null || Refusal.ORDER.compare(hit, first) < 0)) {
        first = hit;
      }
    }
    return first;
  }

  /** The candidates but those of a permission that a deny hits; in order. */
  ImmutableList<Candidate> grants(Situation situation, boolean anyHit) {
    return anyHit
        ? candidates(sources.stream().filter(one -> one.firstHit(situation) == null))
        : all;
  }
}
