package dev.staffgate.examples.policytool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.staffgate.analysis.LintCode;
import dev.staffgate.analysis.LintFinding;
import dev.staffgate.analysis.LintFinding.Related;
import dev.staffgate.analysis.LintOptions;
import dev.staffgate.analysis.PolicyLint;
import dev.staffgate.model.Place;
import dev.staffgate.yaml.PolicyFiles;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.Help.Ansi;

class LintReportTextTest {
  private static final Place AT = Place.of(0, "policy.yaml", 3, 5, 4);

  private static String text(LintFinding finding, Ansi ansi) {
    PolicyLint lint =
        PolicyLint.of(
                PolicyFiles.parse("policy.yaml", "staffgate: 1\n"),
                LintOptions.at(Instant.EPOCH).withMostFindings(1))
            .plus(List.of(finding));
    StringWriter out = new StringWriter();
    new LintReportText(ansi).write(lint, new PrintWriter(out, true));
    return out.toString();
  }

  @Test
  void finding_thatIsLong_isBounded() {
    LintFinding finding =
        new LintFinding(
            LintCode.GRANT_SHADOWED,
            AT,
            "x".repeat(5_000),
            "y".repeat(5_000),
            Collections.nCopies(25, new Related(AT, "z".repeat(5_000))));
    assertThat(text(finding, Ansi.OFF))
        .contains("x".repeat(1_000) + "…\n", "z".repeat(1_000) + "…\n", "y".repeat(1_000) + "…\n")
        .contains("  and 15 other places\n")
        .doesNotContain("x".repeat(1_001), "y".repeat(1_001), "z".repeat(1_001));
  }

  @Test
  void weight_hasAColourOnATerminalAlone() {
    LintFinding finding =
        new LintFinding(LintCode.GRANT_SHADOWED, AT, "a grant", "mend it", List.of());
    assertThat(text(finding, Ansi.OFF))
        .isEqualTo(
            "policy.yaml:3:5: warning grant-shadowed: a grant\n  mend it\n1 finding: 1 warning\n");
    assertThat(text(finding, Ansi.ON)).contains("\u001b[33mwarning\u001b");
  }
}
