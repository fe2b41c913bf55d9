package dev.staffgate.policy.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.staffgate.decision.Remedy;
import dev.staffgate.model.Condition;
import dev.staffgate.model.Condition.Kind;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Conditions that do not hold: the remedy that they leave, and how far a candidate is. */
class UnmetConditionsTest {
  @Test
  void remedy_againstSeveralConditions_isOneThatHelpsAgainstAll() {
    long network = UnmetConditions.add(0, 0, Condition.Kind.NETWORKS);
    long twice = UnmetConditions.add(network, 9, Condition.Kind.NETWORKS);
    long both = UnmetConditions.add(twice, 5, Condition.Kind.SCHEDULE);

    assertThat(UnmetConditions.remedy(0)).isEqualTo(Remedy.NONE);
    assertThat(UnmetConditions.remedy(network)).isEqualTo(Remedy.ANOTHER_NETWORK);
    assertThat(UnmetConditions.remedy(twice)).isEqualTo(Remedy.ANOTHER_NETWORK);
    assertThat(UnmetConditions.remedy(both)).isEqualTo(Remedy.NONE);
    assertThat(UnmetConditions.missing(both)).isEqualTo(3);
    assertThat(UnmetConditions.firstBits(twice)).isEqualTo(1);
    assertThat(UnmetConditions.firstBits(both)).isEqualTo(0b100001);
    assertThat(UnmetConditions.kinds(both))
        .isEqualTo(
            UnmetConditions.bit(Condition.Kind.NETWORKS)
                | UnmetConditions.bit(Condition.Kind.SCHEDULE));
    for (Condition.Kind kind : Condition.Kind.values()) {
      Remedy remedy = UnmetConditions.remedy(UnmetConditions.add(0, 0, kind));
      assertThat(remedy)
          .isEqualTo(
              switch (kind) {
                case NETWORKS -> Remedy.ANOTHER_NETWORK;
                case SCHEDULE -> Remedy.ANOTHER_TIME;
                case SECOND_FACTOR -> Remedy.SECOND_FACTOR;
                case APPROVAL -> Remedy.APPROVAL;
                default -> Remedy.NONE;
              });
      assertThat(remedy).hasToString(remedy.text());
    }
  }

  @Test
  void distance_ofCandidates_growsAsStepsSevenToTenLookAtThem() {
    assertThat(
            Stream.of(
                    List.<Kind>of(),
                    List.of(Kind.SECOND_FACTOR),
                    List.of(Kind.APPROVAL, Kind.APPROVAL),
                    List.of(Kind.APPROVAL, Kind.SECOND_FACTOR),
                    List.of(Kind.NETWORKS),
                    List.of(Kind.NETWORKS, Kind.SECOND_FACTOR))
                .map(UnmetConditionsTest::distance))
        .isSorted()
        .doesNotHaveDuplicates();
    assertThat(distance(List.of(Kind.SECOND_FACTOR))).isEqualTo(UnmetConditions.LEAST);
    assertThat(distance(List.of(Kind.NETWORKS))).isEqualTo(distance(List.of(Kind.SCHEDULE)));
  }

  private static int distance(List<Kind> missing) {
    long unmet = 0;
    for (int i = 0; i < missing.size(); i++) {
      unmet = UnmetConditions.add(unmet, i, missing.get(i));
    }
    return UnmetConditions.distance(unmet);
  }
}
