package dev.staffgate.audit;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * The result of the verification of a log.
 *
 * @param records how many records fit together
 * @param unchained how many lines come before the first record of the chain, as an older version
 *     wrote them: nothing is known of these
 * @param head the last record that fits
 * @param finding the first thing that is wrong; nothing is looked at behind it
 */
public record AuditVerification(
    long records, long unchained, Optional<AuditHead> head, Optional<AuditFinding> finding) {
  public AuditVerification {
    requireNonNull(head, "head");
    requireNonNull(finding, "finding");
  }

  /** Returns whether nothing is wrong. */
  public boolean isWhole() {
    return finding.isEmpty();
  }
}
