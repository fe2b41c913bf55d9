package dev.staffgate.proof;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.math.LongMath;
import java.io.PrintStream;
import java.math.RoundingMode;
import org.junit.jupiter.api.Test;

/**
 * Compares the engine with the reference evaluator for as long as wanted: what the profile {@code
 * proof} runs, and nothing else does. {@code docs/proof.md} says how, and keeps what came of it.
 *
 * <ul>
 *   <li>{@code -Dproof.from}: the first seed, 0 unless said otherwise
 *   <li>{@code -Dproof.decisions}: how many at least, ten million unless said otherwise
 *   <li>{@code -Dproof.threads}: how many threads, two unless said otherwise
 * </ul>
 */
class ProofRun {
  /** After so many seeds it says how far it has come, so that it can be gone on with from there. */
  private static final long SLICE = 10_000;

  private static final PrintStream OUT = System.out;

  @Test
  void engine_onTheSeedsAskedFor_answersAsTheReferenceDoes() throws InterruptedException {
    long from = Long.getLong("proof.from", 0);
    long decisions = Long.getLong("proof.decisions", 10_000_000);
    int threads = Integer.getInteger("proof.threads", 2);
    long end = from + LongMath.divide(decisions, SeedComparison.PER_SEED, RoundingMode.CEILING);
    DecisionCounts all = new DecisionCounts();
    long started = System.nanoTime();
    for (long seed = from; seed < end; seed += SLICE) {
      long count = Math.min(SLICE, end - seed);
      all.add(SeedComparison.ofSeeds(seed, count, threads));
      OUT.printf(
          "proof: seeds %d to %d, %,d decisions, 0 differences, %,d s%n",
          from, seed + count - 1, all.decisions(), (System.nanoTime() - started) / 1_000_000_000);
    }
    all.byAnswer().forEach((answer, count) -> OUT.printf("proof: %,15d %s%n", count, answer));
    OUT.printf("proof: %d threads; go on with -Dproof.from=%d%n", threads, end);
    assertThat(all.decisions()).isEqualTo((end - from) * SeedComparison.PER_SEED);
  }
}
