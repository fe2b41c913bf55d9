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
  static Decision of(List<Candidate> candidates, Decision otherwise, EvaluationContext context) {
    if (candidates.size() == 1) {
      return of(candidates.get(0), context);
    }
    for (int i = 0; i < candidates.size(); i++) {
      if (candidates.get(i).holds(context)) {
        return candidates.get(i).permit();
      }
    }
    return candidates.isEmpty() ? otherwise : lacking(candidates, context);
  }

  // The only one, as most are: its conditions are tested once.
  private static Decision of(Candidate only, EvaluationContext context) {
    long unmet = only.unmetConditions(context);
    if (unmet == 0) {
      return only.permit();
    }
    int kinds = UnmetConditions.kinds(unmet);
    if (kinds == APPROVAL) {
      return only.lacksApproval(context);
    }
    return kinds == SECOND_FACTOR || kinds == (APPROVAL | SECOND_FACTOR)
        ? only.lacksSecondFactor()
        : only.denied(unmet, context);
  }

  // None holds. All are unmet once, and the first of each sort is kept.
  private static Decision lacking(List<Candidate> candidates, EvaluationContext context) {
    Candidate lacksApproval = null;
    Candidate lacksBoth = null;
    Candidate nearest = null;
    long ofNearest = 0;
    for (int i = 0; i < candidates.size(); i++) {
      Candidate candidate = candidates.get(i);
      long unmet = candidate.unmetConditions(context);
      int kinds = UnmetConditions.kinds(unmet);
      if (kinds == SECOND_FACTOR) {
        return candidate.lacksSecondFactor();
      }
      lacksApproval = kinds == APPROVAL ? first(lacksApproval, candidate) : lacksApproval;
      lacksBoth = kinds == (APPROVAL | SECOND_FACTOR) ? first(lacksBoth, candidate) : lacksBoth;
      if (nearest == null || UnmetConditions.missing(unmet) < UnmetConditions.missing(ofNearest)) {
        nearest = candidate;
        ofNearest = unmet;
      }
    }
    if (lacksApproval != null) {
      return lacksApproval.lacksApproval(context);
    }
    if (lacksBoth != null) {
      return lacksBoth.lacksSecondFactor();
    }
    if (nearest == null) {
      throw new IllegalArgumentException("no candidate");
    }
    return nearest.denied(ofNearest, context);
  }

  private static Candidate first(@Nullable Candidate before, Candidate now) {
    return before == null ? now : before;
  }
}
