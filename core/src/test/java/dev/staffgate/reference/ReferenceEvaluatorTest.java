package dev.staffgate.reference;

import static dev.staffgate.fixtures.PolicyParts.account;
import static dev.staffgate.fixtures.PolicyParts.addresses;
import static dev.staffgate.fixtures.PolicyParts.assignment;
import static dev.staffgate.fixtures.PolicyParts.deny;
import static dev.staffgate.fixtures.PolicyParts.grant;
import static dev.staffgate.fixtures.PolicyParts.networks;
import static dev.staffgate.fixtures.PolicyParts.role;
import static dev.staffgate.fixtures.PolicyParts.secondFactor;
import static dev.staffgate.fixtures.PolicyParts.upTo;
import static dev.staffgate.fixtures.PolicyParts.where;
import static dev.staffgate.reference.BothEvaluators.answer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.staffgate.decision.AccessRequest;
import dev.staffgate.decision.Lock;
import dev.staffgate.decision.UnknownPermissionException;
import dev.staffgate.model.Assignment;
import dev.staffgate.model.Condition;
import dev.staffgate.model.Defaults;
import dev.staffgate.model.PolicyDocument;
import dev.staffgate.model.Role;
import dev.staffgate.model.StaffAccount;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * Policy reference, section 4: the steps, one by one, as both evaluators take them. Step 4 is in
 * {@link ReferenceRolesTest}, step 9 in {@link ReferenceApprovalsTest}, locks are in {@link
 * ReferenceLocksTest}.
 */
class ReferenceEvaluatorTest {
  private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");
  private static final Condition NEVER = where("never", "x");
  private static final Condition NIGHTLY = where("staff.team", "night");

  @Test
  void step1_unknownDisabledOrOfAnUndefinedRole_isDeniedBeforeAllElse() {
    PolicyDocument.Builder policy =
        PolicyDocument.builder()
            .staff(
                account(
                    "gone",
                    3,
                    Optional.of(addresses("203.0.113.7")),
                    true,
                    Assignment.of("no-role")))
            .staff(account("odd", 4, Assignment.of("no-role")))
            .staff(
                account(
                    "until", 5, assignment("no-role", "2026-01-01T00:00:00Z", NOON.toString())));
    AccessRequest gone =
        AccessRequest.of("gone", "no.such").underLocks(List.of(Lock.onRole("no-role", "stop")));
    assertThat(answer(policy, gone.by("nobody"))).isEqualTo("deny account-unknown at (built in)");
    assertThat(answer(policy, gone)).isEqualTo("deny account-disabled at policy.yaml:3:1");
    assertThat(answer(policy, gone.by("odd"))).isEqualTo("deny role-undefined at policy.yaml:4:1");
    // It has ended at noon, and not a nanosecond before; without an instant nobody knows.
    AccessRequest until = AccessRequest.of("until", "ticket.view");
    assertThat(answer(policy, until)).isEqualTo("deny role-undefined at policy.yaml:5:1");
    assertThat(answer(policy, until.at(NOON.minusNanos(1))))
        .isEqualTo("deny role-undefined at policy.yaml:5:1");
    assertThat(answer(policy, until.at(NOON))).isEqualTo("deny not-granted at (built in)");
  }

  @Test
  void step1_anAccountOfAPersonWithAnotherPerson_isUnknown() {
    PolicyDocument.Builder policy =
        PolicyDocument.builder()
            .role(role("a", grant(1, "ticket.view")))
            .staff(StaffAccount.of("one", "a").withPerson("two"))
            .staff(StaffAccount.of("two", "a").withPerson("three"))
            .staff(StaffAccount.of("self", "a").withPerson("self"))
            .staff(StaffAccount.of("selfs", "a").withPerson("self"));
    assertThat(answer(policy, asks("one", "ticket.view")))
        .isEqualTo("deny account-unknown at (built in)");
    for (String known : List.of("two", "self", "selfs")) {
      assertThat(answer(policy, asks(known, "ticket.view")))
          .isEqualTo("permit granted at policy.yaml:1:1 by a");
    }
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

  private static AccessRequest asks(String staff, String permission) {
    return AccessRequest.of(staff, permission).at(NOON);
  }
}
