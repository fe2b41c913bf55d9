package dev.staffgate.proof;

import static org.assertj.core.api.Assertions.assertThat;

import dev.staffgate.decision.AccessRequest;
import dev.staffgate.decision.Decision;
import dev.staffgate.decision.ReasonCode;
import dev.staffgate.decision.UnknownPermissionException;
import dev.staffgate.decision.UnreadableLockException;
import dev.staffgate.generators.RandomChoices;
import dev.staffgate.generators.RandomPolicies;
import dev.staffgate.generators.RandomRequests;
import dev.staffgate.reference.ComparableDecision;
import dev.staffgate.reference.ReferenceEvaluator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/**
 * Policy reference, section 5: the engine answers as the reference evaluator does, on a million
 * decisions about the policies of the first seeds. They are the same in every run; the profile
 * {@code proof} goes on with others, and {@code mutation} asks for fewer.
 */
class GeneratedDecisionsTest {
  private static final long DECISIONS = Long.getLong("staffgate.decisions", 1_000_000);
  private static final long SEEDS = DECISIONS / SeedComparison.PER_SEED + 1;

  /** Reasons that a policy never gives: what surrounds it does. */
  private static final Set<ReasonCode> NOT_OF_A_POLICY =
      Set.of(
          ReasonCode.STATE_UNAVAILABLE,
          ReasonCode.NO_ROUTE,
          ReasonCode.NOT_SIGNED_IN,
          ReasonCode.PERMISSION_UNKNOWN,
          ReasonCode.DIRECTORY_UNAVAILABLE,
          ReasonCode.AUDIT_UNAVAILABLE,
          ReasonCode.SSO_SUSPENDED,
          ReasonCode.POLICY_UNAVAILABLE);

  @Test
  void engine_onTheFirstSeeds_answersAsTheReferenceDoes() throws InterruptedException {
    DecisionCounts counts = SeedComparison.ofSeeds(0, SEEDS, 2);
    assertThat(counts.decisions())
        .isEqualTo(SEEDS * SeedComparison.PER_SEED)
        .isGreaterThan(DECISIONS);
    // What is never answered is never compared.
    assertThat(counts.byAnswer().keySet()).isEqualTo(answersOfAPolicy());
  }

  private static Set<String> answersOfAPolicy() {
    Set<String> answers = new TreeSet<>(Set.of("unknown permission", "unreadable lock"));
    for (ReasonCode code : ReasonCode.values()) {
      if (!NOT_OF_A_POLICY.contains(code)) {
        Decision.Outcome outcome =
            switch (code) {
              case GRANTED -> Decision.Outcome.PERMIT;
              case SECOND_FACTOR_NEEDED -> Decision.Outcome.SECOND_FACTOR;
              case APPROVAL_NEEDED -> Decision.Outcome.APPROVAL;
              default -> Decision.Outcome.DENY;
            };
        answers.add(outcome + " " + code);
      }
    }
    return answers;
  }

  @Test
  void approvals_amongTheFirstSeeds_permitWhatLacksNothingElse() {
    assertThat(answersThatChange(request -> request.approvedBy()))
        .contains("approval approval-needed -> permit granted");
  }

  @Test
  void emergencies_amongTheFirstSeeds_permitWhatIsNotGrantedAndBreakSeparation() {
    assertThat(answersThatChange(request -> request.inEmergencies()))
        .contains(
            "deny not-granted -> permit granted",
            "permit granted -> deny denied-by-role",
            "permit granted -> deny separation-of-duties");
  }

  @Test
  void rolesActedWith_amongTheFirstSeeds_shedGrantsAndLiftSeparation() {
    assertThat(answersThatChange(request -> request.actingAs(new String[0])))
        .contains(
            "permit granted -> deny not-granted", "deny separation-of-duties -> permit granted");
  }

  private static String answer(ReferenceEvaluator reference, AccessRequest request) {
    try {
      ComparableDecision decision = reference.decide(request);
      return decision.outcome() + " " + decision.code();
    } catch (UnknownPermissionException | UnreadableLockException e) {
      return "error";
    }
  }

  @Test
  void locks_amongTheFirstSeeds_stopWhatIsPermittedAndTakeCandidates() {
    assertThat(answersThatChange(request -> request.underLocks(List.of())))
        .contains(
            "permit granted -> deny locked",
            "permit granted -> approval approval-needed",
            "permit granted -> second-factor second-factor-needed",
            "permit granted -> deny condition-not-met",
            "approval approval-needed -> deny locked",
            "deny server-restricted -> deny locked",
            "deny denied-by-role -> deny locked",
            "deny not-granted -> deny locked",
            "permit granted -> error")
        .allSatisfy(change -> assertThat(change).doesNotMatch("(?!permit).* -> permit .*"));
  }

  /** How answers change when a request is given what {@code without} takes out of it. */
  private static Set<String> answersThatChange(UnaryOperator<AccessRequest> without) {
    Set<String> changes = new TreeSet<>();
    for (long seed = 0; seed < 50; seed++) {
      RandomChoices dice = new RandomChoices(seed);
      RandomPolicies.Rolled rolled = RandomPolicies.of(dice);
      ReferenceEvaluator reference = rolled.reference();
      for (AccessRequest request : new RandomRequests(dice, rolled).all()) {
        changes.add(
            answer(reference, without.apply(request)) + " -> " + answer(reference, request));
      }
    }
    return changes;
  }
}
