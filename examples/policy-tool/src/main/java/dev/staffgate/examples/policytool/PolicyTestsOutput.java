package dev.staffgate.examples.policytool;

import dev.staffgate.model.PolicyDocument;
import dev.staffgate.model.PolicyTestCase;
import dev.staffgate.yaml.PolicyWriter;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;

/** A file of policy tests, and in its comments what no test could be written for. */
final class PolicyTestsOutput {
  private static final Pattern CONTROLS = Pattern.compile("\\p{Cntrl}");

  private PolicyTestsOutput() {}

  /**
   * Writes a file of tests; those that YAML cannot say are named among the remarks.
   *
   * @param remarks each becomes one line
   */
  static void write(Collection<PolicyTestCase> tests, Collection<String> remarks, PrintWriter out) {
    PolicyDocument.Builder document = PolicyDocument.builder();
    List<String> comments = new ArrayList<>();
    for (PolicyTestCase test : tests) {
      String obstacle = obstacle(test);
      if (obstacle.isEmpty()) {
        document.test(test);
      } else {
        comments.add("no test for " + test.name() + ": " + obstacle);
      }
    }
    comments.addAll(remarks);
    if (tests.isEmpty() && comments.isEmpty()) {
      comments.add("there is no test to write");
    }
    out.print(PolicyWriter.write(document.build()));
    comments.forEach(one -> out.println("# " + CONTROLS.matcher(one).replaceAll("?")));
  }

  // A control character in a text, say.
  private static String obstacle(PolicyTestCase test) {
    try {
      String written = PolicyWriter.write(PolicyDocument.builder().test(test).build());
      return written.isEmpty() ? "nothing would be written" : "";
    } catch (IllegalArgumentException unsayable) {
      return String.valueOf(unsayable.getMessage());
    }
  }
}
