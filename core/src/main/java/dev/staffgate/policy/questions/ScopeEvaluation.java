package dev.staffgate.policy.questions;

import dev.staffgate.policy.engine.CompiledCondition;
import dev.staffgate.policy.engine.DenyHit;
import dev.staffgate.policy.engine.IdSet;
import java.util.List;
import java.util.function.Function;

/**
 * The outcome of conditions by the id of a resource of the type that a scope is asked of; all else
 * is settled.
 *
 * @param holds the ids with which a condition of a grant holds
 * @param mayHit the ids with which a condition does not keep a deny from hitting
 */
record ScopeEvaluation(
    Function<CompiledCondition, IdSet> holds, Function<CompiledCondition, IdSet> mayHit) {
  /** Returns the ids with which one of the candidates holds and no deny against it hits. */
  IdSet of(List<CandidateGroup> groups) {
    return IdSet.anyOf(groups.stream().map(this::of).toList());
  }

  private IdSet of(CandidateGroup group) {
    IdSet left =
        IdSet.anyOf(group.candidates().stream().map(one -> inAll(one.conditions, holds)).toList());
    for (DenyHit deny : group.denies()) {
      if (left.equals(IdSet.NONE)) {
        return left;
      }
      left = left.minus(inAll(deny.deny.conditions, mayHit));
    }
    return left;
  }

  private static IdSet inAll(
      CompiledCondition[] conditions, Function<CompiledCondition, IdSet> each) {
    IdSet all = IdSet.ALL;
    for (CompiledCondition condition : conditions) {
      if (all.equals(IdSet.NONE)) {
        return all;
      }
      all = all.and(each.apply(condition));
    }
    return all;
  }
}
