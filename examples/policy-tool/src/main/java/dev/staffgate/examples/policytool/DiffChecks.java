package dev.staffgate.examples.policytool;

import dev.staffgate.analysis.DiffReview;
import dev.staffgate.analysis.SensitiveAccess;
import dev.staffgate.model.Assignment;
import dev.staffgate.model.ExpectedChange;
import dev.staffgate.model.StaffAccount;
import dev.staffgate.policy.Policy;
import java.io.PrintWriter;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;

/** Checks of the new policy beside its diff. What does not hold is told on standard error. */
final class DiffChecks {
  private final Policy after;
  private final PrintWriter err;
  private boolean broken;

  DiffChecks(Policy after, PrintWriter err) {
    this.after = after;
    this.err = err;
  }

  private void tell(String finding) {
    broken = true;
    err.println(finding);
  }

  /** Checks that nobody with one of these roles alone may have the permission beside it. */
  void never(List<Map.Entry<String, String>> forbidden) {
    for (Map.Entry<String, String> one : forbidden) {
      if (mayHave(one.getKey(), one.getValue())) {
        tell(
            "never: somebody with the role `"
                + one.getKey()
                + "` may have `"
                + one.getValue()
                + "`");
      }
    }
  }

  private boolean mayHave(String role, String permission) {
    StaffAccount holder = StaffAccount.withoutId(List.of(Assignment.of(role)), Map.of());
    return !after.questions(List.of(after.compile(holder))).whoCan(permission).isEmpty();
  }

  /** Checks that no sensitive permission is reached from more addresses than these. */
  void noPublic(BigInteger most) {
    for (SensitiveAccess access : SensitiveAccess.in(after)) {
      if (access.isWiderThan(most)) {
        tell("public: " + access);
      }
    }
  }

  /** Checks that all that was declared is there. */
  void allMet(List<ExpectedChange> declared, DiffReview review) {
    List<ExpectedChange> unmet = review.unmet();
    for (ExpectedChange one : declared) {
      if (unmet.contains(one)) {
        tell("expect: " + one.at() + ": nothing of it changes: " + one);
      }
    }
  }

  boolean isBroken() {
    return broken;
  }
}
