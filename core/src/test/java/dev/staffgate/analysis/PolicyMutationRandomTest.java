package dev.staffgate.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.staffgate.analysis.mutation.DocumentMutants;
import dev.staffgate.analysis.mutation.MutantDraft;
import dev.staffgate.decision.AccessRequest;
import dev.staffgate.decision.Decision.Outcome;
import dev.staffgate.generators.PolicyArbitraries;
import dev.staffgate.generators.RandomChoices;
import dev.staffgate.generators.RandomPolicies;
import dev.staffgate.generators.RandomRequests;
import dev.staffgate.model.NameRef;
import dev.staffgate.model.Place;
import dev.staffgate.model.PolicyDocument;
import dev.staffgate.model.PolicyException;
import dev.staffgate.model.PolicyTestCase;
import dev.staffgate.policy.Policy;
import dev.staffgate.reference.ReferenceEvaluator;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * A change is told as noticed where the reference evaluator answers a request of the tests
 * otherwise for it, and nowhere else. The property {@code staffgate.mutation.seeds} asks for more
 * policies.
 */
class PolicyMutationRandomTest {
  private static final int SEEDS = Integer.getInteger("staffgate.mutation.seeds", 4);
  private static final int TESTS = 24;

  @Test
  void of_randomPolicies_noticesWhatTheReferenceAnswersOtherwise() {
    int noticed = 0;
    for (int seed = 0; seed < SEEDS; seed++) {
      RandomChoices dice = new RandomChoices(seed);
      RandomPolicies.Rolled rolled = RandomPolicies.of(dice);
      if (!rolled.directory()) {
        List<AccessRequest> requests = requests(dice, rolled);
        PolicyDocument document = withTests(rolled.document(), requests);
        noticed += check(document, requests);
      }
    }
    assertThat(noticed).isPositive();
  }

  @Test
  void of_coverage_doesNotDependOnTheOrderOfTests() {
    for (int seed = 0; seed < SEEDS; seed++) {
      RandomChoices dice = new RandomChoices(seed);
      RandomPolicies.Rolled rolled = RandomPolicies.of(dice);
      if (!rolled.directory()) {
        List<AccessRequest> requests = requests(dice, rolled);
        List<CoverageItem> items = coverage(withTests(rolled.document(), requests));
        Collections.shuffle(requests, new Random(seed));
        assertThat(coverage(withTests(rolled.document(), requests))).isEqualTo(items);
        assertThat(items).anyMatch(item -> !item.reached().isEmpty());
      }
    }
  }

  private static List<CoverageItem> coverage(PolicyDocument document) {
    PolicyCoverage coverage = PolicyCoverage.of(Policy.of(document, PolicyArbitraries.OPTIONS, ""));
    assertThat(coverage.isTested()).isTrue();
    return coverage.items();
  }

  private static List<AccessRequest> requests(RandomChoices dice, RandomPolicies.Rolled rolled) {
    List<AccessRequest> requests = new ArrayList<>();
    for (AccessRequest request : new RandomRequests(dice, rolled).all()) {
      if (requests.size() < TESTS && request.at().isPresent()) {
        AccessRequest asked =
            request.approvedBy().underLocks(List.of()).secondFactorAt(request.at().get());
        if (isTestOf(rolled.document(), asked)) {
          requests.add(asked);
        }
      }
    }
    return requests;
  }

  private static boolean isTestOf(PolicyDocument document, AccessRequest request) {
    boolean known =
        document.staff().containsKey(request.staff())
            && document.catalogue().find(request.permissionId()).isPresent();
    if (known) {
      try {
        return Policy.of(withTests(document, List.of(request)), PolicyArbitraries.OPTIONS, "")
            != null;
      } catch (PolicyException nameUnknown) {
        return false;
      }
    }
    return false;
  }

  private static PolicyDocument withTests(PolicyDocument old, List<AccessRequest> requests) {
    ReferenceEvaluator reference = new ReferenceEvaluator(old, PolicyArbitraries.OPTIONS);
    return old.toBuilder()
        .routes(List.of())
        .tests(requests.stream().map(one -> test(one, reference.decide(one).outcome())).toList())
        .build();
  }

  private static PolicyTestCase test(AccessRequest request, Outcome wanted) {
    PolicyTestCase.Circumstances circumstances =
        new PolicyTestCase.Circumstances(
            request.from().map(PolicyTestCase.Choice::of).orElseGet(PolicyTestCase.Choice::none),
            request.at().orElseThrow(),
            Optional.of(Duration.ZERO),
            request.resources(),
            request.attributes(),
            request.actingAs(),
            request.emergencies(),
            List.of(),
            List.of());
    List<PolicyTestCase.Question> question =
        List.of(
            new PolicyTestCase.Question(
                NameRef.of(request.permissionId()), Map.of(), Map.of(), Place.NONE));
    return new PolicyTestCase(
        "test",
        PolicyTestCase.Asker.of(request.staff()),
        circumstances,
        new PolicyTestCase.Expected(
            wanted == Outcome.PERMIT ? question : List.of(),
            wanted == Outcome.SECOND_FACTOR ? question : List.of(),
            wanted == Outcome.APPROVAL ? question : List.of(),
            wanted == Outcome.DENY ? question : List.of(),
            Optional.empty()),
        Optional.empty(),
        Place.NONE);
  }

  private static int check(PolicyDocument document, List<AccessRequest> requests) {
    Policy policy = Policy.of(document, PolicyArbitraries.OPTIONS, "");
    PolicyMutation mutation = PolicyMutation.of(policy);
    assertThat(mutation.isTested()).isTrue();
    ReferenceEvaluator before = new ReferenceEvaluator(document, PolicyArbitraries.OPTIONS);
    int noticed = 0;
    int refused = 0;
    for (MutantDraft draft : DocumentMutants.of(document)) {
      Optional<PolicyDocument> changed = legal(draft);
      if (changed.isEmpty()) {
        refused++;
        continue;
      }
      ReferenceEvaluator after = new ReferenceEvaluator(changed.get(), PolicyArbitraries.OPTIONS);
      boolean differs =
          requests.stream()
              .anyMatch(one -> before.decide(one).outcome() != after.decide(one).outcome());
      noticed += differs ? 1 : 0;
    }
    assertThat(mutation.noticed()).isEqualTo(noticed);
    assertThat(mutation.refused()).isEqualTo(refused);
    return noticed;
  }

  private static Optional<PolicyDocument> legal(MutantDraft draft) {
    try {
      PolicyDocument changed = draft.document().get();
      return Optional.of(Policy.of(changed, PolicyArbitraries.OPTIONS, "").document());
    } catch (PolicyException | IllegalArgumentException refused) {
      return Optional.empty();
    }
  }
}
