package dev.staffgate.policy.engine;

import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Sets;
import dev.staffgate.decision.Scope;
import java.util.Collection;
import java.util.Set;

/**
 * A set of ids: finitely many, or all but finitely many.
 *
 * @param allBut whether it is all ids but {@code ids}, and not those alone
 */
public record IdSet(boolean allBut, ImmutableSet<String> ids) {
  public static final IdSet NONE = new IdSet(false, ImmutableSet.of());
  public static final IdSet ALL = new IdSet(true, ImmutableSet.of());

  public static IdSet only(Collection<String> ids) {
    return new IdSet(false, ImmutableSet.copyOf(ids));
  }

  public static IdSet allIf(boolean all) {
    return all ? ALL : NONE;
  }

  public IdSet complement() {
    return new IdSet(!allBut, ids);
  }

  public IdSet and(IdSet other) {
    if (allBut) {
      return other.allBut
          ? new IdSet(true, Sets.union(ids, other.ids).immutableCopy())
          : only(Sets.difference(other.ids, ids));
    }
    Set<String> both =
        other.allBut ? Sets.difference(ids, other.ids) : Sets.intersection(ids, other.ids);
    return only(both);
  }

  IdSet or(IdSet other) {
    return complement().and(other.complement()).complement();
  }

  /** Returns the ids that lie in one of these at least. */
  public static IdSet anyOf(Collection<IdSet> sets) {
    IdSet allButSome = NONE;
    ImmutableSet.Builder<String> some = ImmutableSet.builder();
    for (IdSet set : sets) {
      if (set.allBut) {
        allButSome = allButSome.or(set);
      } else {
        some.addAll(set.ids);
      }
    }
    return allButSome.or(new IdSet(false, some.build()));
  }

  public IdSet minus(IdSet other) {
    return and(other.complement());
  }

  /** Returns the ids that lie in at least so many of these. */
  public static IdSet inAtLeast(long count, Collection<IdSet> sets) {
    boolean rest = sets.stream().filter(IdSet::allBut).count() >= count;
    // What no set names lies in those that are all but some.
    return new IdSet(
        rest,
        sets.stream()
            .flatMap(set -> set.ids.stream())
            .distinct()
            .filter(id -> sets.stream().filter(set -> set.contains(id)).count() >= count != rest)
            .collect(ImmutableSet.toImmutableSet()));
  }

  /** Returns this set as the scope that names its ids. */
  public Scope toScope() {
    if (ids.isEmpty()) {
      return new Scope(allBut ? Scope.Kind.ALL : Scope.Kind.NONE, Set.of());
    }
    return new Scope(allBut ? Scope.Kind.EXCEPT : Scope.Kind.ONLY, ids);
  }

  /** Returns whether this id is in the set. */
  public boolean contains(String id) {
    return ids.contains(id) != allBut;
  }
}
