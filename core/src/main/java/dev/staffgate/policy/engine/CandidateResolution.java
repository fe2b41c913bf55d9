package dev.staffgate.policy.engine;

import dev.staffgate.decision.Decision;
import dev.staffgate.model.Condition.Kind;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Steps 7 to 10: from the candidates to the decision. */
final class CandidateResolution {
  private static final int SECOND_FACTOR = UnmetConditions.bit(Kind.SECOND_FACTOR);
  private static final int APPROVAL = UnmetConditions.bit(Kind.APPROVAL);

  private CandidateResolution() {}

  /**
   * @param candidates in order
   * @param otherwise the answer if there is none
   */
  static Decision of(List<Candidate> candidates, Decision otherwise, EvaluationContext situation) {
    if (candidates.size() == 1) {
      return of(candidates.get(0), situation);
    }
    for (int i = 0; i < candidates.size(); i++) {
      if (candidates.get(i).holds(situation)) {
        return candidates.get(i).permit();
      }
    }
    return candidates.isEmpty() ? otherwise : lacking(candidates, situation);
  }

  // The only one, as most are: its conditions are tested once.
  private static Decision of(Candidate only, EvaluationContext situation) {
    long judged = only.judge(situation);
    if (judged == 0) {
      return only.permit();
    }
    int kinds = UnmetConditions.kinds(judged);
    if (kinds == APPROVAL) {
      return only.lacksApproval(situation);
    }
    return kinds == SECOND_FACTOR || kinds == (APPROVAL | SECOND_FACTOR)
        ? only.lacksSecondFactor()
        : only.denied(judged, situation);
  }

  // None holds. All are judged once, and the first of each sort is kept.
  private static Decision lacking(List<Candidate> candidates, EvaluationContext situation) {
    Candidate lacksApproval = null;
    Candidate lacksBoth = null;
    Candidate nearest = null;
    long ofNearest = 0;
    for (int i = 0; i < candidates.size(); i++) {
      Candidate candidate = candidates.get(i);
      long judged = candidate.judge(situation);
      int kinds = UnmetConditions.kinds(judged);
      if (kinds == SECOND_FACTOR) {
        return candidate.lacksSecondFactor();
      }
      lacksApproval = kinds == APPROVAL ? first(lacksApproval, candidate) : lacksApproval;
      lacksBoth = kinds == (APPROVAL | SECOND_FACTOR) ? first(lacksBoth, candidate) : lacksBoth;
      if (nearest == null || UnmetConditions.missing(judged) < UnmetConditions.missing(ofNearest)) {
        nearest = candidate;
        ofNearest = judged;
      }
    }
    if (lacksApproval != null) {
      return lacksApproval.lacksApproval(situation);
    }
    if (lacksBoth != null) {
      return lacksBoth.lacksSecondFactor();
    }
    if (nearest == null) {
      throw new IllegalArgumentException("no candidate");
    }
    return nearest.denied(ofNearest, situation);
  }

  private static Candidate first(@Nullable Candidate before, Candidate now) {
    return before == null ? now : before;
  }
}
