package dev.staffgate.examples.benchmarks.load;

import dev.staffgate.examples.benchmarks.decide.WorkloadShape;
import dev.staffgate.examples.benchmarks.measure.BudgetReport;
import dev.staffgate.examples.benchmarks.measure.OperationCost;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;

/** Measures the time from the start of a JVM to the end of a program in it, in turns. */
final class JvmStartTimes {
  private JvmStartTimes() {}

  static void measure(int turns, BudgetReport report) {
    try {
      Path policy = Files.createTempFile("policy", ".yaml");
      try {
        Files.writeString(policy, WorkloadYaml.small());
        measure(policy, turns, report);
      } finally {
        Files.delete(policy);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void measure(Path policy, int turns, BudgetReport report) throws IOException {
    String permission = WorkloadShape.SMALL.workload().permissions().get(1);
    double[] decisions = new double[turns];
    double[] composes = new double[turns];
    for (int i = 0; i < turns; i++) {
      decisions[i] = run(FirstDecisionProgram.class, policy.toString(), permission);
      composes[i] = run(FirstComposeProgram.class, policy.toString());
    }
    double decision = median(decisions);
    double compose = median(composes);
    report.row(
        "first decision after the start of a JVM, sample policy, start and end included",
        OperationCost.time(decision),
        "",
        OperationCost.time(decision),
        "≤ 1.5 s",
        decision <= 1.5e9);
    report.row(
        "the same beyond a cold SnakeYAML compose of that policy",
        OperationCost.time(decision),
        OperationCost.time(compose),
        OperationCost.time(decision - compose),
        "≤ 150 ms",
        decision - compose <= 150e6);
  }

  private static double median(double[] times) {
    double[] sorted = times.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }

  private static double run(Class<?> program, String... arguments) throws IOException {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    String[] command =
        Stream.concat(
                Stream.of(java, "-cp", System.getProperty("java.class.path"), program.getName()),
                Arrays.stream(arguments))
            .toArray(String[]::new);
    long start = System.nanoTime();
    Process process =
        new ProcessBuilder(command)
            .redirectOutput(Redirect.DISCARD)
            .redirectError(Redirect.INHERIT)
            .start();
    try {
      int code = process.waitFor();
      if (code != 0) {
        throw new IllegalStateException(program.getName() + " ended with " + code);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
    return System.nanoTime() - start;
  }
}
