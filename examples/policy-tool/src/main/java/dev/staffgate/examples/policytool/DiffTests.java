package dev.staffgate.examples.policytool;

import dev.staffgate.analysis.DiffRegion;
import dev.staffgate.analysis.PolicyDiff;
import dev.staffgate.analysis.PolicyTestDraft;
import dev.staffgate.model.PolicyDocument;
import dev.staffgate.model.PolicyTestCase;
import dev.staffgate.policy.Policy;
import dev.staffgate.yaml.PolicyWriter;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Writes the witnesses of a diff as tests of the new policy, which the old one does not pass. */
final class DiffTests {
  private static final Pattern CONTROLS = Pattern.compile("\\p{Cntrl}");

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
    PolicyDocument.Builder document = PolicyDocument.builder();
    tests.forEach(document::test);
    out.print(PolicyWriter.write(document.build()));
    others.forEach(one -> out.println("# " + CONTROLS.matcher(one).replaceAll("?")));
  }

  private void add(DiffRegion region) {
    String name = name(region);
    PolicyTestDraft draft = PolicyTestDraft.of(name, region.witness(), after, before);
    String obstacle = draft.test().map(DiffTests::unwritable).orElse(draft.obstacle());
    if (obstacle.isEmpty()) {
      draft.test().ifPresent(tests::add);
    } else {
      others.add("no test for " + region + ": " + obstacle);
    }
  }

  // A control character in a text, say.
  private static String unwritable(PolicyTestCase test) {
    try {
      String written = PolicyWriter.write(PolicyDocument.builder().test(test).build());
      return written.isEmpty() ? "nothing would be written" : "";
    } catch (IllegalArgumentException unsayable) {
      return String.valueOf(unsayable.getMessage());
    }
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
