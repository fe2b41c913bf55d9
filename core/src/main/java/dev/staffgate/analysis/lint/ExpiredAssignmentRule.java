package dev.staffgate.analysis.lint;

import dev.staffgate.model.Assignment;
import dev.staffgate.model.StaffAccount;
import java.time.Instant;

/** Finds assignments of the document that have ended. */
final class ExpiredAssignmentRule implements LintRule {
  @Override
  public void check(LintSubject subject, LintReport report) {
    for (StaffAccount account : subject.document().staff().values()) {
      for (Assignment one : account.roles()) {
        one.until()
            .filter(until -> !subject.now().isBefore(until))
            .ifPresent(until -> report(account, one, until, report));
      }
    }
  }

  private static void report(
      StaffAccount account, Assignment ended, Instant until, LintReport report) {
    report.add(
        "assignment-expired",
        ended.role().at(),
        "`%s` had role `%s` until %s".formatted(account.id(), ended.role().id(), until),
        "remove the assignment, or give it a later end");
  }
}
