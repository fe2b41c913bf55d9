package dev.staffgate.examples.panel.app;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.staffgate.analysis.CoverageItem;
import dev.staffgate.analysis.PolicyCoverage;
import dev.staffgate.analysis.PolicyMutant;
import dev.staffgate.analysis.PolicyMutation;
import dev.staffgate.model.PolicyOptions;
import dev.staffgate.policy.Policy;
import dev.staffgate.secrets.EncryptedSecretFile;
import dev.staffgate.testing.PolicyTests;
import dev.staffgate.yaml.LoadOptions;
import dev.staffgate.yaml.PolicyFiles;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** The policy of the panel keeps what its tests promise, and they leave nothing of it out. */
class PolicyPromisesTest {
  @TempDir static Path data;

  private static Policy policy;

  @BeforeAll
  static void load() throws Exception {
    try (DemoEnvironment demo = DemoEnvironment.prepare(data)) {
      assertThat(demo.pins()).hasSize(6);
    }
    policy =
        PolicyFiles.load(
            List.of(
                data.resolve("staffgate.yaml"),
                data.resolve("places.yaml"),
                data.resolve("servers.yaml"),
                resource("tests.yaml"),
                resource("server-tests.yaml")),
            new LoadOptions(
                PolicyOptions.DEFAULT.withSecretScheme(EncryptedSecretFile.SCHEME),
                LoadOptions.DEFAULT.maxFileBytes()));
  }

  private static Path resource(String name) throws URISyntaxException {
    return Path.of(requireNonNull(DemoEnvironment.class.getResource(name)).toURI());
  }

  @TestFactory
  Stream<DynamicTest> promises() {
    return PolicyTests.of(policy, List.of())
        .map(test -> DynamicTest.dynamicTest(test.name(), test.source(), test::run));
  }

  @Test
  void tests_ofThePolicy_reachAllOfIt() {
    assertThat(PolicyCoverage.of(policy).missing().stream().map(CoverageItem::toString)).isEmpty();
  }

  @Test
  void tests_ofThePolicy_noticeEachChange() {
    PolicyMutation mutation = PolicyMutation.of(policy);

    assertThat(mutation.isTested()).isTrue();
    assertThat(mutation.survivors().stream().map(PolicyMutant::headline)).isEmpty();
    assertThat(mutation.percent()).isEqualTo(100);
    assertThat(mutation.noticed()).isGreaterThan(150);
  }
}
