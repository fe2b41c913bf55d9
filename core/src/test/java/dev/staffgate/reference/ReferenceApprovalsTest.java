package dev.staffgate.reference;

import static dev.staffgate.fixtures.PolicyParts.account;
import static dev.staffgate.fixtures.PolicyParts.addresses;
import static dev.staffgate.fixtures.PolicyParts.approval;
import static dev.staffgate.fixtures.PolicyParts.assignment;
import static dev.staffgate.fixtures.PolicyParts.grant;
import static dev.staffgate.fixtures.PolicyParts.line;
import static dev.staffgate.fixtures.PolicyParts.networks;
import static dev.staffgate.fixtures.PolicyParts.role;
import static dev.staffgate.fixtures.PolicyParts.secondFactor;
import static dev.staffgate.fixtures.PolicyParts.upTo;
import static dev.staffgate.reference.BothEvaluators.answer;
import static org.assertj.core.api.Assertions.assertThat;

import dev.staffgate.decision.AccessRequest;
import dev.staffgate.decision.GivenApproval;
import dev.staffgate.decision.Lock;
import dev.staffgate.model.Assignment;
import dev.staffgate.model.Condition;
import dev.staffgate.model.Emergency;
import dev.staffgate.model.NameRef;
import dev.staffgate.model.Place;
import dev.staffgate.model.PolicyDocument;
import dev.staffgate.model.ResourceTerm;
import dev.staffgate.model.SeparationRule;
import dev.staffgate.model.SeparationRule.Of;
import dev.staffgate.model.SeparationRule.Within;
import dev.staffgate.model.StaffAccount;
import dev.staffgate.network.IpAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * Policy reference, section 3, "when an approval counts", and section 4, step 9, as both evaluators
 * decide them.
 */
class ReferenceApprovalsTest {
  private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");

