package dev.staffgate.proof;

import static org.assertj.core.api.Assertions.assertThat;

import dev.staffgate.proof.SmallScope.Compared;
import java.util.List;
import org.junit.jupiter.api.Test;

/** As {@link SmallScopeTest}, but all of it; {@code docs/proof-laws.md} says how to run it. */
class SmallScopeRun {
  @Test
  void engine_onAllPoliciesWithOneCondition_answersAsTheReferenceDoes() {
    SmallScope scope =
        new SmallScope(
            SmallPolicy.all(), List.of(SmallCondition.values()), false, SmallScope.EVERYTHING);
    assertThat(scope.compare()).isEqualTo(new Compared(77_600, 16_547_200));
  }

  @Test
  void engine_onAllPoliciesUnderLocks_answersAsTheReferenceDoes() {
    SmallScope scope = new SmallScope(SmallPolicy.all(), List.of(), false, SmallScope.EVERYTHING);
    assertThat(scope.compareLocked()).isEqualTo(new Compared(720, 2_908_800));
  }

  @Test
  void engine_onPoliciesWithTwoConditionsOfAnyKind_answersAsTheReferenceDoes() {
    SmallScope scope =
        new SmallScope(SmallPolicy.few(), List.of(SmallCondition.values()), true, SmallScope.MOST);
    assertThat(scope.compare()).isEqualTo(new Compared(733_911, 309_211_632));
  }
}
