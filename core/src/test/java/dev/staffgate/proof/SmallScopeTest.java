package dev.staffgate.proof;

import static org.assertj.core.api.Assertions.assertThat;

import dev.staffgate.proof.SmallScope.Compared;
import dev.staffgate.reference.ComparableDecision;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Policy reference, section 5, for small cases without exception: the engine answers as the
 * reference evaluator does, in all that an {@link ComparableDecision} holds. {@link SmallScopeRun}
 * has more.
 */
class SmallScopeTest {
  /** The two that steps 8 and 9 tell from all others, and from each other. */
  private static final List<SmallCondition> FEW =
      List.of(SmallCondition.QUARTER_HOUR, SmallCondition.APPROVAL);

  @Test
  void engine_onPoliciesWithOneConditionOfAnyKind_answersAsTheReferenceDoes() {
    SmallScope scope =
        new SmallScope(SmallPolicy.few(), List.of(SmallCondition.values()), false, SmallScope.MOST);
    assertThat(scope.compare()).isEqualTo(new Compared(14_058, 1_798_848));
  }

  @Test
  void engine_onPoliciesWithTwoConditionsOfAFewKinds_answersAsTheReferenceDoes() {
    SmallScope scope = new SmallScope(SmallPolicy.few(), FEW, true, SmallScope.MOST);
    assertThat(scope.compare()).isEqualTo(new Compared(7_080, 5_032_800));
  }

  @Test
  void engine_onPoliciesUnderLocks_answersAsTheReferenceDoes() {
    SmallScope scope = new SmallScope(SmallPolicy.few(), List.of(), false, SmallScope.EVERYTHING);
    assertThat(scope.compareLocked()).isEqualTo(new Compared(135, 545_400));
  }

  @Test
  void engine_onPoliciesThatSeparateDuties_answersAsTheReferenceDoes() {
    SmallScope scope = new SmallScope(SmallPolicy.all(), List.of(), false, SmallScope.EVERYTHING);
    assertThat(scope.compareSeparated()).isEqualTo(new Compared(2_880, 230_400));
  }
}
