package dev.staffgate.analysis.lint;

/** A rule of lint, or a few that look at the same things. Has no state of its own. */
interface LintRule {
  /** Reports what it finds. */
  void check(LintSubject subject, LintReport report);
}
