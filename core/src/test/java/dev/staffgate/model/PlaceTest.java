package dev.staffgate.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Printing and sorting of places, and their absence from equality. */
class PlaceTest {
  @Test
  void of_aLineAndColumn_tellsAllOfThem() {
    Place place = Place.of(2, "roles.yaml", 31, 21, 7);

    assertThat(place.fileIndex()).isEqualTo(2);
    assertThat(place.file()).isEqualTo("roles.yaml");
    assertThat(place.line()).isEqualTo(31);
    assertThat(place.column()).isEqualTo(21);
    assertThat(place.length()).isEqualTo(7);
    assertThat(place.fileAndLine()).isEqualTo("roles.yaml:31");
    assertThat(place).hasToString("roles.yaml:31:21");
  }

  @Test
  void ofFile_hasNoLine_andTellsTheFileAlone() {
    Place place = Place.ofFile(0, "roles.yaml");

    assertThat(place.line()).isZero();
    assertThat(place.fileAndLine()).isEqualTo("roles.yaml");
    assertThat(place).hasToString("roles.yaml");
    assertThat(Place.NONE).hasToString("(built in)");
    assertThat(Place.NONE.fileIndex()).isEqualTo(-1);
  }

  @Test
  void order_ofPlaces_isByFileThenLineThenColumn() {
    List<Place> sorted =
        List.of(
            Place.NONE,
            Place.ofFile(0, "b"),
            Place.of(0, "b", 1, 2, 0),
            Place.of(0, "b", 2, 1, 0),
            Place.of(0, "b", 2, 3, 0),
            Place.ofFile(1, "a"));

    assertThat(sorted).isSortedAccordingTo(Place.ORDER);
    assertThat(sorted.stream().sorted(Place.ORDER.reversed()).map(Place::toString))
        .containsExactly("a", "b:2:3", "b:2:1", "b:1:2", "b", "(built in)");
  }

  @Test
  void equals_ofAnyTwoPlaces_isTrue() {
    assertThat(Place.of(0, "a", 1, 1, 0))
        .isEqualTo(Place.of(1, "b", 2, 2, 2))
        .hasSameHashCodeAs(Place.NONE)
        .isNotEqualTo("a:1:1");
  }

  @Test
  void toString_ofAFileWithALineFeedInItsName_isOneLine() {
    Place place = Place.of(0, "x\n::warning::p.yaml", 3, 1, 0);

    assertThat(place.file()).isEqualTo("x\n::warning::p.yaml");
    assertThat(place.fileAndLine()).isEqualTo("x\uFFFD::warning::p.yaml:3");
    assertThat(place).hasToString("x\uFFFD::warning::p.yaml:3:1");
    assertThat(Place.ofFile(0, "x\u001B[1m")).hasToString("x\uFFFD[1m");
  }

  @Test
  void numbers_belowTheFirst_areRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> Place.of(-1, "a", 1, 1, 0));
    assertThatIllegalArgumentException().isThrownBy(() -> Place.of(0, "a", 0, 1, 0));
    assertThatIllegalArgumentException().isThrownBy(() -> Place.of(0, "a", 1, 0, 0));
    assertThatIllegalArgumentException().isThrownBy(() -> Place.of(0, "a", 1, 1, -1));
    assertThatIllegalArgumentException().isThrownBy(() -> Place.ofFile(-1, "a"));
  }
}
