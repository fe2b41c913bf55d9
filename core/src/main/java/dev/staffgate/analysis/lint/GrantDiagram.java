package dev.staffgate.analysis.lint;

import dev.staffgate.analysis.cells.ConditionTest;
import dev.staffgate.analysis.cells.DecisionDiagrams;
import dev.staffgate.analysis.cells.RequestSpace;
import java.util.Set;

/**
 * Where the conditions of a grant hold: without second factor and approval, and these two by
 * themselves, as a decision tells which of them is lacking.
 */
record GrantDiagram(int core, int factor, int approval) {
  static GrantDiagram of(RequestSpace space, Set<ConditionTest> tests) {
    DecisionDiagrams diagrams = space.diagrams();
    int core = DecisionDiagrams.TRUE;
    int factor = DecisionDiagrams.TRUE;
    int approval = DecisionDiagrams.TRUE;
    for (ConditionTest test : tests) {
      int holds = space.holds(test);
      if (test instanceof ConditionTest.FactorAge) {
        factor = diagrams.and(factor, holds);
      } else if (test instanceof ConditionTest.Approved) {
        approval = diagrams.and(approval, holds);
      } else {
        core = diagrams.and(core, holds);
      }
    }
    return new GrantDiagram(core, factor, approval);
  }

  /**
   * Returns where this grant lacks nothing that the other does not lack, too. That is more than an
   * equal outcome: it stays so where both get the same conditions besides.
   */
  int whereAsGood(DecisionDiagrams diagrams, GrantDiagram other) {
    int factors = diagrams.or(diagrams.not(other.factor), factor);
    int approvals = diagrams.or(diagrams.not(other.approval), approval);
    return diagrams.and(core, diagrams.and(factors, approvals));
  }
}
