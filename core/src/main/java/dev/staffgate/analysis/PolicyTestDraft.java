package dev.staffgate.analysis;

import static java.util.Objects.requireNonNull;

import dev.staffgate.model.PolicyTestCase;
import dev.staffgate.policy.Policy;
import java.util.List;
import java.util.Optional;

/**
 * A test that one policy passes and another does not, made of a request that they answer
 * differently. Not every request can be said as a test: then it says why. Immutable.
 *
 * <p>The test has been run against both policies. {@code PolicyWriter} writes it as YAML.
 */
public final class PolicyTestDraft {
  private final Optional<PolicyTestCase> test;
  private final String obstacle;

  private PolicyTestDraft(Optional<PolicyTestCase> test, String obstacle) {
    this.test = test;
    this.obstacle = obstacle;
  }

  /**
   * Makes a draft.
   *
   * @param name of the test
   * @param witness a request, and the accounts of a directory that it is about
   * @param passing the policy whose answer the test expects
   * @param failing the policy that must not pass it
   */
  public static PolicyTestDraft of(
      String name, DiffWitness witness, Policy passing, Policy failing) {
    requireNonNull(name, "name");
    TestCaseFactory factory = new TestCaseFactory(passing, failing);
    try {
      PolicyTestCase test = factory.test(name, witness);
      PolicyTestResult passed = run(test, passing);
      if (!passed.passed()) {
        return impossible(
            passed
                .error()
                .orElse("the answer depends on what a test cannot say of an account or request"));
      }
      return run(test, failing).passed()
          ? impossible("a test tells outcomes apart, and not panel users")
          : new PolicyTestDraft(Optional.of(test), "");
    } catch (TestCaseFactory.UnsayableRequestException unsayable) {
      return impossible(unsayable.why());
    }
  }

  private static PolicyTestDraft impossible(String why) {
    return new PolicyTestDraft(Optional.empty(), why);
  }

  /** Runs a test that lists nothing against a policy. */
  static PolicyTestResult run(PolicyTestCase test, Policy policy) {
    return new PolicyTestScenario(
            test,
            test.asker().staff().values().stream().findFirst(),
            test.circumstances().from().values().stream().findFirst(),
            TestedAccounts.of(policy, List.of()))
        .run();
  }

  /** Returns the test, for the section {@code tests} of the passing policy. */
  public Optional<PolicyTestCase> test() {
    return test;
  }

  /** Returns why the request cannot be said as a test, as a clause; else empty. */
  public String obstacle() {
    return obstacle;
  }

  /** Returns the name of the test, or the obstacle. */
  @Override
  public String toString() {
    return test.map(PolicyTestCase::name).orElse(obstacle);
  }
}
