package dev.staffgate.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.staffgate.generators.PolicyArbitraries;
import dev.staffgate.generators.PolicyMutations;
import dev.staffgate.generators.RandomChoices;
import dev.staffgate.generators.RandomPolicies;
import dev.staffgate.model.PolicyDocument;
import dev.staffgate.model.PolicyException;
import dev.staffgate.model.PolicyTestCase;
import dev.staffgate.policy.Policy;
import dev.staffgate.yaml.PolicyFiles;
import dev.staffgate.yaml.PolicyWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class PolicyTestDraftTest {
  private static final int SEEDS = Integer.getInteger("staffgate.diff.drafts", 12);

  /** So many tests of a pair are loaded with the old policy, too, each by itself. */
  private static final int MOST = 20;

  private static final String OLD =
      """
      staffgate: 1
      networks: { office: [203.0.113.0/24] }
      roles:
        base: { grants: [client.view] }
        clerk:
          includes: [base]
          requires: { networks: [office] }
          grants:
            - { permission: payment.refund, up-to: { amount: 100 }, second-factor: 10m }
            - connect.use
      servers:
        web1:
          panel: whm
          url: https://web1.example.net:2087
          user: root
          token: env:WEB1
          sso: { access: unrestricted, as: ops }
      staff: { ann: { roles: [clerk] }, bob: { roles: [base] } }
      """;

  private static PolicyTestDraft draft(String changed) {
    Policy before = PolicyFiles.parse("old.yaml", OLD);
    Policy after = PolicyFiles.parse("new.yaml", changed);
    DiffWitness witness = PolicyDiff.between(before, after).regions().get(0).witness();
    return PolicyTestDraft.of("what changes", witness, after, before);
  }

  private static String yaml(PolicyTestDraft draft) {
    return PolicyWriter.write(PolicyDocument.builder().test(draft.test().orElseThrow()).build());
  }

  @Test
  void test_ofARequestThatRises_expectsTheNewAnswer() {
    assertThat(yaml(draft(OLD.replace("amount: 100", "amount: 250"))))
        .startsWith("staffgate: 1\n")
        .contains(
            "name: what changes\n",
            "staff: ann\n",
            "from: 203.0.113.",
            "second-factor: 10m\n",
            "permit:\n",
            "permission: payment.refund, amount: ");
  }

  @Test
  void test_ofARequestThatFalls_expectsTheDenial() {
    assertThat(yaml(draft(OLD.replace("base: { grants: [client.view] }", "base: {}"))))
        .contains("deny: [client.view]\n");
  }

  @Test
  void test_ofAnotherPanelUser_isNone() {
    assertThat(draft(OLD.replace("as: ops", "as: admin")).obstacle())
        .isEqualTo("a test tells outcomes apart, and not panel users");
  }

  @Test
  void test_ofAnAccountThatIsGone_isNone() {
    assertThat(draft(OLD.replace(", bob: { roles: [base] }", "")).obstacle())
        .isEqualTo("the policy that is tested has no account `bob`");
  }

  @Test
  void tests_ofRandomPairs_passWithTheNewPolicyAndNotWithTheOld() {
    Map<String, Integer> obstacles = new TreeMap<>();
    int drafted = 0;
    for (int seed = 0; seed < SEEDS; seed++) {
      RandomChoices dice = new RandomChoices(seed);
      PolicyDocument document = RandomPolicies.of(dice).document();
      Optional<Policy> changed = PolicyMutations.of(document, dice);
      if (changed.isPresent()) {
        Policy before = Policy.of(document, PolicyArbitraries.OPTIONS, "old");
        List<PolicyTestCase> tests = tests(before, changed.get(), obstacles);
        assertPass(changed.get().document(), tests, seed);
        for (PolicyTestCase test : tests.subList(0, Math.min(tests.size(), MOST))) {
          assertThat(passes(document, test)).as("seed %d, %s", seed, test).isFalse();
        }
        drafted += tests.size();
      }
    }
    assertThat(drafted).as("%s", obstacles).isGreaterThan(SEEDS);
  }

  private static List<PolicyTestCase> tests(
      Policy before, Policy after, Map<String, Integer> obstacles) {
    List<PolicyTestCase> tests = new ArrayList<>();
    for (DiffRegion region : PolicyDiff.between(before, after).regions()) {
      PolicyTestDraft draft =
          PolicyTestDraft.of(region.permissions().toString(), region.witness(), after, before);
      draft.test().ifPresent(tests::add);
      obstacles.merge(draft.obstacle(), 1, Integer::sum);
      assertThat(draft.obstacle().isEmpty()).isEqualTo(draft.test().isPresent());
    }
    return tests;
  }

  // As a file beside the policy: the writer reads back what it has written.
  private static void assertPass(PolicyDocument document, List<PolicyTestCase> tests, int seed) {
    PolicyDocument.Builder alone = PolicyDocument.builder();
    tests.forEach(alone::test);
    assertThat(PolicyWriter.write(alone.build())).isNotEmpty();
    Policy policy = Policy.of(with(document, tests), PolicyArbitraries.OPTIONS, "tested");
    assertThat(PolicyTestSuite.of(policy).run())
        .hasSameSizeAs(tests)
        .allSatisfy(one -> assertThat(one.passed()).as("%d %s", seed, one.toText()).isTrue());
  }

  // A policy that does not know a name in a test refuses it.
  private static boolean passes(PolicyDocument document, PolicyTestCase test) {
    try {
      Policy policy = Policy.of(with(document, List.of(test)), PolicyArbitraries.OPTIONS, "tested");
      return PolicyTestSuite.of(policy).run().get(0).passed();
    } catch (PolicyException refused) {
      return false;
    }
  }

  private static PolicyDocument with(PolicyDocument one, List<PolicyTestCase> tests) {
    return one.toBuilder().tests(tests).build();
  }
}
