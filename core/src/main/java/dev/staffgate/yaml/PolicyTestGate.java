package dev.staffgate.yaml;

import dev.staffgate.analysis.PolicyTestFinding;
import dev.staffgate.analysis.PolicyTestResult;
import dev.staffgate.analysis.PolicyTestSuite;
import dev.staffgate.model.Place;
import dev.staffgate.model.PolicyException;
import dev.staffgate.model.PolicyProblem;
import dev.staffgate.policy.Policy;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** The refusal of a policy whose own tests do not pass. */
final class PolicyTestGate {
  /** The most tests that are told. */
  private static final int MOST = 100;

  private PolicyTestGate() {}

  /**
   * Returns a policy that holds tests of which all pass.
   *
   * @param first the first of its files
   * @throws PolicyException with each test that does not, or if there is none
   */
  static Policy passed(Path first, Policy policy) {
    List<PolicyTestResult> results = PolicyTestSuite.of(policy).run();
    if (results.isEmpty()) {
      throw new PolicyException(
          List.of(
              PolicyProblem.of(
                  Place.ofFile(0, first.toString()),
                  "no-tests",
                  "the policy holds no test",
                  "this program puts a policy in force only if its tests pass",
                  "write `tests:`, or name the file that has them as well")));
    }
    List<PolicyProblem> failed =
        results.stream()
            .filter(result -> !result.passed())
            .limit(MOST + 1L)
            .map(PolicyTestGate::problem)
            .toList();
    if (!failed.isEmpty()) {
      throw PolicyException.ofFirst(failed, MOST);
    }
    return policy;
  }

  private static PolicyProblem problem(PolicyTestResult result) {
    return PolicyProblem.of(
        result.place(),
        result.error().isPresent() ? "test-error" : "test-failed",
        "the test `"
            + result.name()
            + (result.error().isPresent() ? "` cannot be run" : "` does not pass"),
        result
            .error()
            .orElseGet(
                () ->
                    result.findings().stream()
                        .map(PolicyTestFinding::headline)
                        .collect(Collectors.joining("; "))),
        "mend the policy, or the test if it asks for too much");
  }
}
