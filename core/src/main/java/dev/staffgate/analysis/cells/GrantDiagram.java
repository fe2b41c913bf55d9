package dev.staffgate.analysis.cells;

import java.util.Collection;

/**
 * Diagrams of where the conditions of a grant hold: second factor and approval by themselves, as a
 * decision tells which of them is lacking (policy reference, section 4, steps 7 to 10).
 *
 * @param core where all others hold
 * @param factor where the second factor suffices
 * @param approval where the approval counts
 */
public record GrantDiagram(int core, int factor, int approval) {
  /** Returns the diagrams of some conditions in their space. */
  public static GrantDiagram of(RequestSpace space, Collection<ConditionTest> tests) {
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
  public int whereAsGood(DecisionDiagrams diagrams, GrantDiagram other) {
    int factors = diagrams.or(diagrams.not(other.factor), factor);
    int approvals = diagrams.or(diagrams.not(other.approval), approval);
    return diagrams.and(core, diagrams.and(factors, approvals));
  }
}
