package dev.staffgate.servlet;

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
    assertThat(GRAPH.packages("dev.staffgate.servlet"))
        .isEqualTo(
            Map.ofEntries(
                Map.entry("", Set.of("request", "route")),
                Map.entry("authzen", Set.of()),
                Map.entry("request", Set.of()),
                Map.entry("route", Set.of("request"))));
  }

  @Test
  void packages_formNoCircle() {
    assertThat(TypeCircles.in(GRAPH.packages("dev.staffgate.servlet"))).isEmpty();
  }

  @Test
  void types_inACircle_areFew() {
    assertThat(TypeCircles.in(GRAPH.edges()))
        .allSatisfy(circle -> assertThat(circle).hasSizeLessThanOrEqualTo(10));
  }
}
