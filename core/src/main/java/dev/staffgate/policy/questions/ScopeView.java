package dev.staffgate.policy.questions;

import dev.staffgate.policy.engine.Check;
import dev.staffgate.policy.engine.IdSet;
import dev.staffgate.policy.engine.Refusal;
import java.util.List;
import java.util.function.Function;

/**
 * How conditions come out, by the id of a resource of the type that a scope is asked of: all else
 * is settled.
 *
 * @param holds the ids with which a condition of a grant holds
 * @param mayHit the ids with which a condition does not keep a deny from hitting
 */
record ScopeView(Function<Check, IdSet> holds, Function<Check, IdSet> mayHit) {
  /** The ids with which one of the candidates holds, and no deny that stands against it hits. */
  IdSet of(List<Offer> offers) {
    return IdSet.anyOf(offers.stream().map(this::of).toList());
  }

  private IdSet of(Offer offer) {
    IdSet left =
        IdSet.anyOf(offer.candidates().stream().map(one -> inAll(one.checks, holds)).toList());
    for (Refusal refusal : offer.refusals()) {
      if (left.equals(IdSet.NONE)) {
        return left;
      }
      left = left.minus(inAll(refusal.deny.checks, mayHit));
    }
    return left;
  }

  private static IdSet inAll(Check[] checks, Function<Check, IdSet> each) {
    IdSet all = IdSet.ALL;
    for (Check check : checks) {
      if (all.equals(IdSet.NONE)) {
        return all;
      }
      all = all.and(each.apply(check));
    }
    return all;
  }
}
