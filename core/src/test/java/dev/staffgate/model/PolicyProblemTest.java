package dev.staffgate.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Messages for a person who has to fix a policy. */
class PolicyProblemTest {
  private static PolicyProblem at(int line, int column, int length) {
    return PolicyProblem.of(
        Place.of(0, "policy.yaml", line, column, length), "code", "what", "why", "mend");
  }

  private static String excerpt(PolicyProblem problem) {
    return problem.message().lines().skip(1).limit(2).reduce((a, b) -> a + "\n" + b).orElse("");
  }

  @Test
  void message_withALine_marksThePlaceBelowIt() {
    assertThat(at(31, 5, 4).withSourceLine("a: { bcde }").message())
        .isEqualTo(
            """
            policy.yaml:31:5: what [code]
               31 | a: { bcde }
                  |     ^^^^
              why
              mend""");
  }

  @Test
  void message_withNeitherLineNorMend_saysWhatAndWhy() {
    PolicyProblem problem =
        new PolicyProblem(Place.NONE, "code", "what", "why", Optional.empty(), Optional.empty());

    assertThat(problem.message()).isEqualTo("(built in): what [code]\n  why");
  }

  @Test
  void mark_ofUnknownLength_isOne() {
    assertThat(excerpt(at(1, 1, 0).withSourceLine("ab"))).isEqualTo("    1 | ab\n      | ^");
  }

  @Test
  void mark_beyondTheEndOfTheLine_isCutOffOrLeftOut() {
    assertThat(excerpt(at(1, 2, 9).withSourceLine("ab"))).isEqualTo("    1 | ab\n      |  ^");
    assertThat(excerpt(at(1, 3, 1).withSourceLine("ab"))).isEqualTo("    1 | ab\n  why");
  }

  @Test
  void lineNumber_ofSixDigits_standsWithoutBlanks() {
    assertThat(excerpt(at(123_456, 1, 1).withSourceLine("ab"))).isEqualTo("123456 | ab\n      | ^");
  }

  @Test
  void line_longerThan160Characters_isCutOffThere() {
    String first = "x".repeat(160);

    assertThat(excerpt(at(1, 160, 5).withSourceLine(first + "yyyy")))
        .isEqualTo("    1 | " + first + "\n      | " + " ".repeat(159) + "^");
    assertThat(excerpt(at(1, 161, 1).withSourceLine(first + "y")))
        .isEqualTo("    1 | " + first + "\n  why");
  }

  /** Columns count characters, not halves of them, so that the mark stands below what is meant. */
  @Test
  void line_withWhatHidesOrTurnsText_showsItAsOneCharacterEach() {
    assertThat(excerpt(at(1, 8, 1).withSourceLine("a\t\u0007\u202e\u2028\ud800\ud83d\ude00!")))
        .isEqualTo("    1 | a \ufffd\ufffd\ufffd\ufffd\ud83d\ude00!\n      |        ^");
    assertThat(excerpt(at(1, 1, 1).withSourceLine("\u2029\u0378\u00e4")))
        .isEqualTo("    1 | \ufffd\ufffd\u00e4\n      | ^");
  }

  @Test
  void exception_ofSeveralProblems_tellsAllByPlaceThenCodeThenText() {
    PolicyProblem first = at(1, 1, 0);
    PolicyProblem second = PolicyProblem.of(first.at(), "code", "whatever", "why", "mend");
    PolicyProblem third = PolicyProblem.of(first.at(), "other", "what", "why", "mend");
    PolicyProblem last = at(2, 1, 0);
    PolicyException exception = new PolicyException(List.of(last, third, second, first));

    assertThat(exception.problems()).containsExactly(first, second, third, last);
    assertThat(exception)
        .hasMessage(
            """
            policy.yaml:1:1: what [code]
              why
              mend

            policy.yaml:1:1: whatever [code]
              why
              mend

            policy.yaml:1:1: what [other]
              why
              mend

            policy.yaml:2:1: what [code]
              why
              mend""");
    assertThatIllegalArgumentException().isThrownBy(() -> new PolicyException(List.of()));
  }
}
