package dev.staffgate.policy.engine;

import static dev.staffgate.testing.PolicyAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.staffgate.decision.AccessRequest;
import dev.staffgate.decision.ReasonCode;
import dev.staffgate.fixtures.PolicyParts;
import dev.staffgate.model.Defaults;
import dev.staffgate.model.NameRef;
import dev.staffgate.model.PolicyDocument;
import dev.staffgate.model.Server;
import dev.staffgate.model.StaffAccount;
import dev.staffgate.policy.Policy;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The ways to the roles that servers list, by several roles of one account. */
class ServerAccessTest {
  private static Server listing(String id, int line, String role) {
    return PolicyParts.server(
        id,
        line,
        "whm",
        Optional.of(
            new Server.Sso(
                true,
                List.of(new Server.SsoRole(NameRef.of(role), Optional.empty())),
                Optional.empty(),
                List.of(),
                PolicyParts.line(line))));
  }

  @Test
  void servers_thatListRolesInAnotherOrderThanTheyAreHeldBy_areOpenAll() {
    Policy policy =
        Policy.of(
            PolicyDocument.builder()
                .role(PolicyParts.role("a"))
                .role(
                    PolicyParts.role(
                        "b", List.of("z"), List.of(), PolicyParts.grant(1, "connect.use")))
                .role(PolicyParts.role("c", List.of("a"), List.of()))
                .role(PolicyParts.role("d", List.of("a"), List.of()))
                .role(PolicyParts.role("z"))
                .server(listing("first", 11, "a"))
                .server(listing("last", 12, "z"))
                .server(listing("neither", 13, "full-administrator"))
                .staff(StaffAccount.of("alice", "b", "c", "d"))
                .build());

    assertThat(policy.decide(AccessRequest.sso("alice", "first"))).isPermitted();
    assertThat(policy.decide(AccessRequest.sso("alice", "last"))).isPermitted();
    assertThat(policy.decide(AccessRequest.sso("alice", "neither")))
        .because(ReasonCode.SERVER_RESTRICTED);
    // By c and by d nothing else is asked for.
    assertThat(policy.explain(AccessRequest.sso("alice", "first")).candidates()).hasSize(1);
  }

  private static Server asking(String id, int line, boolean restricted) {
    return PolicyParts.server(
        id,
        line,
        "whm",
        Optional.of(
            new Server.Sso(
                restricted,
                restricted
                    ? List.of(new Server.SsoRole(NameRef.of("team"), Optional.empty()))
                    : List.of(),
                Optional.empty(),
                List.of(PolicyParts.where("y", "1")),
                PolicyParts.line(line))));
  }

  @Test
  void entrance_thatAsksInSeveralPlaces_isOpenToWhoeverMeetsAll() {
    Policy policy =
        Policy.of(
            PolicyDocument.builder()
                .role(
                    PolicyParts.role(
                        "desk", PolicyParts.grant(1, "connect.use", PolicyParts.where("x", "1"))))
                .role(PolicyParts.role("plain", PolicyParts.grant(2, "connect.use")))
                .role(PolicyParts.role("team", List.of(), List.of(PolicyParts.where("z", "1"))))
                .server(asking("open", 11, false))
                .server(asking("closed", 12, true))
                .staff(StaffAccount.of("alice", "desk"))
                .staff(StaffAccount.of("bob", "plain", "team"))
                .build());
    AccessRequest alice = AccessRequest.sso("alice", "open");
    AccessRequest bob = AccessRequest.sso("bob", "closed");

    for (int again = 0; again < 2; again++) {
      assertThat(policy.decide(alice)).isNotPermitted();
      assertThat(policy.decide(alice.with("x", "1"))).isNotPermitted();
      assertThat(policy.decide(alice.with("y", "1"))).isNotPermitted();
      assertThat(policy.decide(alice.with("x", "1").with("y", "1"))).isPermitted();
      assertThat(policy.decide(bob)).isNotPermitted();
      assertThat(policy.decide(bob.with("y", "1"))).isNotPermitted();
      assertThat(policy.decide(bob.with("y", "1").with("z", "1"))).isPermitted();
    }
  }

  @Test
  void loggingInAsAClient_andSingleSignOn_areEachAsSensitiveAsTheyAre() {
    Policy policy =
        Policy.of(
            PolicyDocument.builder()
                .defaults(
                    new Defaults(List.of(), List.of(PolicyParts.secondFactor("PT15M")), false))
                .role(
                    PolicyParts.role(
                        "desk",
                        PolicyParts.grant(1, "connect.use"),
                        PolicyParts.grant(2, "client.login-as")))
                .server(PolicyParts.server("open", 11, "whm", Optional.empty()))
                .server(listing("closed", 12, "desk"))
                .staff(StaffAccount.of("alice", "desk"))
                .build());

    for (String server : List.of("open", "closed", "closed")) {
      assertThat(policy.decide(AccessRequest.sso("alice", server))).needsSecondFactor();
      assertThat(policy.decide(AccessRequest.of("alice", "client.login-as").on("server", server)))
          .needsSecondFactor();
    }
  }

  @Test
  void singleSignOn_afterLoggingInAsAClient_isAskedForItself() {
    Policy policy =
        Policy.of(
            PolicyDocument.builder()
                .role(
                    PolicyParts.role(
                        "desk",
                        PolicyParts.grant(1, "connect.use", PolicyParts.where("x", "1")),
                        PolicyParts.grant(2, "client.login-as")))
                .server(listing("closed", 12, "desk"))
                .staff(StaffAccount.of("alice", "desk"))
                .build());
    AccessRequest login = AccessRequest.of("alice", "client.login-as").on("server", "closed");

    for (int again = 0; again < 2; again++) {
      assertThat(policy.decide(login)).isPermitted();
      assertThat(policy.decide(AccessRequest.sso("alice", "closed"))).isNotPermitted();
    }
  }

  @Test
  void server_inAPolicyWithoutThePermissionsThatOpenIt_isOpenToNobody() {
    Policy policy =
        Policy.of(
            PolicyDocument.builder()
                .hosting(false)
                .server(PolicyParts.server("web1", 1, "whm", Optional.empty()))
                .staff(StaffAccount.of("alice", "full-administrator"))
                .build());

    assertThat(policy.decide(AccessRequest.sso("alice", "web1"))).because(ReasonCode.NOT_GRANTED);
  }
}
