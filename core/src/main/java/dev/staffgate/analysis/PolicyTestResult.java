package dev.staffgate.analysis;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import dev.staffgate.decision.Explanation;
import dev.staffgate.model.Place;
import java.util.List;
import java.util.Optional;

/**
 * The result of a test of a policy.
 *
 * @param name of the test, with account and address where the test lists several
 * @param place where the test was written
 * @param findings the answers that it did not expect; none unless it failed
 * @param error why it could not be run
 */
public record PolicyTestResult(
    String name, Place place, List<PolicyTestFinding> findings, Optional<String> error) {
  /** The ways in which a test ends. */
  public enum Status {
    /** Every answer is the one expected. */
    PASS,
    /** Some answer is another one. */
    FAIL,
    /** The test could not be run, which counts as failed. */
    ERROR
  }

  public PolicyTestResult {
    requireNonNull(name, "name");
    requireNonNull(place, "place");
    findings = List.copyOf(findings);
    requireNonNull(error, "error");
    checkArgument(
        findings.isEmpty() || error.isEmpty(), "a test that could not be run found nothing");
  }

  /** Returns how it ended. */
  public Status status() {
    if (error.isPresent()) {
      return Status.ERROR;
    }
    return findings.isEmpty() ? Status.PASS : Status.FAIL;
  }

  /** Returns whether every answer is the one expected. */
  public boolean passed() {
    return status() == Status.PASS;
  }

  /** Returns status, name and place in a line. */
  public String headline() {
    return status() + " " + name + " (" + place + ")";
  }

  /**
   * Returns all of it for a person: a line, and for each answer that was not expected what was
   * wanted, what came, and the explanation. Shows what the policy says.
   */
  public String toText() {
    StringBuilder text = new StringBuilder(headline()).append('\n');
    error.ifPresent(why -> text.append("  ").append(why).append('\n'));
    for (PolicyTestFinding finding : findings) {
      text.append("  ").append(finding.headline()).append('\n');
      finding
          .explanation()
          .map(Explanation::toText)
          .ifPresent(
              explained -> explained.lines().forEach(line -> text.append("    " + line + "\n")));
    }
    return text.toString();
  }
}
