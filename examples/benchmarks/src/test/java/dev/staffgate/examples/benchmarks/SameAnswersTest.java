package dev.staffgate.examples.benchmarks;

import static org.assertj.core.api.Assertions.assertThatCode;

import dev.staffgate.examples.benchmarks.decide.DecisionBudgets;
import dev.staffgate.examples.benchmarks.decide.WorkloadShape;
import dev.staffgate.examples.benchmarks.filter.BenchmarkContainer;
import dev.staffgate.examples.benchmarks.filter.FilterBudgets;
import dev.staffgate.examples.benchmarks.filter.FilterKind;
import dev.staffgate.examples.benchmarks.networks.NetworkBudgets;
import dev.staffgate.examples.benchmarks.peers.PeerBenchmark.Library;
import dev.staffgate.examples.benchmarks.peers.PeerBudgets;
import dev.staffgate.examples.benchmarks.sessions.SessionBudgets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Figures are compared of those alone that answer alike. */
class SameAnswersTest {
  @ParameterizedTest
  @EnumSource
  void libraries_onTheSmallAndTheMediumWorkload_answerAsItWasMade(Library library) {
    assertThatCode(() -> PeerBudgets.verifyAnswers(WorkloadShape.SMALL, library, Integer.MAX_VALUE))
        .doesNotThrowAnyException();
    assertThatCode(() -> PeerBudgets.verifyAnswers(WorkloadShape.MEDIUM, library, 1_000))
        .doesNotThrowAnyException();
  }

  @ParameterizedTest
  @EnumSource(names = {"SMALL", "MEDIUM", "CASBIN_SMALL"})
  void staffgateAndYardsticks_withoutConditions_answerAsTheWorkloadWasMade(WorkloadShape shape) {
    assertThatCode(() -> DecisionBudgets.verifyAnswers(shape)).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @EnumSource(names = {"SMALL", "MEDIUM"})
  void staffgate_underConditions_answersAsTheWorkloadWasMade(WorkloadShape shape) {
    assertThatCode(() -> DecisionBudgets.verifyConditionalAnswers(shape))
        .doesNotThrowAnyException();
  }

  @ParameterizedTest
  @EnumSource
  void filters_inEachContainer_letThroughAndRefuseTheSame(FilterKind guard) {
    for (BenchmarkContainer container : BenchmarkContainer.values()) {
      assertThatCode(() -> FilterBudgets.verifyAnswers(container, guard, 50))
          .doesNotThrowAnyException();
    }
  }

  @Test
  void setsOfAddresses_ofTenToAHundredThousandPrefixes_holdTheSame() {
    assertThatCode(NetworkBudgets::verifyAnswers).doesNotThrowAnyException();
  }

  @Test
  void openers_ofAllKinds_openOneSessionAtEachCall() {
    assertThatCode(SessionBudgets::verifyAnswers).doesNotThrowAnyException();
  }
}
