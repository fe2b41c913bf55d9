package dev.staffgate.testing;

import static dev.staffgate.testing.PolicyAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.staffgate.decision.AccessRequest;
import dev.staffgate.decision.Decision;
import dev.staffgate.decision.Decision.Outcome;
import dev.staffgate.decision.ReasonCode;
import dev.staffgate.decision.Remedy;
import dev.staffgate.policy.Policy;
import dev.staffgate.yaml.PolicyFiles;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each assertion passes for the decision that it describes, and fails for every other. */
class DecisionAssertTest {
  private static final Policy POLICY =
      PolicyFiles.parse(
          "policy.yaml",
          """
          staffgate: 1
          roles:
            clerk: { grants: [invoice.view, connect.use] }
            lead:
              includes: [clerk]
              grants:
                - { permission: payment.refund, second-factor: 15m }
                - { permission: client.delete, approval: { by: client.view, count: 2, within: 4h } }
              denies: [payment.void]
          servers:
            web1: { panel: whm, url: "https://web1.example.net:2087", user: root, token: env:T }
          staff:
            alice: { roles: [lead] }
          """);
  private static final Instant NOW = Instant.parse("2026-11-23T09:00:00Z");

  private static final Decision PERMIT = decide(AccessRequest.of("alice", "invoice.view"));
  private static final Decision SESSION = decide(AccessRequest.sso("alice", "web1"));
  private static final Decision SECOND_FACTOR = decide(AccessRequest.of("alice", "payment.refund"));
  private static final Decision APPROVAL = decide(AccessRequest.of("alice", "client.delete"));
  private static final Decision DENIED = decide(AccessRequest.of("alice", "payment.void"));
  private static final Decision NOT_GRANTED = decide(AccessRequest.of("alice", "ticket.view"));

  private static Decision decide(AccessRequest request) {
    return POLICY.decide(request.at(NOW));
  }

  /** What passes, for which decisions; it has to fail for all others. */
  static List<Arguments> assertions() {
    return List.of(
        assertion("isPermitted", DecisionAssert::isPermitted, PERMIT, SESSION),
        assertion("isDenied", DecisionAssert::isDenied, DENIED, NOT_GRANTED),
        assertion("needsSecondFactor", DecisionAssert::needsSecondFactor, SECOND_FACTOR),
        assertion("needsApproval", DecisionAssert::needsApproval, APPROVAL),
        assertion(
            "isNotPermitted",
            DecisionAssert::isNotPermitted,
            SECOND_FACTOR,
            APPROVAL,
            DENIED,
            NOT_GRANTED),
        assertion("hasOutcome", one -> one.hasOutcome(Outcome.APPROVAL), APPROVAL),
        assertion("isEqualTo", one -> one.isEqualTo(SECOND_FACTOR), SECOND_FACTOR),
        assertion("because a word", one -> one.because("denied-by-role"), DENIED),
        assertion("because", one -> one.because(ReasonCode.NOT_GRANTED), NOT_GRANTED),
        assertion("at", one -> one.at("policy.yaml:7"), SECOND_FACTOR),
        assertion("atNoPlace", DecisionAssert::atNoPlace, NOT_GRANTED),
        assertion("through", one -> one.through("lead", "clerk"), PERMIT, SESSION),
        assertion("through no role", one -> one.through(), NOT_GRANTED),
        assertion("withRemedy", one -> one.withRemedy(Remedy.APPROVAL), APPROVAL),
        assertion("as", one -> one.as("root"), SESSION),
        assertion("age of a factor", one -> one.noOlderThan(Duration.ofMinutes(15)), SECOND_FACTOR),
        assertion("age of approvals", one -> one.noOlderThan(Duration.ofHours(4)), APPROVAL),
        assertion("from", one -> one.from(2, "client.view"), APPROVAL),
        assertion(
            "tellingAdministrators", one -> one.tellingAdministrators("denied by role"), DENIED));
  }

  private static Arguments assertion(
      String name, Consumer<DecisionAssert> assertion, Decision... passing) {
    return Arguments.of(name, assertion, List.of(passing));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("assertions")
  void assertion_ofEachDecision_passesForItsOwnAlone(
      String name, Consumer<DecisionAssert> assertion, List<Decision> passing) {
    for (Decision decision :
        List.of(PERMIT, SESSION, SECOND_FACTOR, APPROVAL, DENIED, NOT_GRANTED)) {
      if (passing.contains(decision)) {
        assertThatCode(() -> assertion.accept(assertThat(decision)))
            .as(name)
            .doesNotThrowAnyException();
      } else {
        assertThatThrownBy(() -> assertion.accept(assertThat(decision)))
            .as("%s of %s", name, decision)
            .isExactlyInstanceOf(AssertionError.class)
            .hasMessageStartingWith("wanted: ")
            .hasMessageContaining("\n   got: " + decision.outcome())
            .hasMessageEndingWith("\n        " + decision.reason().forAdministrator());
      }
    }
  }

  @Test
  void sentence_ofSeveralAssertions_failsAtTheFirstThatDoesNotHold() {
    assertThat(DENIED)
        .isDenied()
        .because("denied-by-role")
        .at("policy.yaml:9")
        .through("lead")
        .withRemedy(Remedy.NONE);

    assertThatThrownBy(() -> assertThat(DENIED).isDenied().at("policy.yaml:3").because("granted"))
        .hasMessageStartingWith("wanted: at policy.yaml:3\n");
  }

  @Test
  void needs_thatAreOneOff_fail() {
    assertThatThrownBy(() -> assertThat(APPROVAL).from(1, "client.view"))
        .hasMessageStartingWith("wanted: approval from 1 with client.view\n");
    assertThatThrownBy(() -> assertThat(APPROVAL).from(2, "client.delete"))
        .hasMessageStartingWith("wanted: approval from 2 with client.delete\n");
    assertThatThrownBy(() -> assertThat(SECOND_FACTOR).noOlderThan(Duration.ofMinutes(16)))
        .hasMessageStartingWith("wanted: no older than PT16M\n");
    assertThatThrownBy(() -> assertThat(SESSION).as("admin"))
        .hasMessageStartingWith("wanted: permit as admin\n");
  }

  @Test
  void message_ofEachKindOfDecision_tellsAllThatCanBeAsserted() {
    assertThat(gotInsteadOfDenied(SESSION))
        .isEqualTo("permit as root because granted at policy.yaml:3 through lead > clerk");
    assertThat(gotInsteadOfDenied(SECOND_FACTOR))
        .isEqualTo(
            "second-factor no older than PT15M because second-factor-needed at policy.yaml:7"
                + " through lead with remedy second-factor");
    assertThat(gotInsteadOfDenied(APPROVAL))
        .isEqualTo(
            "approval from 2 × client.view within PT4H because approval-needed at"
                + " policy.yaml:8 through lead with remedy approval");
  }

  private static String gotInsteadOfDenied(Decision decision) {
    try {
      assertThat(decision).isDenied();
    } catch (AssertionError failure) {
      return failure.getMessage().lines().toList().get(1).replace("   got: ", "");
    }
    throw new AssertionError("it is denied");
  }

  @Test
  void code_thatThereIsNot_isAMistakeOfTheTest() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> assertThat(DENIED).because("denied-by-rule"))
        .withMessage("`denied-by-rule` is not a reason code");
  }
}
