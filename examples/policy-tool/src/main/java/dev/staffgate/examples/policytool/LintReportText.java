package dev.staffgate.examples.policytool;

import dev.staffgate.analysis.LintCode.Severity;
import dev.staffgate.analysis.LintFinding;
import dev.staffgate.analysis.LintFinding.Related;
import dev.staffgate.analysis.PolicyLint;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Help.Ansi;

/** Findings of lint for people. */
final class LintReportText {
  /** The most characters of one text that are shown. */
  static final int LONGEST = 1_000;

  /** The most other places of one finding that are shown. */
  static final int MOST_RELATED = 10;

  private final Ansi ansi;

  LintReportText(Ansi ansi) {
    this.ansi = ansi;
  }

  void write(PolicyLint lint, PrintWriter out) {
    for (LintFinding finding : lint.findings()) {
      write(finding, out);
    }
    lint.notes().forEach(note -> out.println("not looked at: " + bounded(note)));
    out.println(summary(lint));
  }

  private void write(LintFinding finding, PrintWriter out) {
    Severity severity = finding.severity();
    out.println(
        finding.at()
            + ": "
            + ansi.new Text("@|" + style(severity) + " " + severity.text() + "|@")
            + " "
            + finding.code()
            + ": "
            + bounded(finding.what()));
    List<Related> related = finding.related();
    for (Related one : related.subList(0, Math.min(MOST_RELATED, related.size()))) {
      out.println("  " + one.at() + ": " + bounded(one.what()));
    }
    if (related.size() > MOST_RELATED) {
      out.println("  and " + (related.size() - MOST_RELATED) + " other places");
    }
    out.println("  " + bounded(finding.mend()));
  }

  private static String style(Severity severity) {
    return switch (severity) {
      case ERROR -> "bold,red";
      case WARNING -> "yellow";
      case NOTE -> "cyan";
    };
  }

  /** Returns at most the first thousand characters of a text. */
  static String bounded(String text) {
    return text.codePointCount(0, text.length()) <= LONGEST
        ? text
        : text.substring(0, text.offsetByCodePoints(0, LONGEST)) + "…";
  }

  /** Returns the count, such as {@code 3 findings: 1 error, 2 notes; 1 allowed by a comment}. */
  static String summary(PolicyLint lint) {
    List<String> parts = new ArrayList<>();
    for (Severity severity : Severity.values()) {
      long count = count(lint, severity);
      if (count > 0) {
        parts.add(count + " " + severity.text() + (count == 1 ? "" : "s"));
      }
    }
    int size = lint.findings().size();
    return (size == 0 ? "no findings" : size + (size == 1 ? " finding: " : " findings: "))
        + String.join(", ", parts)
        + (lint.leftOut() == 0 ? "" : "; " + lint.leftOut() + " more are not told")
        + (lint.allowed().isEmpty() ? "" : "; allowed by comments: " + lint.allowed().size());
  }

  static long count(PolicyLint lint, Severity severity) {
    return lint.findings().stream().filter(one -> one.severity() == severity).count();
  }
}
