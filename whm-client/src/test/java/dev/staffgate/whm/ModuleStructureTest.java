package dev.staffgate.whm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.staffgate.fixtures.ClassGraph;
import dev.staffgate.fixtures.TypeCircles;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Rules for the packages and types of this module. */
class ModuleStructureTest {
  private static final ClassGraph GRAPH = ClassGraph.of(Path.of("target/classes"));

  @Test
  void packages_knowThoseThatTheTableAllowsAndNoOther() {
    assertThat(GRAPH.packages("dev.staffgate.whm"))
        .isEqualTo(
            Map.ofEntries(
                Map.entry("", Set.of("api1", "call", "http", "transport")),
                Map.entry("api1", Set.of("call", "http", "transport")),
                Map.entry("call", Set.of("http", "transport")),
                Map.entry("directadmin", Set.of("call", "http", "transport")),
                Map.entry("http", Set.of()),
                Map.entry("plesk", Set.of("call", "http", "transport")),
                Map.entry("testing", Set.of()),
                Map.entry("tokens", Set.of("api1", "call", "http", "transport")),
                Map.entry("transport", Set.of("http")),
                Map.entry("virtualmin", Set.of("call", "http", "transport"))));
  }

  @Test
  void packages_formNoCircle() {
    assertThat(TypeCircles.in(GRAPH.packages("dev.staffgate.whm"))).isEmpty();
  }

  @Test
  void types_inACircle_areFew() {
    assertThat(TypeCircles.in(GRAPH.edges()))
        .allSatisfy(circle -> assertThat(circle).hasSizeLessThanOrEqualTo(10));
  }
}
