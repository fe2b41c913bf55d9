package dev.staffgate.reference;

import static dev.staffgate.fixtures.PolicyParts.account;
import static dev.staffgate.fixtures.PolicyParts.assignment;
import static dev.staffgate.fixtures.PolicyParts.deny;
import static dev.staffgate.fixtures.PolicyParts.grant;
import static dev.staffgate.fixtures.PolicyParts.line;
import static dev.staffgate.fixtures.PolicyParts.networks;
import static dev.staffgate.fixtures.PolicyParts.role;
import static dev.staffgate.fixtures.PolicyParts.where;
import static dev.staffgate.reference.BothEvaluators.answer;
import static org.assertj.core.api.Assertions.assertThat;

import dev.staffgate.decision.AccessRequest;
import dev.staffgate.decision.Lock;
import dev.staffgate.model.Assignment;
import dev.staffgate.model.Emergency;
import dev.staffgate.model.NameRef;
import dev.staffgate.model.Permission;
import dev.staffgate.model.PolicyDocument;
import dev.staffgate.model.Role;
import dev.staffgate.model.SeparationRule;
import dev.staffgate.model.SeparationRule.Of;
import dev.staffgate.model.SeparationRule.Within;
import dev.staffgate.model.StaffAccount;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Policy reference, section 4, step 4: roles assigned and held, as both evaluators find them. */
class ReferenceRolesTest {
  private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");

