package dev.staffgate.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.staffgate.decision.Access;
import dev.staffgate.decision.AccessRequest;
import dev.staffgate.decision.GivenApproval;
import dev.staffgate.decision.Scope;
import dev.staffgate.decision.Way;
import dev.staffgate.model.Permission;
import dev.staffgate.model.PolicyOptions;
import dev.staffgate.yaml.LoadOptions;
import dev.staffgate.yaml.PolicyFiles;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Questions in reverse where denies, servers, separation and approvals narrow the answer. */
class QuestionsUnderDeniesTest {
  private static final Instant NOW = Instant.parse("2026-11-23T09:00:00Z");

  private static Policy policy(String text) {
    return PolicyFiles.parse("policy.yaml", text);
  }

  private static List<String> staff(List<Access> answer) {
    return answer.stream().map(one -> one.staff().id()).toList();
  }

  private static Policy withDeny() {
    return policy(
        """
        staffgate: 1
        departments: [sales, billing]
        roles:
          desk:
            grants: [ticket.view]
            denies: [{ permission: ticket.view, only: { department: [sales] } }]
        staff: { ann: { roles: [desk] } }
        """);
  }

  @Test
  void whoCan_onWhatADenyNeverHits_saysNothingOfIt() {
    List<Access> answer = withDeny().whoCan("ticket.view", "department", "billing");

    assertThat(staff(answer)).containsExactly("ann");
    assertThat(answer.get(0).always()).isTrue();
    assertThat(answer.get(0).ways()).allMatch(Way::isUnconditional);
  }

  @Test
  void whoCan_onWhatADenyAlwaysHits_isNobody() {
    assertThat(withDeny().whoCan("ticket.view", "department", "sales")).isEmpty();
  }

  @Test
  void whoCan_whereADenyMayHit_saysUnless() {
    List<Access> answer = withDeny().whoCan("ticket.view");

    assertThat(staff(answer)).containsExactly("ann");
    assertThat(answer.get(0).always()).isFalse();
    assertThat(answer.get(0).ways()).noneMatch(Way::isUnconditional);
  }

  private static final String SERVERS =
      """
      staffgate: 1
      roles:
        operator: { grants: [connect.use] }
        barred: { grants: [connect.use], denies: [server.sso] }
      servers:
        web1: { panel: whm, url: "https://web1.example.net", user: root, token: env:T }
        box: { panel: legacy, url: "https://box.example.net", user: root, token: env:T }
      staff:
        ann: { roles: [operator] }
        bob: { roles: [barred] }
      """;

  private static Policy servers() {
    return PolicyFiles.parse(
        "policy.yaml",
        SERVERS,
        new LoadOptions(
            PolicyOptions.DEFAULT.withPanel("legacy", false), LoadOptions.DEFAULT.maxFileBytes()));
  }

  @Test
  void whoCan_enterAServer_isNobodyWhomADenyHits() {
    List<Access> answer = servers().whoCan(Permission.SERVER_SSO, "server", "web1");

    assertThat(staff(answer)).containsExactly("ann");
    assertThat(answer.get(0).always()).isTrue();
  }

  @Test
  void whoCan_enterSomeServer_isUpToWhichOne() {
    List<Access> answer = servers().whoCan(Permission.SERVER_SSO);

    assertThat(staff(answer)).containsExactly("ann");
    assertThat(answer.get(0).always()).isFalse();
  }

  @Test
  void whoCan_enterAServerWithoutSingleSignOn_isNobody() {
    assertThat(servers().whoCan(Permission.SERVER_SSO, "server", "box")).isEmpty();
    assertThat(servers().serversOf("ann"))
        .allSatisfy(one -> assertThat(one.resources()).containsEntry("server", "web1"));
  }

