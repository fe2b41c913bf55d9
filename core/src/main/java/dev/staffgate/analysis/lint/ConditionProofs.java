package dev.staffgate.analysis.lint;

import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Sets;
import dev.staffgate.analysis.cells.ComparisonTooLargeException;
import dev.staffgate.analysis.cells.ConditionTest;
import dev.staffgate.analysis.cells.DecisionDiagrams;
import dev.staffgate.analysis.cells.GrantDiagram;
import dev.staffgate.analysis.cells.RequestSpace;
import dev.staffgate.analysis.cells.SpaceQuestion;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;

/**
 * Proves by decision diagrams over all requests what conditions imply, whoever asks. A proof that
 * is too large, or for which no work is left, is none. Not thread-safe.
 *
 * <p>Most questions are answered without diagrams: what one set of conditions asks for and the
 * other does not even look at cannot follow from it.
 */
final class ConditionProofs {
  private static final int STEPS_OF_ONE = 500;

  private final RequestSpace.Shared shared = new RequestSpace.Shared();
  private final Map<Set<ConditionTest>, Boolean> neverHold = new HashMap<>();
  private final Map<List<Object>, Boolean> implications = new HashMap<>();
  private final WorkBudget budget;

  ConditionProofs(WorkBudget budget) {
    this.budget = budget;
  }

  /** Returns whether these conditions can never be true together. */
  boolean neverHold(Set<ConditionTest> tests) {
    return LookedAt.mayRuleOut(tests)
        && neverHold.computeIfAbsent(tests, all -> prove(() -> areNeverTrue(all)));
  }

  private boolean areNeverTrue(Set<ConditionTest> tests) {
    RequestSpace space = space(List.of(tests));
    int all = space.possible();
    for (ConditionTest test : tests) {
      all = space.diagrams().and(all, space.holds(test));
    }
    return isNever(space, all);
  }

  /**
   * Returns whether one of some grants gives at least as much as another one wherever that one does
   * not deny. It stays so where both get the same conditions besides.
   */
  boolean givesAsMuch(Collection<Set<ConditionTest>> grants, Set<ConditionTest> asThat) {
    if (grants.stream().anyMatch(asThat::containsAll)) {
      return true;
    }
    Set<Set<ConditionTest>> some = related(grants, asThat);
    return !some.isEmpty()
        && implications.computeIfAbsent(
            List.of("grants", some, asThat), key -> prove(() -> isCovered(some, asThat)));
  }

  private boolean isCovered(Set<Set<ConditionTest>> grants, Set<ConditionTest> asThat) {
    RequestSpace space = space(Sets.union(grants, Set.of(asThat)));
    DecisionDiagrams diagrams = space.diagrams();
    GrantDiagram that = GrantDiagram.of(space, asThat);
    int covered = DecisionDiagrams.FALSE;
    for (Set<ConditionTest> one : grants) {
      covered = diagrams.or(covered, GrantDiagram.of(space, one).whereAsGood(diagrams, that));
    }
    int rest = diagrams.and(that.core(), diagrams.not(covered));
    return isNever(space, diagrams.and(space.possible(), rest));
  }

  /** Returns whether a deny with some conditions hits wherever one with others does. */
  boolean hitsWhenever(Set<ConditionTest> hits, Set<ConditionTest> thatHits) {
    if (thatHits.containsAll(hits)) {
      return true;
    }
    return !related(List.of(hits), thatHits).isEmpty()
        && implications.computeIfAbsent(
            List.of("denies", hits, thatHits), key -> prove(() -> hitsToo(hits, thatHits)));
  }

  private boolean hitsToo(Set<ConditionTest> hits, Set<ConditionTest> thatHits) {
    RequestSpace space = space(List.of(hits, thatHits));
    DecisionDiagrams diagrams = space.diagrams();
    int rest =
        diagrams.and(whereNotFalse(space, thatHits), diagrams.not(whereNotFalse(space, hits)));
    return isNever(space, diagrams.and(space.possible(), rest));
  }

  private static int whereNotFalse(RequestSpace space, Set<ConditionTest> tests) {
    int all = DecisionDiagrams.TRUE;
    for (ConditionTest test : tests) {
      all = space.diagrams().and(all, space.isNotFalse(test));
    }
    return all;
  }

  private static Set<Set<ConditionTest>> related(
      Collection<Set<ConditionTest>> some, Set<ConditionTest> to) {
    Set<Object> looked = LookedAt.by(to);
    Set<Set<ConditionTest>> related = new HashSet<>();
    for (Set<ConditionTest> one : some) {
      if (looked.containsAll(LookedAt.by(Sets.difference(one, to)))) {
        related.add(ImmutableSet.copyOf(one));
      }
    }
    return related;
  }

  private RequestSpace space(Collection<Set<ConditionTest>> tests) {
    SpaceQuestion question = new SpaceQuestion();
    tests.forEach(question::addTests);
    return new RequestSpace(question, shared);
  }

  private boolean isNever(RequestSpace space, int diagram) {
    return budget.spend(space.diagrams().nodeCount()) && diagram == DecisionDiagrams.FALSE;
  }

  private boolean prove(BooleanSupplier proof) {
    try {
      return budget.spend(STEPS_OF_ONE) && proof.getAsBoolean();
    } catch (ComparisonTooLargeException tooLarge) {
      budget.skip(tooLarge.why());
      return false;
    }
  }
}
