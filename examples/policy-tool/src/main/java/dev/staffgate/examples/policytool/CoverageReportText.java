package dev.staffgate.examples.policytool;

import dev.staffgate.analysis.CoverageItem;
import dev.staffgate.analysis.CoverageItem.Kind;
import dev.staffgate.analysis.PolicyCoverage;
import dev.staffgate.analysis.PolicyTestResult;
import java.io.PrintWriter;
import java.util.List;

/** Coverage for people: the numbers, by sort and by file, and each thing that no test reaches. */
final class CoverageReportText {
  private CoverageReportText() {}

  static void write(PolicyCoverage coverage, PrintWriter out) {
    out.println("coverage " + coverage);
    if (coverage.results().isEmpty()) {
      out.println(TestReportText.summary(coverage.results()));
      return;
    }
    for (Kind kind : Kind.values()) {
      PolicyCoverage.Count count = coverage.of(kind);
      if (count.all() > 0) {
        out.printf("  %-11s %s%n", kind.plural(), numbers(count));
      }
    }
    if (coverage.byFile().size() > 1) {
      coverage
          .byFile()
          .forEach((file, count) -> out.println("  " + ShownName.of(file) + " " + numbers(count)));
    }
    List<CoverageItem> missing = coverage.missing();
    if (!missing.isEmpty()) {
      out.println("what no test reaches:");
      missing.forEach(item -> out.println("  " + item));
    }
    coverage
        .uncounted()
        .forEach(test -> out.println("not counted, as it asks too much at once: " + test));
    tests(coverage, out);
  }

  static String numbers(PolicyCoverage.Count count) {
    return count.reached() + " of " + count.all() + " (" + count.percent() + " %)";
  }

  private static void tests(PolicyCoverage coverage, PrintWriter out) {
    List<PolicyTestResult> failed =
        coverage.results().stream().filter(one -> !one.passed()).toList();
    if (!failed.isEmpty()) {
      out.println("tests that do not pass, and reach nothing:");
      failed.forEach(one -> out.println("  " + one.headline()));
    }
  }
}
