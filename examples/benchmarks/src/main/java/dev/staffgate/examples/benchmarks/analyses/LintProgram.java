package dev.staffgate.examples.benchmarks.analyses;

import dev.staffgate.analysis.LintOptions;
import dev.staffgate.analysis.PolicyLint;
import dev.staffgate.examples.benchmarks.decide.WorkloadPolicies;
import dev.staffgate.examples.benchmarks.decide.WorkloadShape;
import dev.staffgate.policy.Policy;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Instant;

/**
 * A program that looks for mistakes in the policy of a workload, four times, and prints what each
 * took: the first time in a JVM that has just started. Its argument is a {@link WorkloadShape}.
 */
final class LintProgram {
  private static final int ROUNDS = 4;
  private static final Instant NOW = Instant.parse("2027-01-01T00:00:00Z");

  private LintProgram() {}

  public static void main(String[] args) {
    WorkloadShape shape = WorkloadShape.valueOf(args[0]);
    Policy policy = Policy.of(WorkloadPolicies.of(shape.conditional(), shape.staff()));
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    for (int i = 0; i < ROUNDS; i++) {
      long start = System.nanoTime();
      long used = threads.getCurrentThreadCpuTime();
      PolicyLint lint = PolicyLint.of(policy, LintOptions.at(NOW));
      System.out.printf(
          "%s: %d ms, of these %d ms on a processor%n",
          lint,
          (System.nanoTime() - start) / 1_000_000,
          (threads.getCurrentThreadCpuTime() - used) / 1_000_000);
    }
  }
}
