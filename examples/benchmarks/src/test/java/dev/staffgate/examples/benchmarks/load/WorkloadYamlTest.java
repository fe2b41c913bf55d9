package dev.staffgate.examples.benchmarks.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.staffgate.yaml.PolicyFiles;
import org.junit.jupiter.api.Test;

/** The texts that are loaded for the figures are policies. */
class WorkloadYamlTest {
  @Test
  void small_isAPolicy() {
    assertThat(PolicyFiles.parse("small", WorkloadYaml.small()).document().staff()).hasSize(20);
  }

  @Test
  void large_isAPolicyOfAboutTenMegabytes() {
    String large = WorkloadYaml.large();

    assertThat(large.length()).isBetween(9_900_000, 10_100_000);
    assertThat(PolicyFiles.parse("large", large).document().roles()).hasSize(100);
  }
}
