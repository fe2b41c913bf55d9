package dev.staffgate.examples.policytool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.staffgate.analysis.LintCode;
import dev.staffgate.analysis.LintFinding;
import dev.staffgate.analysis.LintFix;
import dev.staffgate.analysis.PolicyDiff;
import dev.staffgate.model.Place;
import dev.staffgate.policy.Policy;
import dev.staffgate.yaml.PolicyFiles;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who agrees to a fix that changes decisions. */
class FixConsentTest {
  private static final Policy OLD = policy("client.view, ticket.view");
  private static final Policy NEW = policy("client.view");
  private static final PolicyDiff DIFF = PolicyDiff.between(OLD, NEW);
  private static final LintFix FIX =
      new LintFix(
          new LintFinding(LintCode.DENY_NEVER_HITS, Place.NONE, "a deny", "mend it", List.of()),
          "removes the deny",
          NEW.document());

  private static Policy policy(String grants) {
    return PolicyFiles.parse(
        "policy.yaml",
        "staffgate: 1\nroles: { desk: { grants: ["
            + grants
            + "] } }\n"
            + "staff: { ann: { roles: [desk] } }\n");
  }

  @Test
  void nobody_whoCouldBeAsked_agrees() {
    assertThat(new FixConsent(Set.of(), Optional.empty()).isGiven(FIX, DIFF)).isFalse();
  }

  @Test
  void code_thatWasAccepted_isAgreedToWithoutAQuestion() {
    assertThat(
            new FixConsent(Set.of(LintCode.DENY_NEVER_HITS), Optional.empty()).isGiven(FIX, DIFF))
        .isTrue();
    assertThat(new FixConsent(Set.of(LintCode.DENY_SHADOWED), Optional.empty()).isGiven(FIX, DIFF))
        .isFalse();
  }

  @ParameterizedTest
  @CsvSource({"y, true", "' Yes ', true", "'', false", "n, false", "yep, false"})
  void person_isAskedWithWhatChanges(String answer, boolean agrees) {
    List<String> questions = new ArrayList<>();
    FixConsent consent =
        new FixConsent(
            Set.of(),
            Optional.of(
                question -> {
                  questions.add(question);
                  return answer;
                }));
    assertThat(consent.isGiven(FIX, DIFF)).isEqualTo(agrees);
    assertThat(questions)
        .singleElement()
        .asString()
        .contains("The fix removes the deny. What changes: tighter", "ann: ticket.view")
        .endsWith("Make it? [y/N] ");
  }
}
