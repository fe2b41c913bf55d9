package dev.staffgate.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.staffgate.model.Place;
import dev.staffgate.policy.Policy;
import dev.staffgate.yaml.PolicyFiles;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What lint finds: one example of each rule, and what looks like it and is right. */
class PolicyLintTest {
  static Stream<LintExample> examples() {
    return Stream.of(
            LintGrantExamples.all(),
            LintDenyExamples.all(),
            LintServerExamples.all(),
            LintPeopleExamples.all())
        .flatMap(List::stream);
  }

  @ParameterizedTest
  @MethodSource("examples")
  void of_example_findsOneAndNothingNearIt(LintExample example) {
    assertThat(example.found(example.policy())).containsExactly(example.finding());
    assertThat(example.misses()).hasSizeGreaterThanOrEqualTo(3);
    for (LintExample.Miss miss : example.misses()) {
      assertThat(example.found(example.policy().replace(miss.from(), miss.to())))
          .as(miss.why())
          .isEmpty();
    }
  }

  @Test
  void examples_ofAllCodes_areThere() {
    // Those of routes and suppressions are found by others.
    Set<LintCode> ofOthers =
        EnumSet.of(
            LintCode.ROUTE_WARNING,
            LintCode.SUPPRESSION_UNUSED,
            LintCode.SUPPRESSION_EXPIRED,
            LintCode.SUPPRESSION_INVALID);
    assertThat(examples().map(LintExample::code))
        .containsExactlyInAnyOrderElementsOf(EnumSet.complementOf(EnumSet.copyOf(ofOthers)));
  }

  private static Policy expired(int accounts) {
    return PolicyFiles.parse(
        "policy.yaml",
        """
        staffgate: 1
        roles:
          desk: { grants: [client.view] }
        staff:
        """
            + IntStream.range(0, accounts)
                .mapToObj(
                    "  a%d: { roles: [{ role: desk, until: 2020-01-01T00:00Z }] }\n"::formatted)
                .collect(Collectors.joining()));
  }

  private static List<LintFinding> ended(PolicyLint lint) {
    return lint.findings().stream()
        .filter(one -> one.code() == LintCode.ASSIGNMENT_EXPIRED)
        .toList();
  }

  @Test
  void findings_inOrder_goByPlace() {
    PolicyLint lint = PolicyLint.of(expired(20), LintOptions.at(LintExample.NOW));
    assertThat(ended(lint)).hasSize(20);
    assertThat(lint.findings()).isSortedAccordingTo(LintFinding.ORDER);
    assertThat(lint.leftOut()).isZero();
    assertThat(lint.notes()).isEmpty();
  }

  @Test
  void findings_tooMany_areTheFirstAndTheOthersAreCounted() {
    LintOptions all = LintOptions.at(LintExample.NOW);
    PolicyLint lint = PolicyLint.of(expired(20), all.withMostFindings(5));
    assertThat(lint.findings()).isEqualTo(PolicyLint.of(expired(20), all).findings().subList(0, 5));
    assertThat(lint.leftOut()).isEqualTo(PolicyLint.of(expired(20), all).findings().size() - 5);
  }

  // Each level doubles the paths, and each role on them requires something of its own.
  private static String ladder(int levels) {
    StringBuilder text = new StringBuilder("staffgate: 1\nroles:\n");
    for (int i = 0; i < levels; i++) {
      for (String side : List.of("l", "r")) {
        text.append(
            "  %s%d: { requires: { same: { a: %s%d } }, includes: [l%d, r%d], grants: [client.view] }\n"
                .formatted(side, i, side, i, i + 1, i + 1));
      }
    }
    return text + "  l%d: { grants: [ticket.view] }\n  r%d: {}\n".formatted(levels, levels);
  }

  @Test
  void notes_morePathsThanCanBeWalked_sayWhatWasNotLookedAt() {
    assertThat(
            PolicyLint.of(
                    PolicyFiles.parse("policy.yaml", ladder(3)), LintOptions.at(LintExample.NOW))
                .notes())
        .isEmpty();
    PolicyLint lint =
        PolicyLint.of(
            PolicyFiles.parse("policy.yaml", ladder(18)), LintOptions.at(LintExample.NOW));
    assertThat(lint.notes())
        .anySatisfy(
            note ->
                assertThat(note)
                    .startsWith("grants that others make superfluous are not all looked at: ")
                    .contains("include paths"));
  }

  @Test
  void plus_findingsOfOthers_takeTheirPlace() {
    LintFinding route =
        new LintFinding(
            LintCode.ROUTE_WARNING,
            Place.of(0, "policy.yaml", 1, 1, 0),
            "`/a` can never be reached",
            "remove it",
            List.of());
    PolicyLint lint =
        PolicyLint.of(expired(2), LintOptions.at(LintExample.NOW)).plus(List.of(route));
    assertThat(lint.findings().get(0)).isSameAs(route);
    assertThat(route.problem().message())
        .isEqualTo(
            """
            policy.yaml:1:1: `/a` can never be reached [route-warning]
              the first route that matches decides: one that is never reached, or asks for less, protects nothing
              remove it""");
  }

  @Test
  void codes_all_haveTextsThatAreReadBack() {
    assertThat(LintCode.values())
        .allSatisfy(
            code -> {
              assertThat(LintCode.of(code.text())).isSameAs(code);
              assertThat(code.title()).doesNotEndWith(".").isNotEmpty();
              assertThat(code.why()).doesNotEndWith(".").isNotEmpty();
            });
    assertThat(Arrays.stream(LintCode.values()).map(LintCode::title)).doesNotHaveDuplicates();
    assertThatThrownBy(() -> LintCode.of("no-such-rule"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no-such-rule");
  }

  @Test
  void options_withoutRoomForAnybody_areRefused() {
    LintOptions options = LintOptions.at(LintExample.NOW);
    assertThatThrownBy(() -> options.withMostFullAdministrators(1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> options.withMostFindings(0))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
