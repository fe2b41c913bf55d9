package dev.staffgate.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/**
 * Policy reference, section 5: no request that two policies decide differently lies outside of the
 * regions of their diff, and each region holds one. The properties {@code staffgate.diff.first},
 * {@code .seeds} and {@code .rounds} ask for other and more pairs; {@code .directories} is false
 * for pairs with accounts alone, which are proved several times as fast.
 */
class PolicyDiffRandomTest {
  private static final int SEEDS = Integer.getInteger("staffgate.diff.seeds", 8);
  private static final int FIRST = Integer.getInteger("staffgate.diff.first", 0);
  private static final int ROUNDS = Integer.getInteger("staffgate.diff.rounds", 1);
  private static final boolean DIRECTORIES =
      Boolean.parseBoolean(System.getProperty("staffgate.diff.directories", "true"));

  @Test
  void between_randomPairs_holdsWhatDiffersAndNothingElse() {
    DiffProof proof = new DiffProof();
    for (int seed = FIRST; seed < FIRST + SEEDS; seed++) {
      try {
        proof.pair(seed, ROUNDS);
        if (DIRECTORIES) {
          proof.directory(seed);
        }
      } catch (AssertionError | RuntimeException e) {
        throw new AssertionError("seed " + seed + ": " + e.getMessage(), e);
      }
    }
    LoggerFactory.getLogger(PolicyDiffRandomTest.class).info("{}", proof.counts());
    assertThat(proof.counts()).containsKeys("regions", "requests that differ");
  }
}
