package dev.staffgate.testing;

import static java.util.Objects.requireNonNull;

import dev.staffgate.analysis.PolicyTestResult;
import dev.staffgate.analysis.PolicyTestScenario;
import dev.staffgate.model.Place;
import java.net.URI;
import java.nio.file.Path;

/**
 * A test that a policy holds, ready to be run by any test framework. Made by {@link PolicyTests}.
 * Immutable.
 */
public final class PolicyTest {
  private final PolicyTestScenario scenario;

  PolicyTest(PolicyTestScenario scenario) {
    this.scenario = requireNonNull(scenario, "scenario");
  }

  /** Returns the name, with account and address where the test lists several. */
  public String name() {
    return scenario.name();
  }

  /**
   * Returns where the test was written, as JUnit and IDEs understand it: {@code
   * file:///…/staffgate.yaml?line=31&column=5}. The file is the one that was given to the loader,
   * made absolute.
   */
  public URI source() {
    Place place = scenario.place();
    String file = Path.of(place.file()).toAbsolutePath().toUri().toString();
    return URI.create(
        place.line() == 0 ? file : file + "?line=" + place.line() + "&column=" + place.column());
  }

  /**
   * Runs it.
   *
   * @throws AssertionError if the policy gives another answer than the test expects, with each such
   *     answer and its explanation, or if the test cannot be run, with the reason
   */
  public void run() {
    PolicyTestResult result = scenario.run();
    if (!result.passed()) {
      throw new AssertionError(result.toText());
    }
  }

  @Override
  public String toString() {
    return scenario.toString();
  }
}
