package dev.staffgate.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.staffgate.analysis.LintCode;
import dev.staffgate.analysis.LintFinding;
import dev.staffgate.analysis.LintFix;
import dev.staffgate.analysis.LintOptions;
import dev.staffgate.analysis.PolicyLint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ConcurrentModificationException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Policy reference 2, tests: findings of lint that comments allow. */
class CommentedPolicyTest {
  private static final Instant NOW = Instant.parse("2027-02-03T11:00:00Z");
  private static final String ALLOW = "# staffgate: allow assignment-expired until ";
  private static final String POLICY =
      """
      staffgate: 1
      roles:
        desk: { grants: [client.view] }
      staff:
        # COMMENT
        alice:
          roles:
            - { role: desk, until: 2027-01-01T00:00Z }
      """;

  private static PolicyLint lint(String comment, Instant now) {
    String text = POLICY.replace("# COMMENT", comment);
    return CommentedPolicy.parse(Map.of("p.yaml", text), LoadOptions.DEFAULT)
        .lint(LintOptions.at(now));
  }

  private static List<String> about(PolicyLint lint, String word) {
    return lint.findings().stream()
        .filter(one -> one.code().text().contains(word))
        .map(LintFinding::toString)
        .toList();
  }

  @Test
  void finding_withoutAComment_isTold() {
    assertThat(about(lint("# a remark", NOW), "assignment")).hasSize(1);
  }

  @Test
  void finding_allowedByTheCommentAboveItsEntry_isNotToldAndIsKept() {
    PolicyLint lint = lint(ALLOW + "2027-03-01 because she comes back", NOW);
    assertThat(about(lint, "assignment")).isEmpty();
    assertThat(about(lint, "suppression")).isEmpty();
    assertThat(lint.allowed())
        .singleElement()
        .satisfies(
            one -> {
              assertThat(one.finding().code()).isEqualTo(LintCode.ASSIGNMENT_EXPIRED);
              assertThat(one.suppression().reason()).isEqualTo("she comes back");
            });
  }

  @Test
  void day_countsToItsEndInUtc() {
    String comment = ALLOW + "2027-02-03 because she comes back";
    assertThat(lint(comment, Instant.parse("2027-02-03T23:59:59.999Z")).allowed()).hasSize(1);

    PolicyLint expired = lint(comment, Instant.parse("2027-02-04T00:00:00Z"));
    assertThat(expired.allowed()).isEmpty();
    assertThat(about(expired, "assignment")).hasSize(1);
    assertThat(about(expired, "suppression"))
        .containsExactly(
            "p.yaml:5:3: warning: `assignment-expired` was allowed until 2027-02-03"
                + " [suppression-expired]");
  }

  @Test
  void comment_thatAllowsNothing_isAFinding() {
    PolicyLint lint = lint("# staffgate: allow role-unheld until 2027-03-01 because of it", NOW);
    assertThat(about(lint, "suppression"))
        .containsExactly(
            "p.yaml:5:3: warning: `role-unheld` is allowed and is not found here"
                + " [suppression-unused]");
  }

  @Test
  void comment_thatCannotBeRead_isAFindingAndAllowsNothing() {
    PolicyLint lint = lint(ALLOW + "soon because she comes back", NOW);
    assertThat(about(lint, "assignment")).hasSize(1);
    assertThat(about(lint, "suppression"))
        .containsExactly(
            "p.yaml:5:47: error: a suppression with `soon` where a day has to stand"
                + " [suppression-invalid]");
  }

  @Test
  void comment_aboutAComment_cannotBeGiven() {
    String both = "# staffgate: allow suppression-unused until 2027-03-01 because of it";
    assertThat(about(lint(both, NOW), "suppression-invalid")).hasSize(1);
  }

  @Test
  void files_andTheirComments_areReadOnce(@TempDir Path folder) throws IOException {
    Path first = Files.writeString(folder.resolve("a.yaml"), "staffgate: 1\n");
    String text = POLICY.replace("# COMMENT", ALLOW + "2027-03-01 because she comes back");
    Path second = Files.writeString(folder.resolve("b.yaml"), "\uFEFF" + text);
    CommentedPolicy policy = CommentedPolicy.load(List.of(folder), LoadOptions.DEFAULT);

    assertThat(policy.texts()).containsOnlyKeys(first.toString(), second.toString());
    assertThat(policy.suppressions().get(0).at()).hasToString(second + ":5:3");
    assertThat(policy.lint(LintOptions.at(NOW)).allowed()).hasSize(1);
  }

  @Test
  void fix_ofAFinding_isSplicedIntoTheFileAsItWasRead(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("p.yaml"), POLICY);
    CommentedPolicy policy = CommentedPolicy.load(List.of(file), LoadOptions.DEFAULT);
    LintFinding finding =
        policy.lint(LintOptions.at(NOW)).findings().stream()
            .filter(one -> one.code() == LintCode.ASSIGNMENT_EXPIRED)
            .findFirst()
            .orElseThrow();
    EditedPolicy edited =
        policy
            .edit()
            .change(document -> LintFix.of(finding, document).orElseThrow().after())
            .apply();
    assertThat(edited.changedTexts())
        .containsExactly(
            Map.entry(file.toString(), POLICY.replaceFirst("(?s)alice:.*", "alice: {}\n")));

    Files.writeString(file, "staffgate: 1\n");
    assertThatThrownBy(edited::write).isInstanceOf(ConcurrentModificationException.class);
    assertThat(file).hasContent("staffgate: 1\n");
  }
}
