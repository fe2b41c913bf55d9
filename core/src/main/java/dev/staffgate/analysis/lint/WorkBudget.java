package dev.staffgate.analysis.lint;

/** Bounds the work of a rule. When it is spent, the report says so. Not thread-safe. */
final class WorkBudget {
  private final LintReport report;
  private final String what;
  private long left;
  private boolean isSkipping;

  /**
   * Makes a budget.
   *
   * @param what is not looked at any more when it is spent: the beginning of a sentence
   */
  WorkBudget(LintReport report, String what, long steps) {
    this.report = report;
    this.what = what;
    this.left = steps;
  }

  /** Returns whether so many steps may be taken, and counts them. */
  boolean spend(long steps) {
    left -= steps;
    if (left < 0) {
      report.note(what + " not looked at any further: the policy is too large for that");
      return false;
    }
    return true;
  }

  /** Says that one thing is too large by itself; of several the first. */
  void skip(String why) {
    if (!isSkipping) {
      report.note(what + " not all looked at: " + why);
      isSkipping = true;
    }
  }
}
