package dev.staffgate.policy;

import static dev.staffgate.policy.Written.account;
import static dev.staffgate.policy.Written.addresses;
import static dev.staffgate.policy.Written.approval;
import static dev.staffgate.policy.Written.assignment;
import static dev.staffgate.policy.Written.deny;
import static dev.staffgate.policy.Written.grant;
import static dev.staffgate.policy.Written.line;
import static dev.staffgate.policy.Written.networks;
import static dev.staffgate.policy.Written.role;
import static dev.staffgate.policy.Written.secondFactor;
import static dev.staffgate.policy.Written.upTo;
import static dev.staffgate.policy.Written.where;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.staffgate.model.Assignment;
import dev.staffgate.model.Condition;
import dev.staffgate.model.Defaults;
import dev.staffgate.model.Emergency;
import dev.staffgate.model.Permission;
import dev.staffgate.model.PolicyDocument;
import dev.staffgate.model.Ref;
import dev.staffgate.model.Role;
import dev.staffgate.model.SeparationRule;
import dev.staffgate.model.StaffAccount;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Policy reference, section 4: the steps of the reference evaluator, one by one. */
class ReferenceEvaluatorTest {
  private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");
  private static final Condition NEVER = where("never", "x");
  private static final Condition NIGHTLY = where("staff.team", "night");

  @Test
  void step1_unknownDisabledOrLocked_isDeniedBeforeAllElse() {
    PolicyDocument.Builder policy =
        PolicyDocument.builder()
            .staff(account("gone", 3, Optional.of(addresses("203.0.113.7")), true))
            .staff(StaffAccount.of("carol", Role.FULL_ADMINISTRATOR));
    assertThat(answer(policy, AccessRequest.of("nobody", "no.such")))
        .isEqualTo("deny account-unknown at (built in)");
    assertThat(answer(policy, AccessRequest.of("gone", "no.such")))
        .isEqualTo("deny account-disabled at policy.yaml:3:1");
    assertThat(answer(policy, Asked.plainly(asks("carol", "ticket.view")).whileLocked()))
        .isEqualTo("deny account-locked at (built in)");
  }

  @Test
  void step2_outsideTheAccountsNetworks_isDeniedBeforeThePermissionIsLookedUp() {
    PolicyDocument.Builder policy =
        PolicyDocument.builder()
            .staff(
                account(
                    "carol",
                    3,
                    Optional.of(addresses("203.0.113.0/24")),
                    false,
                    Assignment.of(Role.FULL_ADMINISTRATOR)));
    assertThat(answer(policy, AccessRequest.of("carol", "no.such")))
        .isEqualTo("deny account-network at policy.yaml:3:1");
    assertThat(answer(policy, asks("carol", "ticket.view").from("203.0.114.0")))
        .isEqualTo("deny account-network at policy.yaml:3:1");
    assertThat(answer(policy, asks("carol", "ticket.view").from("203.0.113.0")))
        .isEqualTo("permit granted at (built in) by full-administrator");
  }

  @Test
  void step3_aPermissionOfNoCatalogue_isTheProgramsError() {
    PolicyDocument.Builder policy =
        PolicyDocument.builder().staff(StaffAccount.of("carol", Role.FULL_ADMINISTRATOR));
    assertThatThrownBy(() -> answer(policy, AccessRequest.of("carol", "no.such")))
        .isInstanceOf(UnknownPermissionException.class);
    assertThatThrownBy(() -> answer(policy, AccessRequest.of("carol", "ticket.*")))
        .isInstanceOf(UnknownPermissionException.class);
  }

