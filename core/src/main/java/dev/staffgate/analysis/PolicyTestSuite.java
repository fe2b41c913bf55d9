package dev.staffgate.analysis;

import com.google.common.collect.ImmutableList;
import dev.staffgate.model.PolicyTestCase;
import dev.staffgate.model.StaffAccount;
import dev.staffgate.network.IpAddress;
import dev.staffgate.policy.Policy;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * The tests that a policy holds, made ready to run (policy reference, section 2, "Tests"). A test
 * that lists accounts and addresses is one scenario for each account from each address. Immutable,
 * and safe for any number of threads.
 *
 * <pre>{@code
 * for (PolicyTestResult result : PolicyTestSuite.of(policy).run()) {
 *   assertTrue(result.passed(), result::toText);
 * }
 * }</pre>
 */
public final class PolicyTestSuite {
  private final ImmutableList<PolicyTestScenario> scenarios;

  private PolicyTestSuite(ImmutableList<PolicyTestScenario> scenarios) {
    this.scenarios = scenarios;
  }

  /** Returns the tests of a policy, about the staff of its document. */
  public static PolicyTestSuite of(Policy policy) {
    return of(policy, List.of());
  }

  /**
   * Returns the tests of a policy, about the staff of its document and of a directory.
   *
   * @param directory all accounts of it; one whose id the document has is passed over, as it is
   *     when a decision is made
   * @throws IllegalArgumentException if an account names a network that the policy does not define
   */
  public static PolicyTestSuite of(Policy policy, Collection<StaffAccount> directory) {
    TestedAccounts accounts = TestedAccounts.of(policy, directory);
    ImmutableList.Builder<PolicyTestScenario> scenarios = ImmutableList.builder();
    for (PolicyTestCase test : policy.document().tests()) {
      for (Optional<String> staff : choices(test.asker().staff())) {
        for (Optional<IpAddress> from : choices(test.circumstances().from())) {
          scenarios.add(new PolicyTestScenario(test, staff, from, accounts));
        }
      }
    }
    return new PolicyTestSuite(scenarios.build());
  }

  private static <T> List<Optional<T>> choices(PolicyTestCase.Choice<T> choice) {
    return choice.values().isEmpty()
        ? List.of(Optional.empty())
        : choice.values().stream().map(Optional::of).toList();
  }

  /** Returns what can be run, in the order in which it was written. */
  public List<PolicyTestScenario> scenarios() {
    return scenarios;
  }

  /** Runs all, and returns a result for each. */
  public List<PolicyTestResult> run() {
    return scenarios.stream().map(PolicyTestScenario::run).toList();
  }
}
