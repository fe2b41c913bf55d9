package dev.staffgate.examples.benchmarks.peers;

import dev.staffgate.examples.benchmarks.decide.PolicyWorkload;
import dev.staffgate.examples.benchmarks.decide.WorkloadQuestions;
import dev.staffgate.examples.benchmarks.decide.WorkloadShape;
import dev.staffgate.examples.benchmarks.measure.BenchmarkResults;
import dev.staffgate.examples.benchmarks.measure.BenchmarkSettings;
import dev.staffgate.examples.benchmarks.measure.BudgetReport;
import dev.staffgate.examples.benchmarks.measure.OperationCost;
import dev.staffgate.examples.benchmarks.peers.PeerBenchmark.Library;

/** Staffgate's decisions beside those of other libraries. */
public final class PeerBudgets {
  private PeerBudgets() {}

  /**
   * Shows that a library gives the answers that the workload was made for.
   *
   * @param count how many questions are asked of it, from the first on
   * @throws IllegalStateException if one differs
   */
  public static void verifyAnswers(WorkloadShape shape, Library library, int count) {
    PolicyWorkload workload = shape.workload();
    WorkloadQuestions questions = WorkloadQuestions.unconditional(workload, shape.questions());
    PeerLibrary peer = library.peer(shape, workload, questions);
    for (int i = 0; i < Math.min(count, library.questions(shape)); i++) {
      if (peer.permits(i) != questions.expected[i]) {
        throw new IllegalStateException(
            library + ", " + shape + ": question " + i + " is answered " + !questions.expected[i]);
      }
    }
  }

  /** Measures all of them. */
  public static void measure(BenchmarkSettings settings, BudgetReport report) {
    report.section("Decide, beside other libraries");
    beside(settings, report, WorkloadShape.MEDIUM, Library.STAFFGATE, Library.SPRING, 8);
    beside(settings, report, WorkloadShape.LARGE, Library.STAFFGATE, Library.SPRING, 2.5);
    beside(settings, report, WorkloadShape.MEDIUM, Library.STAFFGATE, Library.SHIRO, 100);
    beside(settings, report, WorkloadShape.LARGE, Library.STAFFGATE, Library.SHIRO, 30);
    beside(settings, report, WorkloadShape.LARGE, Library.STAFFGATE_64, Library.CASBIN, 50_000);
    beside(settings, report, WorkloadShape.LARGE, Library.STAFFGATE_64, Library.CASBIN_CACHED, 3);
    beside(settings, report, WorkloadShape.SMALL, Library.STAFFGATE_64, Library.CEDAR, 3_000);
    beside(settings, report, WorkloadShape.MEDIUM, Library.STAFFGATE_64, Library.CEDAR, 3_000);
  }

  private static void beside(
      BenchmarkSettings settings,
      BudgetReport report,
      WorkloadShape shape,
      Library ours,
      Library other,
      double budget) {
    verifyAnswers(shape, ours, Integer.MAX_VALUE);
    verifyAnswers(shape, other, Integer.MAX_VALUE);
    report.fasterBy(
        shape + ", beside " + other,
        figure(settings, shape, ours),
        figure(settings, shape, other),
        budget);
  }

  private static OperationCost figure(
      BenchmarkSettings settings, WorkloadShape shape, Library library) {
    return BenchmarkResults.of(
            settings,
            PeerBenchmark.class,
            "decide",
            library.batch(),
            options ->
                options
                    .param("workload", shape.name())
                    .param("library", library.name())
                    .jvmArgsAppend("-Xmx4g"))
        .get("decide", shape, library);
  }
}
