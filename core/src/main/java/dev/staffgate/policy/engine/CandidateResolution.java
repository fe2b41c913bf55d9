package dev.staffgate.policy.engine;

import dev.staffgate.decision.Decision;
import dev.staffgate.model.Condition.Kind;
import java.util.List;

/** Steps 7 to 10: from the candidates to the decision. */
final class CandidateResolution {
  private static final int SECOND_FACTOR = UnmetConditions.bit(Kind.SECOND_FACTOR);
  private static final int APPROVAL = UnmetConditions.bit(Kind.APPROVAL);

  private CandidateResolution() {}

  /**
   * Decides by the candidates.
   *
   * @param candidates in order
   * @param otherwise the answer if there are none
   */
  static Decision of(List<Candidate> candidates, Decision otherwise, EvaluationContext context) {
    if (candidates.isEmpty()) {
      return otherwise;
    }
    Candidate nearest = candidates.get(0);
    if (candidates.size() == 1) {
      return answer(nearest, nearest.unmetConditions(context), context);
    }
    for (int i = 0; i < candidates.size(); i++) {
      if (candidates.get(i).holds(context)) {
        return candidates.get(i).permit();
      }
    }
    long unmet = nearest.unmetConditions(context);
    int distance = UnmetConditions.distance(unmet);
    for (int i = 1; i < candidates.size() && distance > UnmetConditions.LEAST; i++) {
      long others = candidates.get(i).unmetConditions(context);
      if (UnmetConditions.distance(others) < distance) {
        nearest = candidates.get(i);
        unmet = others;
        distance = UnmetConditions.distance(others);
      }
    }
    return answer(nearest, unmet, context);
  }

  private static Decision answer(Candidate nearest, long unmet, EvaluationContext context) {
    if (unmet == 0) {
      return nearest.permit();
    }
    int kinds = UnmetConditions.kinds(unmet);
    if (kinds == APPROVAL) {
      return nearest.lacksApproval(context);
    }
    return kinds == SECOND_FACTOR || kinds == (APPROVAL | SECOND_FACTOR)
        ? nearest.lacksSecondFactor()
        : nearest.denied(unmet, context);
  }
}
