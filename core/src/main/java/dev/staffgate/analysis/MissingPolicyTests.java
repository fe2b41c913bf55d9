package dev.staffgate.analysis;

import static java.util.Objects.requireNonNull;

import dev.staffgate.model.PolicyTestCase;
import dev.staffgate.policy.Policy;
import java.util.ArrayList;
import java.util.List;

/**
 * Tests that a policy passes and that notice the changes which its own tests do not. One test may
 * notice several changes. Immutable.
 *
 * @param tests for the section {@code tests}; {@code PolicyWriter} writes them as YAML
 * @param obstacles the changes for which there is none, and why, as lines
 */
public record MissingPolicyTests(List<PolicyTestCase> tests, List<String> obstacles) {
  public MissingPolicyTests {
    tests = List.copyOf(tests);
    obstacles = List.copyOf(obstacles);
  }

  /**
   * Finds the tests.
   *
   * @param policy the one that was changed
   */
  public static MissingPolicyTests of(Policy policy, PolicyMutation mutation) {
    requireNonNull(policy, "policy");
    List<PolicyTestCase> tests = new ArrayList<>();
    List<String> obstacles = new ArrayList<>();
    for (PolicyMutant survivor : mutation.survivors()) {
      if (!isNoticed(survivor.policy(), tests)) {
        add(policy, survivor, tests, obstacles);
      }
    }
    return new MissingPolicyTests(tests, obstacles);
  }

  private static void add(
      Policy policy, PolicyMutant survivor, List<PolicyTestCase> tests, List<String> obstacles) {
    if (survivor.region().isEmpty()) {
      obstacles.add(survivor.headline() + ": no request was found that shows it");
      return;
    }
    PolicyTestDraft draft =
        PolicyTestDraft.of(
            name(survivor), survivor.region().get().witness(), policy, survivor.policy());
    draft
        .test()
        .ifPresentOrElse(
            tests::add, () -> obstacles.add(survivor.headline() + ": " + draft.obstacle()));
  }

  private static String name(PolicyMutant survivor) {
    return survivor.what() + " is not " + survivor.change();
  }

  private static boolean isNoticed(Policy changed, List<PolicyTestCase> tests) {
    return tests.stream().anyMatch(test -> !PolicyTestDraft.run(test, changed).passed());
  }
}
