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
    assertThat(scope.compare()).isEqualTo(new Compared(74_360, 14_113_600));
  }

  @Test
  void engine_onPoliciesWithTwoConditionsOfAnyKind_answersAsTheReferenceDoes() {
    SmallScope scope =
        new SmallScope(SmallPolicy.few(), List.of(SmallCondition.values()), true, SmallScope.MOST);
    assertThat(scope.compare()).isEqualTo(new Compared(673_623, 219_726_576));
  }
}
