package dev.staffgate.examples.policytool;

import dev.staffgate.analysis.PolicyMutant;
import dev.staffgate.analysis.PolicyMutation;
import dev.staffgate.analysis.PolicyTestResult;
import dev.staffgate.wire.RequestWriter;
import java.io.PrintWriter;
import java.util.List;

/** Changes that no test notices, for people: each with a request that it decides otherwise. */
final class MutationReportText {
  private MutationReportText() {}

  static void write(PolicyMutation mutation, PrintWriter out) {
    if (!mutation.isTested()) {
      refuse(mutation.results(), out);
      return;
    }
    out.println("mutation " + mutation);
    out.println(
        "  not counted: "
            + mutation.equal()
            + " that change nothing, "
            + mutation.refused()
            + " that no loader takes");
    if (mutation.untried() > 0) {
      out.println("  not tried: " + mutation.untried() + ", see --most");
    }
    if (!mutation.survivors().isEmpty()) {
      out.println("what no test notices (--as-tests writes the tests that are missing):");
    }
    for (PolicyMutant survivor : mutation.survivors()) {
      out.println("  " + survivor.headline());
      survivor
          .region()
          .ifPresent(
              region ->
                  out.println(
                      "    "
                          + region.before()
                          + " → "
                          + region.after()
                          + " for "
                          + RequestWriter.write(region.witness().request())));
      if (!survivor.exact()) {
        out.println("    the diff is not exact here; perhaps nothing changes");
      }
    }
  }

  private static void refuse(List<PolicyTestResult> results, PrintWriter out) {
    out.println(
        results.isEmpty()
            ? TestReportText.summary(results)
            : "nothing is changed before these tests pass:");
    results.stream()
        .filter(one -> !one.passed())
        .forEach(one -> out.println("  " + one.headline()));
  }
}
