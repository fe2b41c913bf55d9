package dev.staffgate.policy.engine;

import static dev.staffgate.testing.PolicyAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.staffgate.decision.AccessRequest;
import dev.staffgate.decision.Decision;
import dev.staffgate.decision.Explanation;
import dev.staffgate.decision.GivenApproval;
import dev.staffgate.decision.ReasonCode;
import dev.staffgate.decision.UnknownPermissionException;
import dev.staffgate.fixtures.PolicyParts;
import dev.staffgate.model.Assignment;
import dev.staffgate.model.Permission;
import dev.staffgate.model.PolicyDocument;
import dev.staffgate.model.PolicyOptions;
import dev.staffgate.model.PolicyProblem;
import dev.staffgate.model.StaffAccount;
import dev.staffgate.policy.CompiledAccount;
import dev.staffgate.policy.Policy;
import dev.staffgate.validation.PolicyValidator;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** However one asks, by less or for more, the decision is the same. */
class DecisionEngineTest {
  private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");
  private static final Policy POLICY = policy();
  private static final Permission FIRST = POLICY.catalogue().all().get(0);

  private static Policy policy() {
    return Policy.of(
        PolicyDocument.builder()
            .role(PolicyParts.role("all", PolicyParts.grant(1, "*")))
            .role(
                PolicyParts.role(
                    "desk",
                    PolicyParts.grant(
                        2, "payment.refund", PolicyParts.approval("client.view", 1, "PT1H")),
                    PolicyParts.grant(3, "client.*", PolicyParts.networks("203.0.113.0/24")),
                    PolicyParts.deny(4, "ticket.*")))
            .role(PolicyParts.role("viewer", PolicyParts.grant(5, "client.view")))
            .server(PolicyParts.server("web1", 9, "whm", Optional.empty()))
            .staff(StaffAccount.of("alice", "all"))
            .staff(StaffAccount.of("bob", "desk"))
            .staff(StaffAccount.of("both", "all", "desk"))
            .staff(StaffAccount.of("dave", "viewer"))
            .staff(
                PolicyParts.account(
                    "inside",
                    6,
                    Optional.of(PolicyParts.addresses("203.0.113.7")),
                    false,
                    Assignment.of("all")))
            .staff(PolicyParts.account("gone", 7, Optional.empty(), true, Assignment.of("all")))
            .staff(
                PolicyParts.account(
                    "late",
                    8,
                    PolicyParts.assignment("all", "2026-01-01T00:00:00Z", "2027-01-01T00:00:00Z")))
            .build());
  }

  @Test
  void permissionAlone_ofAnyAccount_isAnsweredAsARequestThatSaysNoMore() {
    for (String id : POLICY.document().staff().keySet()) {
      CompiledAccount account = POLICY.account(id).orElseThrow();
      for (Permission permission : POLICY.catalogue().all()) {
        Decision asked = POLICY.decide(AccessRequest.of(id, permission.id()));
        assertThat(POLICY.decide(id, permission)).isEqualTo(asked);
        assertThat(POLICY.decide(id, permission.id())).isEqualTo(asked);
        assertThat(POLICY.decide(account, permission)).isEqualTo(asked);
      }
    }
    assertThat(POLICY.decide("nobody", FIRST)).because(ReasonCode.ACCOUNT_UNKNOWN);
    assertThat(POLICY.decide("nobody", FIRST.id())).because(ReasonCode.ACCOUNT_UNKNOWN);
  }

  @Test
  void permissionAlone_thatNobodyDefines_isRefused() {
    for (String id : List.of("alice", "late")) {
      assertThatExceptionOfType(UnknownPermissionException.class)
          .isThrownBy(
              () -> POLICY.decide(AccessRequest.of(id, "no.such").at(NOON).from("203.0.113.7")));
    }
    assertThatExceptionOfType(UnknownPermissionException.class)
        .isThrownBy(() -> POLICY.decide("alice", "no.such"));
  }

