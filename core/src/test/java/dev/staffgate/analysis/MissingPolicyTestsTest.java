package dev.staffgate.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.staffgate.model.PolicyDocument;
import dev.staffgate.model.PolicyTestCase;
import dev.staffgate.policy.Policy;
import dev.staffgate.yaml.PolicyFiles;
import dev.staffgate.yaml.PolicyWriter;
import org.junit.jupiter.api.Test;

class MissingPolicyTestsTest {
  private static final String POLICY =
      """
      staffgate: 1
      networks: { office: [203.0.113.0/24] }
      roles:
        billing:
          requires: { networks: [office] }
          grants: ["invoice.*", { permission: payment.refund, up-to: { amount: 100 }, second-factor: 15m }]
      staff: { ann: { roles: [billing] } }
      """;
  private static final String TEST =
      "tests: [{ name: t, at: 2026-11-24T10:00:00Z, staff: ann, from: 203.0.113.7, permit:"
          + " [invoice.view] }]\n";

  @Test
  void of_allThatSurvives_noticesItIfTheyAreAdded() {
    Policy policy = PolicyFiles.parse("a.yaml", POLICY + TEST);
    PolicyMutation mutation = PolicyMutation.of(policy);
    assertThat(mutation.survivors()).hasSizeGreaterThan(5);

    MissingPolicyTests missing = MissingPolicyTests.of(policy, mutation);
    assertThat(missing.obstacles()).isEmpty();
    // Dropping the grant and turning it into a deny are noticed by one test.
    assertThat(missing.tests()).isNotEmpty().hasSizeLessThan(mutation.survivors().size());

    PolicyDocument.Builder more = PolicyDocument.builder();
    missing.tests().forEach(more::test);
    policy.document().tests().forEach(more::test);
    String written = PolicyWriter.write(more.build());
    PolicyMutation again =
        PolicyMutation.of(
            PolicyFiles.parse("a.yaml", POLICY + written.substring(written.indexOf("tests:"))));
    assertThat(again.isTested()).isTrue();
    assertThat(again.survivors()).isEmpty();
  }

  @Test
  void of_aChangeThatNoTestCanShow_isAnObstacle() {
    // Bob enters as another panel user, which no test looks at.
    Policy policy =
        PolicyFiles.parse(
            "a.yaml",
            """
            staffgate: 1
            roles: { a: { grants: [connect.use] }, b: {} }
            servers:
              web1: { panel: whm, url: "https://a.example:2087", user: root, token: "env:T", sso: { access: restricted, roles: [{ role: b, as: ops }, a] } }
            staff: { bob: { roles: [a, b] } }
            tests:
              - { name: t, at: 2026-11-24T10:00:00Z, servers-of: bob, are: [web1] }
            """);
    MissingPolicyTests missing = MissingPolicyTests.of(policy, PolicyMutation.of(policy));

    assertThat(missing.obstacles())
        .contains(
            "a.yaml:4:125: role `b` of server `web1` dropped: a test tells outcomes apart, and not"
                + " panel users");
    assertThat(missing.tests()).extracting(PolicyTestCase::name).doesNotContain("t");
  }
}
