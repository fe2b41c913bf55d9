package dev.staffgate.analysis.lint;

import dev.staffgate.model.Condition;
import dev.staffgate.model.Defaults;
import dev.staffgate.model.Role;
import dev.staffgate.model.Server;
import java.util.List;

/** Finds {@code requires} that can never hold; told apart if schedules alone are the reason. */
final class NeverHoldingRequiresRule implements LintRule {
  private static final long PROOFS = 500_000;

  @Override
  public void check(LintSubject subject, LintReport report) {
    new Search(subject, report).check();
  }

  private static final class Search {
    private final LintSubject subject;
    private final LintReport report;
    private final ConditionProofs proofs;

    Search(LintSubject subject, LintReport report) {
      this.subject = subject;
      this.report = report;
      this.proofs =
          new ConditionProofs(new WorkBudget(report, "`requires` that never hold are", PROOFS));
    }

    void check() {
      Defaults defaults = subject.document().defaults();
      if (isNever(defaults.requires(), List.of())) {
        report("`defaults`", defaults.requires(), List.of());
        return;
      }
      check("`defaults.sensitive`", defaults.sensitiveRequires());
      for (Role role : subject.document().roles().values()) {
        check("role `" + role.id() + "`", role.requires());
      }
      for (Server server : subject.document().servers().values()) {
        server.sso().ifPresent(sso -> check("server `" + server.id() + "`", sso.requires()));
      }
    }

    private void check(String whose, List<Condition> requires) {
      List<Condition> defaults = subject.document().defaults().requires();
      if (isNever(requires, defaults)) {
        report(whose, requires, defaults);
      }
    }

    private boolean isNever(List<Condition> own, List<Condition> besides) {
      return !own.isEmpty() && proofs.neverHold(subject.tests(own, besides));
    }

    private void report(String whose, List<Condition> own, List<Condition> besides) {
      List<Condition> clocks = schedules(own);
      if (isNever(clocks, schedules(besides))) {
        report.add(
            "schedule-never-open",
            clocks.get(0).at(),
            "the schedules in `requires` of " + whose + " are never open together",
            "widen one of them, or remove it; those of `defaults.requires` count, too");
      } else {
        report.add(
            "requires-unsatisfiable",
            own.get(0).at(),
            "the conditions in `requires` of " + whose + " can never all hold",
            "remove one of those that rule each other out; those of `defaults.requires` count,"
                + " too");
      }
    }

    private static List<Condition> schedules(List<Condition> some) {
      return some.stream().filter(Condition.InSchedule.class::isInstance).toList();
    }
  }
}
