package dev.staffgate.policy;

import java.util.function.Supplier;

/** Asks the engine and the reference evaluator, and lets no difference pass. */
public final class BothEvaluators {
  private BothEvaluators() {}

  /**
   * Decides for a member of staff of the policy document.
   *
   * @throws AssertionError if the two answer differently
   */
  public static Decision decide(Policy policy, AccessRequest request) {
    ReferenceEvaluator reference = new ReferenceEvaluator(policy.document(), PolicyOptions.DEFAULT);
    Decision decision = policy.decide(request);
    same(Answer.of(decision), () -> reference.decide(Asked.plainly(request)), request);
    return decision;
  }

  private static void same(Answer engine, Supplier<Answer> reference, AccessRequest request) {
    String expected = reference.get().toString();
    if (!engine.toString().equals(expected)) {
      throw new AssertionError(request + ": reference " + expected + ", engine " + engine);
    }
  }
}
