package dev.staffgate.testing;

import static com.google.common.base.Preconditions.checkArgument;

import dev.staffgate.analysis.PolicyTestSuite;
import dev.staffgate.model.PolicyException;
import dev.staffgate.model.StaffAccount;
import dev.staffgate.policy.Policy;
import dev.staffgate.yaml.LoadOptions;
import dev.staffgate.yaml.PolicyFiles;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/**
 * The tests that a policy holds, each to be run by itself. With JUnit they are a test factory of
 * one line:
 *
 * <pre>{@code
 * @TestFactory
 * Stream<DynamicTest> promises() {
 *   return PolicyTests.in(Path.of("staffgate.yaml"))
 *       .map(test -> DynamicTest.dynamicTest(test.name(), test.source(), test::run));
 * }
 * }</pre>
 *
 * <p>A policy without a test is an error here: it would seem to hold what it promises.
 */
public final class PolicyTests {
  private PolicyTests() {}

  /**
   * Returns the tests of a policy in files.
   *
   * @param files as {@link PolicyFiles#load(Path...)} takes them; the tests may stand in one of
   *     their own
   * @throws PolicyException if the policy cannot be used
   * @throws IllegalArgumentException if it holds no test
   */
  public static Stream<PolicyTest> in(Path... files) {
    return in(List.of(files), LoadOptions.DEFAULT);
  }

  /**
   * Returns the tests of a policy in files, read with options.
   *
   * @throws PolicyException if the policy cannot be used
   * @throws IllegalArgumentException if it holds no test
   */
  public static Stream<PolicyTest> in(List<Path> files, LoadOptions options) {
    return of(PolicyFiles.load(files, options), List.of());
  }

  /**
   * Returns the tests of a policy about the staff of its document and of a directory.
   *
   * @param directory all accounts of it
   * @throws IllegalArgumentException if the policy holds no test, or an account does not fit it
   */
  public static Stream<PolicyTest> of(Policy policy, Collection<StaffAccount> directory) {
    List<PolicyTest> tests =
        PolicyTestSuite.of(policy, directory).scenarios().stream().map(PolicyTest::new).toList();
    checkArgument(!tests.isEmpty(), "the policy %s holds no test: write `tests:`", policy);
    return tests.stream();
  }
}
