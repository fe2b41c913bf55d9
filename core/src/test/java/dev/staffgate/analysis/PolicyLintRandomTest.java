package dev.staffgate.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/**
 * What lint calls superfluous can be removed, and no decision changes: each by the exact diff, all
 * of a policy together by the diff and by the reference evaluator, on random requests at the edges.
 * The properties {@code staffgate.lint.first}, {@code .seeds} and {@code .rounds} ask for other and
 * more policies.
 */
class PolicyLintRandomTest {
  private static final int SEEDS = Integer.getInteger("staffgate.lint.seeds", 20);
  private static final int FIRST = Integer.getInteger("staffgate.lint.first", 0);
  private static final int ROUNDS = Integer.getInteger("staffgate.lint.rounds", 1);

  @Test
  void findings_ofRandomPolicies_canBeMendedByRemoval() {
    LintProof proof = new LintProof();
    for (int seed = FIRST; seed < FIRST + SEEDS; seed++) {
      try {
        proof.policy(seed, ROUNDS);
      } catch (AssertionError | RuntimeException e) {
        throw new AssertionError("seed " + seed + ": " + e.getMessage(), e);
      }
    }
    LoggerFactory.getLogger(PolicyLintRandomTest.class).info("{}", proof.counts());
    assertThat(proof.counts()).containsKeys("grant-shadowed", "deny-shadowed", "verdict equal");
  }
}