  @Test
  void step4_anAssignment_runsFromItsFirstInstantUntilBeforeItsLast() {
    PolicyDocument.Builder policy =
        PolicyDocument.builder()
            .role(role("a", grant(1, "ticket.view")))
            .staff(
                account(
                    "alice", 5, assignment("a", "2026-11-01T00:00:00Z", "2026-12-01T00:00:00Z")));
    AccessRequest request = AccessRequest.of("alice", "ticket.view");
    assertThat(answer(policy, request.at(Instant.parse("2026-10-31T23:59:59.999999999Z"))))
        .isEqualTo("deny not-granted at (built in)");
    assertThat(answer(policy, request.at(Instant.parse("2026-11-01T00:00:00Z"))))
        .isEqualTo("permit granted at policy.yaml:1:1 by a");
    assertThat(answer(policy, request.at(Instant.parse("2026-11-30T23:59:59.999999999Z"))))
        .isEqualTo("permit granted at policy.yaml:1:1 by a");
    assertThat(answer(policy, request.at(Instant.parse("2026-12-01T00:00:00Z"))))
        .isEqualTo("deny not-granted at (built in)");
    assertThat(answer(policy, request)).isEqualTo("deny instant-missing at policy.yaml:5:1");
  }

  @Test
  void step4_actingWithSomeRoles_shedsGrantsAndNeverDeniesNorEmergencies() {
    PolicyDocument.Builder policy =
        PolicyDocument.builder()
            .role(role("a", List.of("c"), List.of(), grant(1, "ticket.view")))
            .role(role("b", deny(2, "ticket.delete")))
            .role(role("c", grant(3, "client.view")))
            .role(role("e", grant(4, "server.view")))
            .emergency(
                new Emergency("down", Ref.of("e"), List.of("alice"), Duration.ofHours(1), line(9)))
            .staff(StaffAccount.of("alice", "a", "b"));
    Asked view = Asked.plainly(asks("alice", "ticket.view"));
    assertThat(answer(policy, view)).isEqualTo("permit granted at policy.yaml:1:1 by a");
    assertThat(answer(policy, view.actingAs("b"))).isEqualTo("deny not-granted at (built in)");
    assertThat(answer(policy, view.actingAs("a", "none")))
        .isEqualTo("permit granted at policy.yaml:1:1 by a");
    // A role that is merely included cannot be acted with.
    assertThat(answer(policy, Asked.plainly(asks("alice", "client.view")).actingAs("c")))
        .isEqualTo("deny not-granted at (built in)");
    assertThat(answer(policy, Asked.plainly(asks("alice", "ticket.delete")).actingAs("a")))
        .isEqualTo("deny denied-by-role at policy.yaml:2:1 by b");
    Asked emergency = Asked.plainly(asks("alice", "server.view")).actingAs("a");
    assertThat(answer(policy, emergency)).isEqualTo("deny not-granted at (built in)");
    assertThat(answer(policy, emergency.inEmergency("down")))
        .isEqualTo("permit granted at policy.yaml:4:1 by e");
  }

  @Test
  void step4_anEmergency_helpsItsHoldersAlone() {
    PolicyDocument.Builder policy =
        PolicyDocument.builder()
            .emergency(
                new Emergency(
                    "down",
                    Ref.of(Role.FULL_ADMINISTRATOR),
                    List.of("dave"),
                    Duration.ofHours(1),
                    line(9)))
            .staff(StaffAccount.of("alice"))
            .staff(StaffAccount.of("dave"));
    assertThat(answer(policy, Asked.plainly(asks("alice", "ticket.view")).inEmergency("down")))
        .isEqualTo("deny not-granted at (built in)");
    assertThat(answer(policy, Asked.plainly(asks("dave", "ticket.view")).inEmergency("down")))
        .isEqualTo("permit granted at (built in) by full-administrator");
    assertThat(answer(policy, Asked.plainly(asks("dave", "ticket.view")).inEmergency("other")))
        .isEqualTo("deny not-granted at (built in)");
  }

