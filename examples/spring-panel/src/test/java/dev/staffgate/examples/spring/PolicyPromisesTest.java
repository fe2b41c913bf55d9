package dev.staffgate.examples.spring;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.staffgate.analysis.CoverageItem;
import dev.staffgate.analysis.PolicyCoverage;
import dev.staffgate.analysis.PolicyMutant;
import dev.staffgate.analysis.PolicyMutation;
import dev.staffgate.policy.Policy;
import dev.staffgate.yaml.PolicyFiles;
import java.net.URISyntaxException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The policy of the panel keeps what its tests promise, and they leave nothing of it out. */
class PolicyPromisesTest {
  private static Policy policy() throws URISyntaxException {
    return PolicyFiles.load(resource("staffgate.yaml"), resource("tests.yaml"));
  }

  private static Path resource(String name) throws URISyntaxException {
    return Path.of(requireNonNull(SpringPanel.class.getResource(name)).toURI());
  }

  @Test
  void tests_ofThePolicy_passAndReachAllOfIt() throws URISyntaxException {
    PolicyCoverage coverage = PolicyCoverage.of(policy());

    assertThat(coverage.isTested()).isTrue();
    assertThat(coverage.missing().stream().map(CoverageItem::toString)).isEmpty();
  }

  @Test
  void tests_ofThePolicy_noticeEachChange() throws URISyntaxException {
    PolicyMutation mutation = PolicyMutation.of(policy());

    assertThat(mutation.survivors().stream().map(PolicyMutant::headline)).isEmpty();
    assertThat(mutation.percent()).isEqualTo(100);
  }
}
