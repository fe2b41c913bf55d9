package dev.staffgate.policy.questions;

import dev.staffgate.policy.engine.CompiledCondition;
import dev.staffgate.policy.engine.DenyHit;
import dev.staffgate.policy.engine.IdSet;
import java.util.List;
import java.util.function.Function;

/**
 * How conditions come out, by the id of a resource of the type that a scope is asked of: all else
 * is settled.
 *
 * @param holds the ids with which a condition of a grant holds
 * @param mayHit the ids with which a condition does not keep a deny from hitting
 */
record ScopeEvaluation(
    Function<CompiledCondition, IdSet> holds, Function<CompiledCondition, IdSet> mayHit) {
  /** The ids with which one of the candidates holds, and no deny that stands against it hits. */
  IdSet of(List<CandidateGroup> offers) {
    return IdSet.anyOf(offers.stream().map(this::of).toList());
  }

  private IdSet of(CandidateGroup offer) {
    IdSet left =
        IdSet.anyOf(offer.candidates().stream().map(one -> inAll(one.checks, holds)).toList());
    for (DenyHit refusal : offer.refusals()) {
      if (left.equals(IdSet.NONE)) {
        return left;
      }
      left = left.minus(inAll(refusal.deny.checks, mayHit));
    }
    return left;
  }

  private static IdSet inAll(CompiledCondition[] checks, Function<CompiledCondition, IdSet> each) {
    IdSet all = IdSet.ALL;
    for (CompiledCondition check : checks) {
      if (all.equals(IdSet.NONE)) {
        return all;
      }
      all = all.and(each.apply(check));
    }
    return all;
  }
}