  @Test
  void step4_separation_countsIncludedRolesAndWildcardsButNotTheBuiltInStar() {
    PolicyDocument.Builder policy =
        PolicyDocument.builder()
            .role(role("maker", grant(1, "payment.refund")))
            .role(role("checker", List.of("maker"), List.of(), grant(2, "ticket.view")))
            .role(role("all", grant(3, "*")))
            .separate(
                rule(7, SeparationRule.Of.ROLES, SeparationRule.Within.SESSION, "maker", "checker"))
            .separate(
                rule(
                    8,
                    SeparationRule.Of.PERMISSIONS,
                    SeparationRule.Within.ACCOUNT,
                    "invoice.view",
                    "payment.refund"))
            .staff(StaffAccount.of("both", "checker"))
            .staff(StaffAccount.of("each", "maker", "checker"))
            .staff(StaffAccount.of("star", "all"))
            .staff(StaffAccount.of("root", Role.FULL_ADMINISTRATOR));
    assertThat(answer(policy, asks("both", "ticket.view")))
        .isEqualTo("deny separation-of-duties at policy.yaml:7:1");
    assertThat(answer(policy, Asked.plainly(asks("each", "payment.refund")).actingAs("maker")))
        .isEqualTo("permit granted at policy.yaml:1:1 by maker");
    assertThat(answer(policy, Asked.plainly(asks("star", "ticket.view")).actingAs("none")))
        .isEqualTo("deny separation-of-duties at policy.yaml:8:1");
    assertThat(answer(policy, asks("root", "ticket.view")))
        .isEqualTo("permit granted at (built in) by full-administrator");
  }

  @Test
  void step4_separation_ofSingleSignOn_isBrokenByNoGrant() {
    PolicyDocument.Builder policy =
        PolicyDocument.builder()
            .role(role("all", grant(3, "*")))
            .separate(
                rule(
                    8,
                    SeparationRule.Of.PERMISSIONS,
                    SeparationRule.Within.SESSION,
                    Permission.SERVER_SSO,
                    "ticket.view"))
            .staff(StaffAccount.of("star", "all"));
    // No wildcard of a grant reaches server.sso, so that nobody ever holds it.
    assertThat(answer(policy, asks("star", "ticket.view")))
        .isEqualTo("permit granted at policy.yaml:3:1 by all");
  }

  @Test
  void step5_aDeny_beatsEveryGrantUnlessAConditionOfItsOwnIsFalse() {
    PolicyDocument.Builder policy =
        PolicyDocument.builder()
            .role(
                role(
                    "a",
                    List.of(),
                    List.of(NEVER),
                    deny(2, "payment.*", networks("198.51.100.0/24")),
                    deny(1, "payment.refund", where("resource.status", "closed"))))
            .role(role("b", List.of("a"), List.of()))
            .staff(StaffAccount.of("alice", "b", "a", Role.FULL_ADMINISTRATOR));
    AccessRequest request = asks("alice", "payment.refund");
    AccessRequest open = request.with("resource.status", "open");
    // Not known is not false, and the role's requires does not weaken its denies.
    assertThat(answer(policy, request)).isEqualTo("deny denied-by-role at policy.yaml:1:1 by a");
    assertThat(answer(policy, open)).isEqualTo("deny denied-by-role at policy.yaml:2:1 by a");
    assertThat(answer(policy, open.from("203.0.113.7")))
        .isEqualTo("permit granted at (built in) by full-administrator");
  }

  @Test
  void step6_aCandidate_isBoundByItsPathTheDefaultsAndWhatSensitiveAsks() {
    PolicyDocument.Builder policy =
        PolicyDocument.builder()
            .defaults(new Defaults(List.of(upTo("100")), List.of(networks("203.0.113.7")), false))
            .role(role("low", grant(1, "ticket.*"), grant(2, "payment.refund")))
            .role(role("narrow", List.of("low"), List.of(where("resource.status", "open"))))
            .role(role("wide", List.of("low"), List.of()))
            .staff(StaffAccount.of("alice", "narrow"))
            .staff(StaffAccount.of("bob", "narrow", "wide"));
    AccessRequest ticket = asks("alice", "ticket.view").with("amount", "100");
    assertThat(answer(policy, ticket))
        .isEqualTo("deny condition-not-met at policy.yaml:1:1 by narrow > low");
    assertThat(answer(policy, ticket.with("resource.status", "open")))
        .isEqualTo("permit granted at policy.yaml:1:1 by narrow > low");
    assertThat(answer(policy, asks("bob", "ticket.view").with("amount", "100")))
        .isEqualTo("permit granted at policy.yaml:1:1 by wide > low");
    assertThat(answer(policy, asks("bob", "ticket.view")))
        .isEqualTo("deny condition-not-met at policy.yaml:1:1 by wide > low");
    // payment.refund is sensitive, ticket.view is not.
    AccessRequest refund = asks("bob", "payment.refund").with("amount", "100");
    assertThat(answer(policy, refund))
        .isEqualTo("deny condition-not-met at policy.yaml:2:1 by wide > low");
    assertThat(answer(policy, refund.from("203.0.113.7")))
        .isEqualTo("permit granted at policy.yaml:2:1 by wide > low");
  }

