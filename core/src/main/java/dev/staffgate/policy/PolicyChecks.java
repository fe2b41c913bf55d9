package dev.staffgate.policy;

import dev.staffgate.model.PolicyDocument;
import dev.staffgate.model.PolicyProblem;
import java.util.List;

/** placeholder until the yaml branch lands. */
public final class PolicyChecks {
  private PolicyChecks() {}

  /** None. */
  public static List<PolicyProblem> problems(PolicyDocument document, PolicyOptions options) {
    return List.of();
  }
}
