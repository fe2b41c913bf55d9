package dev.staffgate.examples.policytool;

import dev.staffgate.analysis.DiffRegion;
import dev.staffgate.analysis.PolicyDiff;
import dev.staffgate.analysis.PolicyTestDraft;
import dev.staffgate.model.PolicyTestCase;
import dev.staffgate.policy.Policy;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Writes the witnesses of a diff as tests of the new policy, which the old one does not pass. */
final class DiffTests {
  private final Policy before;
  private final Policy after;
  private final List<PolicyTestCase> tests = new ArrayList<>();
  private final List<String> others = new ArrayList<>();
  private final Map<String, Integer> names = new HashMap<>();

  DiffTests(Policy before, Policy after) {
    this.before = before;
    this.after = after;
  }

  /** Writes a file of tests; a witness that a test cannot say is named in a comment. */
  void write(PolicyDiff diff, PrintWriter out) {
    diff.regions().forEach(this::add);
    diff.gaps().forEach(gap -> others.add("not exact: " + gap));
    PolicyTestsOutput.write(tests, others, out);
  }

  private void add(DiffRegion region) {
    String name = name(region);
    PolicyTestDraft draft = PolicyTestDraft.of(name, region.witness(), after, before);
    draft
        .test()
        .ifPresentOrElse(
            tests::add, () -> others.add("no test for " + region + ": " + draft.obstacle()));
  }

  private String name(DiffRegion region) {
    String name =
        "%s %s: %s, was %s"
            .formatted(
                region.accounts().isEmpty() ? "somebody" : region.witness().request().staff(),
                region.witness().request().permissionId(),
                region.after(),
                region.before());
    int number = names.merge(name, 1, Integer::sum);
    return number == 1 ? name : name + " (" + number + ")";
  }
}