  @Test
  void approvalAlone_comesBeforeApprovalAndASecondFactor() {
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
            "approval approval-needed at policy.yaml:1:1 by both of 1 payment.approve-refund within"
                + " PT24H");
    assertThat(answer(policy, asks("bob", "payment.refund")))
        .isEqualTo(
            "approval approval-needed at policy.yaml:2:1 by alone of 1 payment.approve-refund"
                + " within PT24H");
  }

  @Test
  void approvalAndASecondFactor_missingToSeveral_areAskedOfTheFirstOfThem() {
    Condition approved = approval("payment.approve-refund", 1, "PT24H");
    PolicyDocument.Builder policy =
        PolicyDocument.builder()
            .role(role("far", grant(1, "payment.refund", networks("203.0.113.0/24"))))
            .role(role("one", grant(2, "payment.refund", approved, secondFactor("PT15M"))))
            .role(role("two", grant(3, "payment.refund", approved, secondFactor("PT5M"))))
            .staff(StaffAccount.of("alice", "far", "one", "two"));
    assertThat(answer(policy, asks("alice", "payment.refund")))
        .isEqualTo("second-factor second-factor-needed at policy.yaml:2:1 by one within PT15M");
  }

  @Test
  void anApproval_countsOnceFromAnotherWhoMayGiveIt() {
    PolicyDocument.Builder policy =
        PolicyDocument.builder()
            .role(role("maker", grant(1, "payment.refund", approval("ticket.view", 2, "PT24H"))))
            .role(role("checker", grant(2, "ticket.view", networks("203.0.113.0/24"))))
            .staff(StaffAccount.of("alice", "maker", "checker"))
            .staff(StaffAccount.of("carol", "checker"))
            .staff(StaffAccount.of("dave", "checker"))
            .staff(account("gone", 9, Optional.empty(), true, Assignment.of("checker")));
    AccessRequest refund = asks("alice", "payment.refund");
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
            approved("dave", NOON.plusSeconds(60).plusNanos(1), "203.0.113.7"),
            approved("dave", NOON.minus(Duration.ofHours(24)).minusNanos(1), "203.0.113.7"))) {
      assertThat(answer(policy, refund.approvedBy(carol, vain))).isEqualTo(needed);
    }
    for (Instant edge : List.of(NOON.minus(Duration.ofHours(24)), NOON.plusSeconds(60))) {
      assertThat(answer(policy, refund.approvedBy(carol, approved("dave", edge, "203.0.113.7"))))
          .isEqualTo("permit granted at policy.yaml:1:1 by maker");
    }
  }

  @Test
  void theApprover_isAskedInTheSituationOfTheApproval() {
    PolicyDocument.Builder policy =
        PolicyDocument.builder()
            .role(role("maker", grant(1, "payment.refund", approval("ticket.view", 1, "PT24H"))))
            .role(role("checker", grant(2, "ticket.view")))
            .role(role("careful", grant(3, "ticket.view", secondFactor("PT1M"))))
            .staff(StaffAccount.of("alice", "maker"))
            .staff(
                account(
                    "was",
                    5,
                    assignment("checker", "2026-11-01T00:00:00Z", "2026-11-23T10:00:00Z")))
            .staff(
                account(
                    "is", 6, assignment("checker", "2026-11-23T10:00:00Z", "2026-12-01T00:00:00Z")))
            .staff(StaffAccount.of("dave", "careful"))
            .staff(StaffAccount.of("both", "checker", "maker"))
            .staff(
                account(
                    "inside",
                    7,
                    Optional.of(addresses("203.0.113.7")),
                    false,
                    Assignment.of("checker")));
    AccessRequest refund = asks("alice", "payment.refund").from("203.0.113.7").secondFactorAt(NOON);
    String needed =
        "approval approval-needed at policy.yaml:1:1 by maker of 1 ticket.view within PT24H";
    String granted = "permit granted at policy.yaml:1:1 by maker";
    Instant nine = Instant.parse("2026-11-23T09:00:00Z");
    Instant ten = Instant.parse("2026-11-23T10:00:00Z");
    assertThat(answer(policy, refund.approvedBy(GivenApproval.of("was", nine)))).isEqualTo(granted);
    assertThat(answer(policy, refund.approvedBy(GivenApproval.of("was", ten)))).isEqualTo(needed);
    assertThat(answer(policy, refund.approvedBy(GivenApproval.of("is", nine)))).isEqualTo(needed);
    assertThat(answer(policy, refund.approvedBy(GivenApproval.of("is", ten)))).isEqualTo(granted);
    GivenApproval careful = GivenApproval.of("dave", ten);
    assertThat(answer(policy, refund.approvedBy(careful))).isEqualTo(needed);
    assertThat(answer(policy, refund.approvedBy(careful.withSecondFactorAt(ten.minusSeconds(60)))))
        .isEqualTo(granted);
    assertThat(answer(policy, refund.approvedBy(careful.withSecondFactorAt(ten.plusSeconds(60)))))
        .isEqualTo(granted);
    assertThat(answer(policy, refund.approvedBy(careful.withSecondFactorAt(ten.plusSeconds(61)))))
        .isEqualTo(needed);
    GivenApproval both = GivenApproval.of("both", ten);
    assertThat(answer(policy, refund.approvedBy(both.withActingAs("maker")))).isEqualTo(needed);
    assertThat(answer(policy, refund.approvedBy(both.withActingAs("checker")))).isEqualTo(granted);
    assertThat(answer(policy, refund.approvedBy(GivenApproval.of("inside", ten))))
        .isEqualTo(needed);
    assertThat(answer(policy, refund.approvedBy(approved("inside", ten, "203.0.113.7"))))
        .isEqualTo(granted);
  }

  @Test
  void theApprover_isAskedAboutThisResourceAndTheseAttributes() {
    Condition ownDepartment =
        new Condition.Resource(
            true, "department", List.of(ResourceTerm.parse("assigned", Place.NONE)), Place.NONE);
    StaffAccount carol =
        new StaffAccount(
            "carol",
            Optional.empty(),
            Optional.empty(),
            List.of(),
            Optional.empty(),
            List.of(Assignment.of("checker")),
            Optional.empty(),
            Map.of("department", Set.of("billing")),
            Map.of(),
            false,
            Place.NONE);
    PolicyDocument.Builder policy =
        PolicyDocument.builder()
            .department(NameRef.of("billing"))
            .department(NameRef.of("sales"))
            .role(role("maker", grant(1, "payment.refund", approval("ticket.view", 1, "PT24H"))))
            .role(role("checker", grant(2, "ticket.view", upTo("100"), ownDepartment)))
            .staff(StaffAccount.of("alice", "maker"))
            .staff(carol);
    AccessRequest refund =
        asks("alice", "payment.refund").approvedBy(GivenApproval.of("carol", NOON));
    String needed =
        "approval approval-needed at policy.yaml:1:1 by maker of 1 ticket.view within PT24H";
    assertThat(answer(policy, refund.with("amount", "100").on("department", "billing")))
        .isEqualTo("permit granted at policy.yaml:1:1 by maker");
    assertThat(answer(policy, refund.with("amount", "100.01").on("department", "billing")))
        .isEqualTo(needed);
    assertThat(answer(policy, refund.with("amount", "100").on("department", "sales")))
        .isEqualTo(needed);
    assertThat(answer(policy, refund.with("amount", "100"))).isEqualTo(needed);
  }

  @Test
  void theApprover_hasNoEmergencyAndNoApprovalAndMayNotBeLockedNorBreakSeparation() {
    PolicyDocument.Builder policy =
        PolicyDocument.builder()
            .role(role("maker", grant(1, "payment.refund", approval("ticket.view", 1, "PT24H"))))
            .role(role("checker", grant(2, "ticket.view")))
            .role(role("asks", grant(3, "ticket.view", approval("ticket.view", 1, "PT24H"))))
            .role(role("other"))
            .emergency(
                new Emergency(
                    "down", NameRef.of("checker"), List.of("dave"), Duration.ofHours(1), line(9)))
            .separate(
                new SeparationRule(
                    "rule",
                    Of.ROLES,
                    NameRef.listOf("checker", "other"),
                    1,
                    Within.ACCOUNT,
                    line(8)))
            .staff(StaffAccount.of("alice", "maker"))
            .staff(StaffAccount.of("carol", "checker"))
            .staff(StaffAccount.of("dave"))
            .staff(StaffAccount.of("erin", "asks"))
            .staff(StaffAccount.of("frank", "checker", "other"));
    AccessRequest refund = asks("alice", "payment.refund").inEmergencies("down");
    GivenApproval carol = GivenApproval.of("carol", NOON);
    String needed =
        "approval approval-needed at policy.yaml:1:1 by maker of 1 ticket.view within PT24H";
    assertThat(answer(policy, refund.approvedBy(carol)))
        .isEqualTo("permit granted at policy.yaml:1:1 by maker");
    for (Lock lock :
        List.of(
            Lock.onStaff("carol", "stop"),
            Lock.onPermission("ticket.*", "stop"),
            Lock.onRole("checker", "stop"))) {
      assertThat(answer(policy, refund.approvedBy(carol).underLocks(List.of(lock))))
          .isEqualTo(needed);
    }
    for (String vain : List.of("dave", "erin", "frank")) {
      assertThat(answer(policy, refund.approvedBy(GivenApproval.of(vain, NOON)))).isEqualTo(needed);
    }
  }

  @Test
  void severalApprovals_ofOneCandidate_areEachCountedAndAllThatAreMissingAreNamed() {
    PolicyDocument.Builder policy =
        PolicyDocument.builder()
            .role(role("maker", List.of("low"), List.of(approval("client.view", 1, "PT1H"))))
            .role(role("low", grant(1, "payment.refund", approval("ticket.view", 1, "PT24H"))))
            .role(role("tickets", grant(2, "ticket.view")))
            .role(role("clients", grant(3, "client.view")))
            .staff(StaffAccount.of("alice", "maker"))
            .staff(StaffAccount.of("carol", "tickets"))
            .staff(StaffAccount.of("dave", "tickets", "clients"));
    AccessRequest refund = asks("alice", "payment.refund");
    String byPath = " at policy.yaml:1:1 by maker > low";
    assertThat(answer(policy, refund))
        .isEqualTo(
            "approval approval-needed"
                + byPath
                + " of 1 ticket.view within PT24H of 1 client.view within PT1H");
    assertThat(answer(policy, refund.approvedBy(GivenApproval.of("carol", NOON))))
        .isEqualTo("approval approval-needed" + byPath + " of 1 client.view within PT1H");
    // One approver counts once for each condition.
    assertThat(answer(policy, refund.approvedBy(GivenApproval.of("dave", NOON))))
        .isEqualTo("permit granted" + byPath);
    // Old enough for the one, too old for the other.
    assertThat(answer(policy, refund.approvedBy(GivenApproval.of("dave", NOON.minusSeconds(3601)))))
        .isEqualTo("approval approval-needed" + byPath + " of 1 client.view within PT1H");
  }

  @Test
  void anApproval_ofARequestWithoutInstant_doesNotCount() {
    PolicyDocument.Builder policy =
        PolicyDocument.builder()
            .role(role("maker", grant(1, "payment.refund", approval("ticket.view", 1, "PT24H"))))
            .role(role("checker", grant(2, "ticket.view")))
            .staff(StaffAccount.of("alice", "maker"))
            .staff(StaffAccount.of("carol", "checker"));
    assertThat(
            answer(
                policy,
                AccessRequest.of("alice", "payment.refund")
                    .approvedBy(GivenApproval.of("carol", NOON))))
        .isEqualTo(
            "approval approval-needed at policy.yaml:1:1 by maker of 1 ticket.view within PT24H");
  }

  private static GivenApproval approved(String by, Instant at, String from) {
    return GivenApproval.of(by, at).withFrom(IpAddress.parse(from));
  }

  private static AccessRequest asks(String staff, String permission) {
    return AccessRequest.of(staff, permission).at(NOON);
  }
}