  @Test
  void step6_anEntryForFullAdministrator_addsConditionsToItsStar() {
    PolicyDocument.Builder policy =
        PolicyDocument.builder()
            .role(role(Role.FULL_ADMINISTRATOR, List.of(), List.of(secondFactor("PT15M"))))
            .staff(StaffAccount.of("carol", Role.FULL_ADMINISTRATOR));
    assertThat(answer(policy, asks("carol", "ticket.view")))
        .isEqualTo(
            "second-factor second-factor-needed at (built in) by full-administrator within PT15M");
    assertThat(answer(policy, asks("carol", "ticket.view").secondFactorAt(NOON)))
        .isEqualTo("permit granted at (built in) by full-administrator");
  }

  @Test
  void step7_ofSeveralThatHold_theFirstByPlaceThenByPathIsNamed() {
    PolicyDocument.Builder policy =
        PolicyDocument.builder()
            .role(role("late", grant(9, "ticket.view")))
            .role(role("low", grant(4, "ticket.view")))
            .role(role("a.b", List.of("low"), List.of()))
            .role(role("a", List.of("low"), List.of()))
            .staff(StaffAccount.of("alice", "late", "a.b", "a"))
            .staff(StaffAccount.of("bob", "low", "a"));
    assertThat(answer(policy, asks("alice", "ticket.view")))
        .isEqualTo("permit granted at policy.yaml:4:1 by a > low");
    assertThat(answer(policy, asks("bob", "ticket.view")))
        .isEqualTo("permit granted at policy.yaml:4:1 by a > low");
  }

  @Test
  void step8_theFirstThatLacksASecondFactorAlone_asksItsShortestAge() {
    PolicyDocument.Builder policy =
        PolicyDocument.builder()
            .role(
                role(
                    "a",
                    List.of(),
                    List.of(secondFactor("PT12H")),
                    grant(1, "ticket.view", secondFactor("PT1M"), NEVER),
                    grant(2, "ticket.view", secondFactor("PT15M")),
                    grant(3, "ticket.view", secondFactor("PT5M"))))
            .staff(StaffAccount.of("alice", "a"));
    assertThat(answer(policy, asks("alice", "ticket.view")))
        .isEqualTo("second-factor second-factor-needed at policy.yaml:2:1 by a within PT15M");
    assertThat(
            answer(
                policy,
                asks("alice", "ticket.view").secondFactorAt(NOON.minus(Duration.ofHours(1)))))
        .isEqualTo("second-factor second-factor-needed at policy.yaml:2:1 by a within PT15M");
  }

  @Test
  void step9_approvalAlone_comesBeforeApprovalAndASecondFactor() {
    Condition approved = approval("payment.approve-refund", 1, "PT24H");
    PolicyDocument.Builder policy =
        PolicyDocument.builder()
            .role(role("both", grant(1, "payment.refund", approved, secondFactor("PT15M"))))
            .role(role("alone", grant(2, "payment.refund", approved)))
            .staff(StaffAccount.of("alice", "both"))
            .staff(StaffAccount.of("bob", "both", "alone"));
    assertThat(answer(policy, asks("alice", "payment.refund")))
        .isEqualTo("second-factor second-factor-needed at policy.yaml:1:1 by both within PT15M");
    assertThat(answer(policy, asks("alice", "payment.refund").secondFactorAt(NOON)))
        .isEqualTo(
            "approval approval-needed at policy.yaml:1:1 by both of 1 payment.approve-refund within PT24H");
    assertThat(answer(policy, asks("bob", "payment.refund")))
        .isEqualTo(
            "approval approval-needed at policy.yaml:2:1 by alone of 1 payment.approve-refund within PT24H");
  }

