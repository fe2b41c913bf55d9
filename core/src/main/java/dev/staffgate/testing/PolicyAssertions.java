package dev.staffgate.testing;

import dev.staffgate.decision.Decision;

/**
 * The entry point of assertions on decisions. They read as sentences:
 *
 * <pre>{@code
 * assertThat(policy.decide(AccessRequest.of("alice", "payment.refund")))
 *     .isDenied()
 *     .because("denied-by-role")
 *     .at("policy.yaml:3");
 * }</pre>
 *
 * <p>A static import of {@code assertThat} may stand beside those of other assertion libraries.
 */
public final class PolicyAssertions {
  private PolicyAssertions() {}

  /** Returns assertions on a decision. Nothing is asserted until one of their methods is called. */
  public static DecisionAssert assertThat(Decision decision) {
    return new DecisionAssert(decision);
  }
}