  @Test
  void account_ofAnotherPolicy_isRefusedHoweverItIsAsked() {
    CompiledAccount foreign = policy().account("alice").orElseThrow();
    Permission view = POLICY.permission("client.view");

    assertThatIllegalArgumentException().isThrownBy(() -> POLICY.decide(foreign, view));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> POLICY.decide(foreign, AccessRequest.of("alice", FIRST)));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> POLICY.explain(foreign, AccessRequest.of("alice", FIRST)));
    assertThatIllegalArgumentException().isThrownBy(() -> POLICY.questions(List.of(foreign)));
  }

  @Test
  void grantAndDeny_ofASinglePermission_areOfThatOne() {
    for (Permission permission : POLICY.catalogue().all()) {
      if (!permission.id().equals(Permission.SERVER_SSO)) {
        Policy policy =
            Policy.of(
                PolicyDocument.builder()
                    .role(PolicyParts.role("one", PolicyParts.grant(1, permission.id())))
                    .role(PolicyParts.role("none", PolicyParts.deny(2, permission.id())))
                    .server(PolicyParts.server("web1", 9, "whm", Optional.empty()))
                    .staff(StaffAccount.of("alice", "one"))
                    .staff(StaffAccount.of("bob", "one", "none"))
                    .build());
        AccessRequest alice = AccessRequest.of("alice", permission.id()).on("server", "web1");
        assertThat(policy.decide(alice)).because(ReasonCode.GRANTED);
        assertThat(policy.decide(alice.by("bob"))).because(ReasonCode.DENIED_BY_ROLE);
      }
    }
  }

  @Test
  void deny_ofSingleSignOn_hitsItByNameAndByWildcard() {
    Policy policy =
        Policy.of(
            PolicyDocument.builder()
                .role(PolicyParts.role("all", PolicyParts.grant(1, "*")))
                .role(PolicyParts.role("name", PolicyParts.deny(2, "server.sso")))
                .role(PolicyParts.role("wildcard", PolicyParts.deny(3, "server.*")))
                .server(PolicyParts.server("web1", 9, "whm", Optional.empty()))
                .staff(StaffAccount.of("alice", "all", "name"))
                .staff(StaffAccount.of("bob", "all", "wildcard"))
                .build());

    assertThat(policy.decide(AccessRequest.sso("alice", "web1"))).isNotPermitted();
    assertThat(policy.decide("alice", "server.view")).isPermitted();
    assertThat(policy.decide(AccessRequest.sso("bob", "web1"))).isNotPermitted();
    assertThat(policy.decide("bob", "server.view")).isNotPermitted();
  }

  @Test
  void wildcard_ofSingleSignOnAlone_mayBeDeniedAndNotGranted() {
    PolicyDocument document =
        PolicyDocument.builder()
            .hosting(false)
            .role(PolicyParts.role("denies", PolicyParts.deny(1, "server.*")))
            .role(PolicyParts.role("grants", PolicyParts.grant(2, "server.*")))
            .build();

    assertThat(PolicyValidator.problems(document, PolicyOptions.DEFAULT))
        .extracting(PolicyProblem::headline)
        .containsExactly(
            "(built in): wildcard `server.*` in a grant of role `grants` matches no permission"
                + " [wildcard-matches-nothing]");
  }

  @Test
  void requests_askedTogether_areAnsweredInTheirOrder() {
    AccessRequest alice = AccessRequest.of("alice", "client.view");
    AccessRequest bob = AccessRequest.of("bob", "client.view");

    assertThat(POLICY.decideAll(List.of(bob, alice)))
        .containsExactly(POLICY.decide(bob), POLICY.decide(alice));
  }

  @Test
  void questions_askedOfThePolicy_areAboutItsStaff() {
    assertThat(POLICY.whatCan("dave"))
        .extracting(one -> one.permission().id())
        .containsExactly("client.view");
    assertThat(POLICY.whatCan(AccessRequest.of("dave", "ticket.view")))
        .containsExactly(POLICY.permission("client.view"));
    assertThat(POLICY.serversOf("alice")).hasSize(1);
    assertThat(POLICY.serversOf(AccessRequest.of("alice", "ticket.view"))).containsOnlyKeys("web1");
    assertThat(POLICY.questions().whoCan("client.view"))
        .hasSameSizeAs(POLICY.whoCan("client.view"));
  }

  @Test
  void questions_aboutOtherAccounts_areAboutTheseAlone() {
    CompiledAccount eve = POLICY.compile(StaffAccount.of("eve", "viewer"));

    assertThat(POLICY.questions(List.of(eve)).whoCan("client.view"))
        .extracting(one -> one.staff().id())
        .containsExactly("eve");
  }

  @Test
  void policy_asText_countsWhatItHas() {
    assertThat(POLICY).hasToString("Policy[7 staff, 3 roles, 1 servers, ]");
  }

  @Test
  void request_ofAnotherAccount_isRefused() {
    CompiledAccount alice = POLICY.account("alice").orElseThrow();
    AccessRequest bob = AccessRequest.of("bob", FIRST);

    assertThatIllegalArgumentException().isThrownBy(() -> POLICY.decide(alice, bob));
    assertThatIllegalArgumentException().isThrownBy(() -> POLICY.explain(alice, bob));
  }

  @Test
  void explanation_ofAnyPermission_hasItsCandidates() {
    for (Permission permission : POLICY.catalogue().all()) {
      AccessRequest request = AccessRequest.of("alice", permission.id());
      Explanation explanation = POLICY.explain(request);
      assertThat(explanation.decision()).isEqualTo(POLICY.decide(request));
      boolean entersServers = List.of("server.sso", "client.login-as").contains(permission.id());
      assertThat(explanation.candidates()).hasSize(entersServers ? 0 : 1);
    }
  }

  @Test
  void explanation_actingWithFewerRoles_hasTheCandidatesOfThese() {
    AccessRequest request = AccessRequest.of("both", "client.view");

    assertThat(POLICY.explain(request).candidates()).hasSize(2);
    assertThat(POLICY.explain(request.actingAs("desk")).candidates())
        .singleElement()
        .satisfies(one -> assertThat(one.path()).containsExactly("desk"));
  }

  @Test
  void explanation_thatComesBeforeRoles_isTheDecisionAlone() {
    for (AccessRequest request :
        List.of(
            AccessRequest.of("late", "client.view"),
            AccessRequest.of("nobody", "client.view"),
            AccessRequest.of("gone", "no.such"))) {
      Explanation explanation = POLICY.explain(request);
      assertThat(explanation.decision()).isEqualTo(POLICY.decide(request));
      assertThat(explanation.candidates()).isEmpty();
      assertThat(explanation.denies()).isEmpty();
    }
  }

  @Test
  void explanation_ofWhatAColleagueApproved_seesTheApproval() {
    AccessRequest request =
        AccessRequest.of("bob", "payment.refund")
            .at(NOON)
            .approvedBy(GivenApproval.of("dave", NOON));

    Explanation explanation = POLICY.explain(request);
    assertThat(explanation.decision().permitted()).isTrue();
    assertThat(explanation.candidates())
        .singleElement()
        .satisfies(one -> assertThat(one.holds()).isTrue());
    assertThat(POLICY.explain(POLICY.staff(), request).candidates())
        .isEqualTo(explanation.candidates());
    assertThat(POLICY.explain(id -> Optional.empty(), request).decision())
        .because(ReasonCode.ACCOUNT_UNKNOWN);
  }
}
