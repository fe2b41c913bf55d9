package dev.staffgate.analysis.lint;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Work that is left undone is told, once. */
class WorkBudgetTest {
  @Test
  void spend_moreThanThereIs_endsAndSaysSoOnce() {
    LintReport report = new LintReport();
    WorkBudget budget = new WorkBudget(report, "roles are", 10);
    assertThat(budget.spend(10)).isTrue();
    assertThat(report.notes()).isEmpty();
    assertThat(budget.spend(1)).isFalse();
    assertThat(budget.spend(1)).isFalse();
    assertThat(report.notes())
        .containsExactly("roles are not looked at any further: the policy is too large for that");
  }

  @Test
  void skip_severalThings_namesTheFirstAndLeavesTheBudget() {
    LintReport report = new LintReport();
    WorkBudget budget = new WorkBudget(report, "roles are", 10);
    budget.skip("role `a` has too many paths");
    budget.skip("role `b` has too many paths");
    assertThat(budget.spend(10)).isTrue();
    assertThat(report.notes())
        .containsExactly("roles are not all looked at: role `a` has too many paths");
  }
}