  @Test
  void whoCan_withAttributesOfTheAccountThatHaveToBeTheSame_looksAtEachAccount() {
    Policy policy =
        policy(
            """
            staffgate: 1
            roles: { desk: { grants: [{ permission: ticket.view, same: { staff.team: staff.site } }] } }
            staff:
              ann: { roles: [desk], attributes: { team: north, site: north } }
              bob: { roles: [desk], attributes: { team: north, site: south } }
              cat: { roles: [desk] }
            """);

    List<Access> answer = policy.whoCan("ticket.view");

    assertThat(staff(answer)).containsExactly("ann");
    assertThat(answer.get(0).always()).isTrue();
  }

  @Test
  void whoCan_withAnAttributeOfTheAccountOnEitherSide_looksAtEachAccount() {
    Policy policy =
        policy(
            """
            staffgate: 1
            roles:
              desk:
                grants:
                  - { permission: ticket.view, same: { staff.team: resource.team } }
                  - { permission: ticket.reply, same: { resource.team: staff.team } }
            staff:
              ann: { roles: [desk], attributes: { team: north } }
              bob: { roles: [desk] }
            """);

    assertThat(staff(policy.whoCan("ticket.view"))).containsExactly("ann");
    assertThat(staff(policy.whoCan("ticket.reply"))).containsExactly("ann");
  }

  @Test
  void whoCan_enterSomeServer_isNotWhoIsOnNoList() {
    Policy policy =
        policy(
            """
            staffgate: 1
            roles:
              listed: { grants: [connect.use] }
              other: { grants: [connect.use] }
            servers:
              web1:
                panel: whm
                url: https://web1.example.net
                user: root
                token: env:T
                sso: { access: restricted, roles: [listed] }
            staff:
              ann: { roles: [listed] }
              bob: { roles: [other] }
            """);

    assertThat(staff(policy.whoCan(Permission.SERVER_SSO))).containsExactly("ann");
  }

  @Test
  void serversOf_whereTwoRolesAreNeededAndAllBreakARule_isWithFewerRoles() {
    Policy policy =
        policy(
            """
            staffgate: 1
            roles:
              connector: { grants: [connect.use] }
              listed: { grants: [ticket.view] }
              apart: { grants: [client.view] }
            separate:
              - { name: not at once, roles: [listed, apart], in: session }
            servers:
              web1:
                panel: whm
                url: https://web1.example.net
                user: root
                token: env:T
                sso: { access: restricted, roles: [listed] }
            staff:
              ann: { roles: [connector, listed, apart] }
            """);

    assertThat(policy.serversOf("ann"))
        .singleElement()
        .satisfies(
            one -> {
              assertThat(one.resources()).containsEntry("server", "web1");
              assertThat(one.ways()).allMatch(way -> way.when().fewerRoles());
            });
  }

  private static final Policy APPROVED =
      policy(
          """
          staffgate: 1
          departments: [sales, billing]
          roles:
            maker:
              grants: [{ permission: payment.refund, approval: { by: payment.void, within: 1h } }]
            checker: { grants: [{ permission: payment.void, only: { department: [sales] } }] }
          staff:
            ann: { roles: [maker, checker] }
            bob: { roles: [checker] }
          """);

  private static Scope scope(GivenApproval... approvals) {
    return APPROVED.scopeOf(
        AccessRequest.of("ann", "payment.refund").at(NOW).approvedBy(approvals), "department");
  }

  @Test
  void scopeOf_withAnApproval_isWhatTheApproverMayApprove() {
    Scope scope = scope(GivenApproval.of("bob", NOW.minusSeconds(60)));

    assertThat(scope.contains("sales")).isTrue();
    assertThat(scope.contains("billing")).isFalse();
  }

  @Test
  void scopeOf_withAnApprovalOfOnesOwnOrATooOldOne_isNone() {
    assertThat(scope().kind()).isEqualTo(Scope.Kind.NONE);
    assertThat(scope(GivenApproval.of("ann", NOW.minusSeconds(60))).kind())
        .isEqualTo(Scope.Kind.NONE);
    assertThat(scope(GivenApproval.of("bob", NOW.minusSeconds(3601))).kind())
        .isEqualTo(Scope.Kind.NONE);
  }
}
