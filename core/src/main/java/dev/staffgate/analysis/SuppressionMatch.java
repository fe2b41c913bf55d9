package dev.staffgate.analysis;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Findings and the suppressions that cover them.
 *
 * @param rest the findings that none covers
 * @param allowed the others, each with the first that does
 * @param faults a finding for each suppression that has expired, or covers none
 */
record SuppressionMatch(
    List<LintFinding> rest, List<AllowedFinding> allowed, List<LintFinding> faults) {
  static SuppressionMatch of(
      List<LintFinding> findings, Collection<LintSuppression> suppressions, Instant now) {
    List<LintSuppression> running =
        suppressions.stream().filter(one -> !one.isExpired(now)).toList();
    List<LintFinding> rest = new ArrayList<>();
    List<AllowedFinding> allowed = new ArrayList<>();
    for (LintFinding finding : findings) {
      first(running, finding)
          .ifPresentOrElse(
              one -> allowed.add(new AllowedFinding(finding, one)), () -> rest.add(finding));
    }
    List<LintFinding> faults = new ArrayList<>();
    Set<LintCode> found = new HashSet<>();
    findings.forEach(finding -> found.add(finding.code()));
    for (LintSuppression one : suppressions) {
      if (one.isExpired(now)) {
        faults.add(expired(one));
      } else if (!found.contains(one.code()) || findings.stream().noneMatch(one::covers)) {
        faults.add(unused(one));
      }
    }
    return new SuppressionMatch(rest, allowed, faults);
  }

  private static Optional<LintSuppression> first(
      List<LintSuppression> suppressions, LintFinding finding) {
    return suppressions.stream().filter(one -> one.covers(finding)).findFirst();
  }

  private static LintFinding expired(LintSuppression one) {
    return new LintFinding(
        LintCode.SUPPRESSION_EXPIRED,
        one.at(),
        "`" + one.code() + "` was allowed until " + one.until(),
        "mend what it allowed; or give it a later day, if its reason still holds",
        List.of());
  }

  private static LintFinding unused(LintSuppression one) {
    return new LintFinding(
        LintCode.SUPPRESSION_UNUSED,
        one.at(),
        "`" + one.code() + "` is allowed and is not found here",
        "delete the comment, or put it where the finding is",
        List.of());
  }
}
