package dev.staffgate.policy;

import dev.staffgate.model.Condition.Kind;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Steps 7 to 10: from the candidates to the decision. */
final class Resolution {
  private Resolution() {}

  static Decision of(Ways ways, Situation situation) {
    List<Candidate> candidates = ways.candidates();
    for (int i = 0; i < candidates.size(); i++) {
      if (candidates.get(i).holds(situation)) {
        return candidates.get(i).permit();
      }
    }
    return candidates.isEmpty() ? ways.otherwise() : lacking(candidates, situation);
  }

  private static Decision lacking(List<Candidate> candidates, Situation situation) {
    for (Candidate candidate : candidates) {
      if (candidate.lacksOnly(situation, Kind.SECOND_FACTOR, Kind.SECOND_FACTOR)) {
        return secondFactor(candidate);
      }
    }
    for (Candidate candidate : candidates) {
      if (candidate.lacksOnly(situation, Kind.APPROVAL, Kind.APPROVAL)) {
        return candidate.approval(situation);
      }
    }
    for (Candidate candidate : candidates) {
      if (candidate.lacksOnly(situation, Kind.APPROVAL, Kind.SECOND_FACTOR)) {
        return secondFactor(candidate);
      }
    }
    Candidate nearest = candidates.get(0);
    int fewest = nearest.missing(situation);
    for (Candidate candidate : candidates) {
      int missing = candidate.missing(situation);
      if (missing < fewest) {
        nearest = candidate;
        fewest = missing;
      }
    }
    return new Decision.Deny(
        nearest.lacking(
            ReasonCode.CONDITION_NOT_MET,
            nearest.remedy(situation),
            "what it requires does not hold: " + missing(nearest, situation)));
  }

  private static Decision secondFactor(Candidate candidate) {
    return new Decision.SecondFactor(
        candidate.lacking(
            ReasonCode.SECOND_FACTOR_NEEDED,
            Remedy.SECOND_FACTOR,
            "a fresh second factor is missing"),
        candidate.secondFactorAge());
  }

  private static String missing(Candidate candidate, Situation situation) {
    return Stream.of(candidate.checks)
        .filter(check -> check.test(situation) != Truth.TRUE)
        .map(check -> ConditionText.of(check.condition()))
        .collect(Collectors.joining("; "));
  }
}