  @Test
  void anAssignment_runsFromItsFirstInstantUntilBeforeItsLast() {
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
  void actingWithSomeRoles_shedsGrantsAndNeverDeniesNorEmergencies() {
    PolicyDocument.Builder policy =
        PolicyDocument.builder()
            .role(role("a", List.of("c"), List.of(), grant(1, "ticket.view")))
            .role(role("b", deny(2, "ticket.delete")))
            .role(role("c", grant(3, "client.view")))
            .role(role("e", grant(4, "server.view")))
            .emergency(
                new Emergency(
                    "down", NameRef.of("e"), List.of("alice"), Duration.ofHours(1), line(9)))
            .staff(StaffAccount.of("alice", "a", "b"));
    AccessRequest view = asks("alice", "ticket.view");
    assertThat(answer(policy, view)).isEqualTo("permit granted at policy.yaml:1:1 by a");
    assertThat(answer(policy, view.actingAs("b"))).isEqualTo("deny not-granted at (built in)");
    assertThat(answer(policy, view.actingAs("a", "none")))
        .isEqualTo("permit granted at policy.yaml:1:1 by a");
    // A role that is merely included cannot be acted with.
    assertThat(answer(policy, asks("alice", "client.view").actingAs("c")))
        .isEqualTo("deny not-granted at (built in)");
    assertThat(answer(policy, asks("alice", "ticket.delete").actingAs("a")))
        .isEqualTo("deny denied-by-role at policy.yaml:2:1 by b");
    AccessRequest emergency = asks("alice", "server.view").actingAs("a");
    assertThat(answer(policy, emergency)).isEqualTo("deny not-granted at (built in)");
    assertThat(answer(policy, emergency.inEmergencies("down")))
        .isEqualTo("permit granted at policy.yaml:4:1 by e");
  }

  @Test
  void anEmergency_helpsItsHoldersAlone() {
    PolicyDocument.Builder policy =
        PolicyDocument.builder()
            .emergency(
                new Emergency(
                    "down",
                    NameRef.of(Role.FULL_ADMINISTRATOR),
                    List.of("dave"),
                    Duration.ofHours(1),
                    line(9)))
            .staff(StaffAccount.of("alice"))
            .staff(StaffAccount.of("dave"));
    assertThat(answer(policy, asks("alice", "ticket.view").inEmergencies("down")))
        .isEqualTo("deny not-granted at (built in)");
    assertThat(answer(policy, asks("dave", "ticket.view").inEmergencies("down")))
        .isEqualTo("permit granted at (built in) by full-administrator");
    assertThat(answer(policy, asks("dave", "ticket.view").inEmergencies("other")))
        .isEqualTo("deny not-granted at (built in)");
  }

  @Test
  void separation_countsIncludedRolesAndWildcardsButNotTheBuiltInStar() {
    PolicyDocument.Builder policy =
        PolicyDocument.builder()
            .role(role("maker", grant(1, "payment.refund")))
            .role(role("checker", List.of("maker"), List.of(), grant(2, "ticket.view")))
            .role(role("all", grant(3, "*")))
            .separate(rule(7, Of.ROLES, Within.SESSION, "maker", "checker"))
            .separate(rule(8, Of.PERMISSIONS, Within.ACCOUNT, "invoice.view", "payment.refund"))
            .staff(StaffAccount.of("both", "checker"))
            .staff(StaffAccount.of("each", "maker", "checker"))
            .staff(StaffAccount.of("star", "all"))
            .staff(StaffAccount.of("root", Role.FULL_ADMINISTRATOR));
    assertThat(answer(policy, asks("both", "ticket.view")))
        .isEqualTo("deny separation-of-duties at policy.yaml:7:1");
    assertThat(answer(policy, asks("each", "payment.refund").actingAs("maker")))
        .isEqualTo("permit granted at policy.yaml:1:1 by maker");
    assertThat(answer(policy, asks("star", "ticket.view").actingAs("none")))
        .isEqualTo("deny separation-of-duties at policy.yaml:8:1");
    assertThat(answer(policy, asks("root", "ticket.view")))
        .isEqualTo("permit granted at (built in) by full-administrator");
  }

  @Test
  void separation_ofSingleSignOn_isBrokenByNoGrant() {
    PolicyDocument.Builder policy =
        PolicyDocument.builder()
            .role(role("all", grant(3, "*")))
            .separate(rule(8, Of.PERMISSIONS, Within.SESSION, Permission.SERVER_SSO, "ticket.view"))
            .staff(StaffAccount.of("star", "all"));
    // No wildcard of a grant reaches server.sso, so that nobody ever holds it.
    assertThat(answer(policy, asks("star", "ticket.view")))
        .isEqualTo("permit granted at policy.yaml:3:1 by all");
  }

  @Test
  void actingWith_anExpiredOrUnknownRole_addsNothingAndNoneIsNotNarrowed() {
    PolicyDocument.Builder policy =
        PolicyDocument.builder()
            .role(role("a", grant(1, "ticket.view")))
            .role(role("b", grant(2, "client.view")))
            .staff(
                account(
                    "alice",
                    5,
                    Assignment.of("b"),
                    assignment("a", "2026-11-01T00:00:00Z", "2026-11-23T12:00:00Z")));
    AccessRequest view = asks("alice", "client.view");
    assertThat(answer(policy, view.actingAs("a", "nobody")))
        .isEqualTo("deny not-granted at (built in)");
    assertThat(answer(policy, view.actingAs("b", "b")))
        .isEqualTo("permit granted at policy.yaml:2:1 by b");
    assertThat(answer(policy, view.actingAs(new String[0])))
        .isEqualTo("permit granted at policy.yaml:2:1 by b");
    assertThat(answer(policy, view.actingAs("B"))).isEqualTo("deny not-granted at (built in)");
  }

  @Test
  void anEmergency_bringsWhatItsRoleIncludesAndDenies() {
    PolicyDocument.Builder policy =
        PolicyDocument.builder()
            .role(role("low", grant(1, "ticket.view"), deny(2, "ticket.delete")))
            .role(role("high", List.of("low"), List.of(networks("203.0.113.7"))))
            .role(role("own", grant(3, "ticket.delete")))
            .emergency(emergency("down", "high", "alice"))
            .staff(StaffAccount.of("alice", "own"));
    AccessRequest view = asks("alice", "ticket.view").inEmergencies("down", "fire");
    assertThat(answer(policy, view))
        .isEqualTo("deny condition-not-met at policy.yaml:1:1 by high > low");
    assertThat(answer(policy, view.from("203.0.113.7").actingAs("own")))
        .isEqualTo("permit granted at policy.yaml:1:1 by high > low");
    AccessRequest delete = asks("alice", "ticket.delete");
    assertThat(answer(policy, delete)).isEqualTo("permit granted at policy.yaml:3:1 by own");
    assertThat(answer(policy, delete.inEmergencies("down")))
        .isEqualTo("deny denied-by-role at policy.yaml:2:1 by high > low");
  }

  @Test
  void separation_ofEmergencies_countsTheirRolesWhateverIsActedWith() {
    PolicyDocument.Builder policy =
        PolicyDocument.builder()
            .role(role("maker", grant(1, "payment.refund")))
            .role(role("checker", grant(2, "ticket.view")))
            .emergency(emergency("down", "checker", "alice"))
            .separate(rule(7, Of.ROLES, Within.SESSION, "maker", "checker"))
            .staff(StaffAccount.of("alice", "maker"));
    AccessRequest refund = asks("alice", "payment.refund");
    assertThat(answer(policy, refund)).isEqualTo("permit granted at policy.yaml:1:1 by maker");
    assertThat(answer(policy, refund.inEmergencies("down").actingAs("maker")))
        .isEqualTo("deny separation-of-duties at policy.yaml:7:1");
    assertThat(answer(policy, refund.inEmergencies("down").actingAs("none")))
        .isEqualTo("deny not-granted at (built in)");
  }

  @Test
  void separation_withinAnAccount_isNotLiftedByActingWithLess() {
    PolicyDocument.Builder policy =
        PolicyDocument.builder()
            .role(role("maker", grant(1, "payment.refund")))
            .role(role("checker", grant(2, "ticket.view")))
            .separate(rule(7, Of.ROLES, Within.ACCOUNT, "maker", "checker"))
            .staff(
                account(
                    "alice",
                    5,
                    Assignment.of("maker"),
                    assignment(
                        "checker", "2026-11-01T00:00:00Z", "2026-11-23T12:00:00.000000001Z")));
    AccessRequest refund = asks("alice", "payment.refund").actingAs("maker");
    assertThat(answer(policy, refund)).isEqualTo("deny separation-of-duties at policy.yaml:7:1");
    assertThat(answer(policy, refund.at(NOON.plusNanos(1))))
        .isEqualTo("permit granted at policy.yaml:1:1 by maker");
  }

  @Test
  void separation_ofPermissions_countsGrantsWhateverTheirConditionsAndWhateverIsDenied() {
    PolicyDocument.Builder policy =
        PolicyDocument.builder()
            .role(role("a", grant(1, "invoice.*", where("never", "x")), grant(2, "ticket.view")))
            .role(role("b", grant(3, "payment.refund"), deny(4, "payment.refund")))
            .role(role("root", List.of(Role.FULL_ADMINISTRATOR), List.of()))
            .separate(rule(7, Of.PERMISSIONS, Within.SESSION, "invoice.view", "payment.refund"))
            .staff(StaffAccount.of("alice", "a", "b"))
            .staff(StaffAccount.of("carol", "a", "root"));
    assertThat(answer(policy, asks("alice", "ticket.view")))
        .isEqualTo("deny separation-of-duties at policy.yaml:7:1");
    assertThat(answer(policy, asks("alice", "ticket.view").actingAs("a")))
        .isEqualTo("permit granted at policy.yaml:2:1 by a");
    // The star that root includes holds nothing, so that carol holds one of the two.
    assertThat(answer(policy, asks("carol", "payment.refund")))
        .isEqualTo("permit granted at (built in) by root > full-administrator");
  }

  @Test
  void separation_atMostTwo_isBrokenByTheThirdAndTheFirstBrokenRuleIsNamed() {
    SeparationRule two =
        new SeparationRule(
            "two", Of.ROLES, NameRef.listOf("a", "b", "c"), 2, Within.SESSION, line(9));
    PolicyDocument.Builder policy =
        PolicyDocument.builder()
            .role(role("a", grant(1, "ticket.view"), deny(2, "client.view")))
            .role(role("b"))
            .role(role("c", List.of("b"), List.of()))
            .separate(two)
            .separate(rule(8, Of.ROLES, Within.SESSION, "c", Role.FULL_ADMINISTRATOR))
            .staff(StaffAccount.of("alice", "a", "b"))
            .staff(StaffAccount.of("bob", "a", "c"))
            .staff(StaffAccount.of("carol", "a", "c", Role.FULL_ADMINISTRATOR));
    assertThat(answer(policy, asks("alice", "ticket.view")))
        .isEqualTo("permit granted at policy.yaml:1:1 by a");
    // Before the deny of step 5.
    assertThat(answer(policy, asks("bob", "client.view")))
        .isEqualTo("deny separation-of-duties at policy.yaml:9:1");
    assertThat(answer(policy, asks("carol", "ticket.view")))
        .isEqualTo("deny separation-of-duties at policy.yaml:8:1");
    assertThat(answer(policy, asks("carol", "ticket.view").actingAs("c")))
        .isEqualTo("deny not-granted at (built in)");
  }

  @Test
  void formerNames_inAccountsOfADirectory_areTheRoleOfTodayAndNothingElsewhere() {
    PolicyDocument.Builder policy =
        PolicyDocument.builder()
            .role(
                new Role(
                    "new",
                    Optional.empty(),
                    NameRef.listOf("old", "older"),
                    List.of(),
                    List.of(),
                    List.of(grant(1, "ticket.view")),
                    List.of(),
                    line(1)))
            .role(role("other", grant(2, "ticket.view")))
            .separate(rule(9, Of.ROLES, Within.ACCOUNT, "new", "other"))
            .staff(StaffAccount.of("alice", "older"))
            .staff(StaffAccount.of("bob", "old", "other"));
    AccessRequest alice = asks("alice", "ticket.view");
    String granted = "permit granted at policy.yaml:1:1 by new";
    assertThat(answer(policy, alice)).isEqualTo(granted);
    assertThat(answer(policy, alice.actingAs("new"))).isEqualTo(granted);
    assertThat(answer(policy, alice.actingAs("older"))).isEqualTo("deny not-granted at (built in)");
    assertThat(answer(policy, asks("bob", "ticket.view")))
        .isEqualTo("deny separation-of-duties at policy.yaml:9:1");
  }

  @Test
  void lockedRoles_andTheirGrants_countForSeparation() {
    PolicyDocument.Builder policy =
        PolicyDocument.builder()
            .role(role("a", grant(1, "ticket.view")))
            .role(role("b", grant(2, "client.view")))
            .role(role("c", grant(3, "client.edit")))
            .separate(rule(9, Of.ROLES, Within.SESSION, "a", "b"))
            .separate(rule(8, Of.PERMISSIONS, Within.ACCOUNT, "client.edit", "ticket.view"))
            .staff(StaffAccount.of("alice", "a", "b"))
            .staff(StaffAccount.of("bob", "a", "c"));
    assertThat(
            answer(
                policy, asks("alice", "ticket.view").underLocks(List.of(Lock.onRole("b", "stop")))))
        .isEqualTo("deny separation-of-duties at policy.yaml:9:1");
    assertThat(
            answer(
                policy, asks("bob", "ticket.view").underLocks(List.of(Lock.onRole("c", "stop")))))
        .isEqualTo("deny separation-of-duties at policy.yaml:8:1");
  }

  private static SeparationRule rule(int line, Of of, Within within, String... members) {
    return new SeparationRule("rule", of, NameRef.listOf(members), 1, within, line(line));
  }

  private static Emergency emergency(String id, String role, String... holders) {
    return new Emergency(id, NameRef.of(role), List.of(holders), Duration.ofHours(1), line(99));
  }

  private static AccessRequest asks(String staff, String permission) {
    return AccessRequest.of(staff, permission).at(NOON);
  }
}
