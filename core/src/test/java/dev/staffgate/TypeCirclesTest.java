package dev.staffgate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.staffgate.fixtures.TypeCircles;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TypeCirclesTest {
  @Test
  void in_aGraphWithTwoCircles_findsBothAndTheLargestFirst() {
    assertThat(
            TypeCircles.in(
                Map.of(
                    "a", Set.of("b"),
                    "b", Set.of("a", "c"),
                    "c", Set.of("d"),
                    "d", Set.of("e"),
                    "e", Set.of("c", "f"),
                    "f", Set.of())))
        .containsExactly(Set.of("c", "d", "e"), Set.of("a", "b"));
  }

  @Test
  void in_aGraphWithoutCircles_findsNone() {
    assertThat(TypeCircles.in(Map.of("a", Set.of("b", "c"), "b", Set.of("c")))).isEmpty();
  }
}
