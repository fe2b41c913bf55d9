package dev.staffgate.reference;

import dev.staffgate.decision.AccessRequest;
import dev.staffgate.decision.Decision;
import dev.staffgate.generators.PolicyArbitraries;
import dev.staffgate.model.PolicyDocument;
import dev.staffgate.model.PolicyOptions;
import dev.staffgate.policy.Accounts;
import dev.staffgate.policy.Policy;
import java.util.Optional;

/** Asks the engine and the reference evaluator, and lets no difference pass. */
public final class BothEvaluators {
  static final PolicyOptions OPTIONS = PolicyOptions.DEFAULT.withPanel("legacy", false);

  private BothEvaluators() {}

  /**
   * Decides for a member of staff of the policy document.
   *
   * @throws AssertionError if the two answer differently
   */
  public static Decision decide(Policy policy, AccessRequest request) {
    ReferenceEvaluator reference = new ReferenceEvaluator(policy.document(), PolicyOptions.DEFAULT);
    Decision decision = policy.decide(request);
    checkSame(ComparableDecision.of(decision), reference.decide(request), request);
    return decision;
  }

  /**
   * Returns what both answer, as a table has it. The accounts are those of a directory, in which
   * one may break rules of separation.
   */
  static String answer(PolicyDocument.Builder policy, AccessRequest request) {
    PolicyDocument document = policy.build();
    ComparableDecision expected = new ReferenceEvaluator(document, OPTIONS).decide(request);
    Policy engine = Policy.of(PolicyArbitraries.withoutStaff(document), OPTIONS, "test");
    Accounts directory = id -> Optional.ofNullable(document.staff().get(id)).map(engine::compile);
    checkSame(ComparableDecision.of(engine.decide(directory, request)), expected, request);
    return expected.toString();
  }

  private static void checkSame(
      ComparableDecision engine, ComparableDecision reference, AccessRequest request) {
    if (!engine.equals(reference)) {
      throw new AssertionError(request + ": reference " + reference + ", engine " + engine);
    }
  }
}
