package dev.staffgate.examples.policytool;

import dev.staffgate.analysis.LintCode.Severity;
import dev.staffgate.analysis.LintFinding;
import dev.staffgate.analysis.LintFinding.Related;
import dev.staffgate.analysis.PolicyLint;
import java.io.File;
import java.io.PrintWriter;

/**
 * Findings of lint as workflow commands, which GitHub shows beside the lines of a pull request:
 * {@code ::warning file=staffgate.yaml,line=3,col=5,title=…::…}. In the text {@code %} and line
 * breaks are escaped, in a property {@code :} and {@code ,} as well.
 */
final class LintReportGithub {
  private LintReportGithub() {}

  static void write(PolicyLint lint, PrintWriter out) {
    lint.findings().forEach(finding -> out.println(command(finding)));
    out.println(LintReportText.summary(lint));
  }

  private static String command(LintFinding finding) {
    StringBuilder command = new StringBuilder("::").append(name(finding.severity())).append(' ');
    if (finding.at().line() > 0) {
      command
          .append("file=")
          .append(property(finding.at().file().replace(File.separatorChar, '/')))
          .append(",line=")
          .append(finding.at().line())
          .append(",col=")
          .append(finding.at().column())
          .append(',');
    }
    StringBuilder text = new StringBuilder(LintReportText.bounded(finding.what()));
    finding.related().stream()
        .limit(LintReportText.MOST_RELATED)
        .map(Related::toString)
        .forEach(related -> text.append('\n').append(LintReportText.bounded(related)));
    text.append('\n').append(finding.code().why());
    text.append('\n').append(LintReportText.bounded(finding.mend()));
    return command
        .append("title=")
        .append(property(finding.code().text()))
        .append("::")
        .append(data(text.toString()))
        .toString();
  }

  private static String name(Severity severity) {
    return switch (severity) {
      case ERROR -> "error";
      case WARNING -> "warning";
      case NOTE -> "notice";
    };
  }

  /** Escapes the text of a command. */
  static String data(String text) {
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A");
  }

  /** Escapes the value of a property. */
  static String property(String text) {
    return data(text).replace(":", "%3A").replace(",", "%2C");
  }
}
