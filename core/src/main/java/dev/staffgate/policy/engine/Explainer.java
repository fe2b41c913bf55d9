package dev.staffgate.policy.engine;

import static java.util.Comparator.comparingInt;

import dev.staffgate.decision.Decision;
import dev.staffgate.decision.Explanation;
import dev.staffgate.decision.Explanation.CandidateSeen;
import dev.staffgate.decision.Explanation.ConditionSeen;
import dev.staffgate.decision.Explanation.DenySeen;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Makes the {@link Explanation} of a decision: each deny, each candidate, and what they saw. */
final class Explainer {
  private final EvaluationContext context;
  private final ApprovalExplainer<?> approvals;

  /**
   * Makes an explainer.
   *
   * @param context what the decision was made against
   * @param approvals explains the approvals of its request
   */
  Explainer(EvaluationContext context, ApprovalExplainer<?> approvals) {
    this.context = context;
    this.approvals = approvals;
  }

  /**
   * Returns the explanation of a decision.
   *
   * @param denies those that name the permission, in order
   * @param candidates in order
   * @param taken those that denies took, in order
   */
  Explanation explain(
      Decision decision, List<DenyHit> denies, List<Candidate> candidates, List<Candidate> taken) {
    List<CandidateSeen> seen = candidates.stream().map(this::seen).toList();
    return new Explanation(
        context.request,
        decision,
        denies.stream().map(this::seen).toList(),
        seen,
        taken.stream().map(this::seen).toList(),
        IntStream.range(0, seen.size())
            .boxed()
            .min(comparingInt(i -> distance(candidates.get(i))))
            .map(seen::get));
  }

  private int distance(Candidate candidate) {
    return UnmetConditions.distance(candidate.unmetConditions(context));
  }

  private DenySeen seen(DenyHit deny) {
    return new DenySeen(
        deny.deny.patterns,
        deny.includePath.path.get(),
        seen(deny.deny.conditions),
        deny.hits(context),
        deny.deny.at);
  }

  private CandidateSeen seen(Candidate candidate) {
    return new CandidateSeen(
        candidate.grant.patterns,
        candidate.includePath.path.get(),
        seen(candidate.conditions),
        Optional.ofNullable(candidate.ssoUser),
        candidate.grant.at);
  }

  private List<ConditionSeen> seen(CompiledCondition[] conditions) {
    return Stream.of(conditions)
        .map(
            one ->
                new ConditionSeen(
                    one.condition(),
                    one.test(context),
                    one.observedValue(context),
                    one instanceof CompiledCondition.Approval approval
                        ? approvals.lines(approval)
                        : List.of()))
        .toList();
  }
}