  @Test
  void step9_anApproval_countsOnceFromAnotherWhoMayGiveIt() {
    PolicyDocument.Builder policy =
        PolicyDocument.builder()
            .role(role("maker", grant(1, "payment.refund", approval("ticket.view", 2, "PT24H"))))
            .role(role("checker", grant(2, "ticket.view", networks("203.0.113.0/24"))))
            .staff(StaffAccount.of("alice", "maker", "checker"))
            .staff(StaffAccount.of("carol", "checker"))
            .staff(StaffAccount.of("dave", "checker"))
            .staff(account("gone", 9, Optional.empty(), true, Assignment.of("checker")));
    Asked refund = Asked.plainly(asks("alice", "payment.refund"));
    String needed =
        "approval approval-needed at policy.yaml:1:1 by maker of 2 ticket.view within PT24H";
    GivenApproval carol = approved("carol", NOON, "203.0.113.7");
    assertThat(answer(policy, refund.approvedBy(carol))).isEqualTo(needed);
    assertThat(answer(policy, refund.approvedBy(carol, carol))).isEqualTo(needed);
    for (GivenApproval vain :
        List.of(
            approved("alice", NOON, "203.0.113.7"),
            approved("gone", NOON, "203.0.113.7"),
            approved("nobody", NOON, "203.0.113.7"),
            approved("dave", NOON, "198.51.100.7"),
            approved("dave", NOON.plusNanos(1), "203.0.113.7"),
            approved("dave", NOON.minus(Duration.ofHours(24)).minusNanos(1), "203.0.113.7"))) {
      assertThat(answer(policy, refund.approvedBy(carol, vain))).isEqualTo(needed);
    }
    assertThat(
            answer(
                policy,
                refund.approvedBy(
                    carol, approved("dave", NOON.minus(Duration.ofHours(24)), "203.0.113.7"))))
        .isEqualTo("permit granted at policy.yaml:1:1 by maker");
  }

  @Test
  void step10_theNearestIsNamed_theFirstOfThoseThatLackFewest() {
    PolicyDocument.Builder policy =
        PolicyDocument.builder()
            .role(
                role(
                    "a",
                    grant(1, "ticket.view", NEVER, NIGHTLY),
                    grant(3, "ticket.view", NEVER),
                    grant(2, "ticket.view", NIGHTLY)))
            .staff(StaffAccount.of("alice", "a"));
    assertThat(answer(policy, asks("alice", "ticket.view")))
        .isEqualTo("deny condition-not-met at policy.yaml:2:1 by a");
    assertThat(answer(policy, asks("alice", "client.view")))
        .isEqualTo("deny not-granted at (built in)");
  }

  private static SeparationRule rule(
      int line, SeparationRule.Of of, SeparationRule.Within within, String... members) {
    return new SeparationRule("rule", of, Ref.listOf(members), 1, within, line(line));
  }

  private static GivenApproval approved(String by, Instant at, String from) {
    return new GivenApproval(
        by,
        at,
        Optional.of(dev.staffgate.network.IpAddress.parse(from)),
        Optional.empty(),
        List.of());
  }

  private static AccessRequest asks(String staff, String permission) {
    return AccessRequest.of(staff, permission).at(NOON);
  }

  private static String answer(PolicyDocument.Builder policy, AccessRequest request) {
    return answer(policy, Asked.plainly(request));
  }

  private static String answer(PolicyDocument.Builder policy, Asked asked) {
    return new ReferenceEvaluator(policy.build(), PolicyOptions.DEFAULT).decide(asked).toString();
  }
}
