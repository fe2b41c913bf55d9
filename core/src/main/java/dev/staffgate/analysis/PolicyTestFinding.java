package dev.staffgate.analysis;

import static java.util.Objects.requireNonNull;

import dev.staffgate.decision.Explanation;
import dev.staffgate.model.Place;
import java.util.Optional;

/**
 * An answer of a policy that one of its tests did not expect.
 *
 * @param place where the question was written
 * @param question the question, such as {@code payment.refund}
 * @param wanted the answer that the test expects
 * @param got the answer of the policy
 * @param explanation how the policy came to it; of a question in reverse, for the first entry that
 *     is missing or too much
 */
public record PolicyTestFinding(
    Place place, String question, String wanted, String got, Optional<Explanation> explanation) {
  public PolicyTestFinding {
    requireNonNull(place, "place");
    requireNonNull(question, "question");
    requireNonNull(wanted, "wanted");
    requireNonNull(got, "got");
    requireNonNull(explanation, "explanation");
  }

  /** Returns it in a line, such as {@code a.yaml:9:5: payment.refund: wanted deny, got permit}. */
  public String headline() {
    return place + ": " + question + ": wanted " + wanted + ", got " + got;
  }
}
