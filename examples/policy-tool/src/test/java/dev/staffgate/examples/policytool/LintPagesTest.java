package dev.staffgate.examples.policytool;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.staffgate.analysis.LintCode;
import dev.staffgate.analysis.LintFinding;
import dev.staffgate.analysis.LintOptions;
import dev.staffgate.yaml.CommentedPolicy;
import dev.staffgate.yaml.LoadOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each code of lint has a page, whose first policy has the finding and whose second has not. */
class LintPagesTest {
  private static final Path FOLDER =
      Path.of(
          requireNonNull(System.getProperty("staffgate.root"), "staffgate.root"), "docs", "lint");
  private static final Pattern POLICY = Pattern.compile("(?ms)^```yaml\n(.*?)^```");
  private static final Instant NOW = Instant.parse("2027-02-03T11:00:00Z");

  private static String page(LintCode code) throws IOException {
    return Files.readString(FOLDER.resolve(code.text() + ".md"));
  }

  private static List<LintCode> found(String text) {
    CommentedPolicy policy =
        CommentedPolicy.parse(Map.of("staffgate.yaml", text), LoadOptions.DEFAULT);
    return policy.lint(LintOptions.at(NOW), RouteFindings.of(policy.policy())).findings().stream()
        .map(LintFinding::code)
        .toList();
  }

  @ParameterizedTest
  @EnumSource
  void example_hasTheFinding_andTheMendedOneHasNot(LintCode code) throws IOException {
    List<String> policies =
        POLICY.matcher(page(code)).results().map((MatchResult found) -> found.group(1)).toList();
    assertThat(policies).hasSize(2);
    assertThat(found(policies.get(0))).containsOnlyOnce(code);
    assertThat(found(policies.get(1))).doesNotContain(code);
  }

  @ParameterizedTest
  @EnumSource
  void page_saysWhatTheCodeSays(LintCode code) throws IOException {
    String severity = code.severity().text();
    assertThat(page(code))
        .startsWith(
            "# `%s`: %s\n\n%s. "
                .formatted(
                    code.text(),
                    code.title(),
                    Character.toUpperCase(severity.charAt(0)) + severity.substring(1)));
    assertThat(Files.readString(FOLDER.resolve("README.md")))
        .contains(
            "\n| [`%1$s`](%1$s.md) | %2$s | %3$s | "
                .formatted(code.text(), severity, code.title()));
  }

  @Test
  void pages_areThoseOfTheCodesAndNoOthers() throws IOException {
    Set<String> codes =
        Arrays.stream(LintCode.values())
            .map(code -> code.text() + ".md")
            .collect(Collectors.toSet());
    codes.add("README.md");
    try (Stream<Path> files = Files.list(FOLDER)) {
      assertThat(files.map(file -> file.getFileName().toString())).hasSameElementsAs(codes);
    }
  }

  @Test
  void example_ofTheFirstPage_allowsWhatItSays() throws IOException {
    String text =
        POLICY
            .matcher(Files.readString(FOLDER.resolve("README.md")))
            .results()
            .map((MatchResult found) -> found.group(1))
            .findFirst()
            .orElseThrow();
    assertThat(found(text)).doesNotContain(LintCode.ASSIGNMENT_EXPIRED);
    assertThat(found(text.replace("# staffgate", "# "))).contains(LintCode.ASSIGNMENT_EXPIRED);
  }
}
