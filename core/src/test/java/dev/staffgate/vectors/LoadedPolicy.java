package dev.staffgate.vectors;

import dev.staffgate.decision.AccessRequest;
import dev.staffgate.decision.Decision;
import dev.staffgate.decision.Explanation.CandidateSeen;
import dev.staffgate.decision.ReasonCode;
import dev.staffgate.policy.Policy;
import dev.staffgate.reference.BothEvaluators;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A policy, and what each of its lines was made of.
 *
 * @param sources by line
 */
record LoadedPolicy(Policy policy, Map<Integer, Object> sources) {
  LoadedPolicy {
    sources = Map.copyOf(sources);
  }

  /** Decides, by the engine and by the reference evaluator. */
  Decision decide(AccessRequest request) {
    return BothEvaluators.decide(policy, request);
  }

  boolean permits(AccessRequest request) {
    return decide(request).permitted();
  }

  /** {@code allow} or {@code deny}. */
  String answer(AccessRequest request) {
    return permits(request) ? "allow" : "deny";
  }

  /** What the grant or the deny was made of that decided; a grant that came nearest did not. */
  Optional<Object> decidedBy(Decision decision) {
    boolean decided = decision.permitted() || decision.reason().code() == ReasonCode.DENIED_BY_ROLE;
    return decided
        ? Optional.ofNullable(sources.get(decision.reason().place().line()))
        : Optional.empty();
  }

  /** What every grant was made of that speaks of the permission and holds. */
  Set<Object> holding(AccessRequest request) {
    Set<Object> found = new LinkedHashSet<>();
    policy.explain(request).candidates().stream()
        .filter(CandidateSeen::holds)
        .map(candidate -> sources.get(candidate.at().line()))
        .forEach(found::add);
    return found;
  }
}
