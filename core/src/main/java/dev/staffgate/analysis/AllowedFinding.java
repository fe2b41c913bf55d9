package dev.staffgate.analysis;

import static java.util.Objects.requireNonNull;

/**
 * A finding that a suppression allows.
 *
 * @param suppression the first one that does
 */
public record AllowedFinding(LintFinding finding, LintSuppression suppression) {
  public AllowedFinding {
    requireNonNull(finding, "finding");
    requireNonNull(suppression, "suppression");
  }
}
