package dev.staffgate.decision;

import static org.assertj.core.api.Assertions.assertThat;

import dev.staffgate.fixtures.PolicyParts;
import dev.staffgate.model.Place;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Reasons: what they say, and when two say the same. */
class ReasonTest {
  /** What the person is told is one sentence, whatever the policy says. */
  @ParameterizedTest
  @EnumSource
  void sentence_ofEachReason_isASentenceForThePerson(ReasonCode code) {
    assertThat(Reason.outsidePolicy(code, "why").sentence())
        .startsWith(code.text().equals("not-signed-in") ? "Please" : "")
        .matches("[A-Z][a-z' ,.A-Z]+\\.");
    assertThat(code.text()).matches("[a-z]+(-[a-z]+)*");
  }

  @Test
  void reasons_withTheSameToRead_areEqual() {
    Reason reason = Reason.outsidePolicy(ReasonCode.NO_ROUTE, "no route");
    Reason placed = reason(PolicyParts.line(1), Remedy.NONE, "1", "why");

    assertThat(reason)
        .isEqualTo(Reason.outsidePolicy(ReasonCode.NO_ROUTE, "no route"))
        .hasSameHashCodeAs(Reason.outsidePolicy(ReasonCode.NO_ROUTE, "no route"))
        .isNotEqualTo(Reason.outsidePolicy(ReasonCode.NOT_SIGNED_IN, "no route"))
        .isNotEqualTo("no-route")
        .hasToString("Reason[no-route at (built in): no route]");
    assertThat(placed)
        .isEqualTo(reason(PolicyParts.line(1), Remedy.NONE, "1", "why"))
        .isNotEqualTo(reason(PolicyParts.line(2), Remedy.NONE, "1", "why"))
        .isNotEqualTo(reason(PolicyParts.line(1), Remedy.APPROVAL, "1", "why"))
        .isNotEqualTo(reason(PolicyParts.line(1), Remedy.NONE, "2", "why"))
        .isNotEqualTo(reason(PolicyParts.line(1), Remedy.NONE, "1", "other"))
        .isNotEqualTo(
            new Reason(
                ReasonCode.NO_ROUTE,
                PolicyParts.line(1),
                () -> List.of("desk"),
                Remedy.NONE,
                "1",
                () -> "why"));
  }

  private static Reason reason(Place place, Remedy remedy, String version, String why) {
    return new Reason(ReasonCode.NO_ROUTE, place, List::of, remedy, version, () -> why);
  }
}
