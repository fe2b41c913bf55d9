package dev.staffgate.examples.benchmarks.measure;

import java.io.PrintStream;
import java.util.Locale;

/** Prints rows as they come: what was measured, the figures, the budget, and whether it is kept. */
public final class BudgetReport {
  private final PrintStream out;
  private int met;
  private int missed;

  public BudgetReport(PrintStream out) {
    this.out = out;
  }

  /** Starts a table. */
  public void section(String title) {
    out.println();
    out.println("### " + title);
    out.println();
    out.println("| what | Staffgate | beside | figure | budget | |");
    out.println("|---|---|---|---|---|---|");
  }

  /** A ratio that has to stay at or under a budget. */
  public void atMost(String what, OperationCost ours, OperationCost beside, double budget) {
    double ratio = ours.per(beside);
    row(
        what,
        ours.toString(),
        beside.toString(),
        times(ratio),
        "≤ " + times(budget),
        ratio <= budget);
  }

  /** A ratio without a budget. */
  public void beside(String what, OperationCost ours, OperationCost beside) {
    note(what, ours.toString(), beside.toString(), times(ours.per(beside)));
  }

  /** Reports how many times as fast something is; at least its budget. */
  public void fasterBy(String what, OperationCost ours, OperationCost beside, double budget) {
    double ratio = beside.per(ours);
    row(
        what,
        ours.toString(),
        beside.toString(),
        times(ratio) + " faster",
        "≥ " + times(budget),
        ratio >= budget);
  }

  /**
   * Reports the bytes that one operation allocates. Less than half a byte is what JMH itself needs
   * for samples.
   */
  public void bytesAtMost(String what, OperationCost ours, double budget) {
    row(
        what,
        String.format(Locale.ROOT, "%.1f B", ours.bytes()),
        "",
        String.format(Locale.ROOT, "%.1f B", ours.bytes()),
        String.format(Locale.ROOT, "≤ %.0f B", budget),
        ours.bytes() < budget + 0.5);
  }

  /** A number of any kind with its budget. */
  public void row(
      String what, String ours, String beside, String figure, String budget, boolean isMet) {
    if (isMet) {
      met++;
    } else {
      missed++;
    }
    line(what, ours, beside, figure, budget, isMet ? "met" : "**missed**");
  }

  /** A number without a budget. */
  public void note(String what, String ours, String beside, String figure) {
    line(what, ours, beside, figure, "", "");
  }

  private void line(String... cells) {
    out.println("| " + String.join(" | ", cells) + " |");
    out.flush();
  }

  /** The last line. */
  public void end() {
    out.println();
    out.println(met + " budgets met, " + missed + " missed");
    out.flush();
  }

  private static String times(double ratio) {
    return String.format(Locale.ROOT, ratio < 10 ? "%.2f ×" : "%,.0f ×", ratio);
  }
}
