package dev.staffgate.vectors;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Vectors of the project's own, in the form of those that others publish, so that the translation
 * is tested everywhere. Entries that no policy can say are in it, too, each with the reason.
 */
class OwnVectorsTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "amounts",
        "amounts-in-order",
        "blocks",
        "constraints",
        "definitions",
        "domains",
        "duties",
        "durations",
        "globs",
        "hosts",
        "instants",
        "networks",
        "numbers",
        "odd-names",
        "orders",
        "patterns",
        "permission-texts",
        "places",
        "role-times",
        "rules",
        "searches",
        "sessions",
        "steps",
        "tickets",
        "wildcards",
      })
  void entries_ofAFile_areAnsweredAsThereOrNotExpressible(String name) {
    VectorJson file = OwnVectors.file(name);
    VectorResults results = VectorRunner.run("own/" + name, file, OwnVectors::entities);

    assertThat(results.failures()).isEmpty();
    assertThat(reasons(results)).isEqualTo(file.object("skipped").fields());
    assertThat(results.passed()).isPositive();
  }

  private static Map<String, Object> reasons(VectorResults results) {
    Map<String, Object> reasons = new TreeMap<>();
    results.skipped().forEach((reason, ids) -> ids.forEach(id -> reasons.put(id, reason)));
    return reasons;
  }
}
