package dev.staffgate.examples.policytool;

import dev.staffgate.analysis.PolicyTestResult;
import dev.staffgate.analysis.PolicyTestResult.Status;
import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine.Help.Ansi;

/** Results of tests for people, in colour where a terminal is. */
final class TestReportText {
  private final Ansi ansi;
  private final boolean verbose;

  /**
   * Makes a report.
   *
   * @param verbose whether the tests that passed are named
   */
  TestReportText(Ansi ansi, boolean verbose) {
    this.ansi = ansi;
    this.verbose = verbose;
  }

  void write(List<PolicyTestResult> results, PrintWriter out) {
    for (PolicyTestResult result : results) {
      if (verbose || !result.passed()) {
        String status = result.status().toString();
        String color = result.passed() ? "green" : "bold,red";
        out.print(ansi.string("@|" + color + " " + status + "|@"));
        out.print(result.toText().substring(status.length()));
      }
    }
    out.println(summary(results));
  }

  /** Returns the numbers in a line. */
  static String summary(List<PolicyTestResult> results) {
    return results.isEmpty()
        ? "the policy holds no test: write `tests:`, or name the file that has them"
        : results.size()
            + " tests: "
            + count(results, Status.PASS)
            + " passed, "
            + count(results, Status.FAIL)
            + " failed, "
            + count(results, Status.ERROR)
            + " could not be run";
  }

  static long count(List<PolicyTestResult> results, Status status) {
    return results.stream().filter(result -> result.status() == status).count();
  }
}
