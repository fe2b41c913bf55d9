package dev.staffgate.policy.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.staffgate.decision.AccessRequest;
import dev.staffgate.decision.Decision;
import dev.staffgate.decision.ReasonCode;
import dev.staffgate.fixtures.PolicyParts;
import dev.staffgate.model.Condition;
import dev.staffgate.model.NameRef;
import dev.staffgate.model.Place;
import dev.staffgate.model.PolicyDocument;
import dev.staffgate.model.Server;
import dev.staffgate.model.StaffAccount;
import dev.staffgate.policy.Policy;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is kept of many servers is each one's own, and the same when it is asked again. */
class ServerAccessCacheTest {
  private static final int SERVERS = 150;

  // By the number of the server: listed or not, as one user or two, under a condition or not.
  private static Server server(int number) {
    Server.SsoRole desk = new Server.SsoRole(NameRef.of("desk"), Optional.of("ops" + number));
    Server.SsoRole lead = new Server.SsoRole(NameRef.of("lead"), Optional.of("root"));
    List<Condition> requires =
        number % 5 == 4 ? List.of(PolicyParts.networks("203.0.113.0/24")) : List.of();
    List<Server.SsoRole> roles =
        switch (number % 3) {
          case 0 -> List.of(desk);
          case 1 -> List.of(lead);
          default -> List.of(lead, desk);
        };
    return PolicyParts.server(
        "web" + number,
        number + 1,
        "whm",
        Optional.of(new Server.Sso(true, roles, Optional.empty(), requires, Place.NONE)));
  }

  @Test
  void servers_askedAgainAndAgain_areAnsweredAsWhenTheyWereAskedFirst() {
    PolicyDocument.Builder document =
        PolicyDocument.builder()
            .role(PolicyParts.role("desk", PolicyParts.grant(1, "connect.use")))
            .role(PolicyParts.role("lead"))
            .staff(StaffAccount.of("alice", "desk"));
    for (int i = 0; i < SERVERS; i++) {
      document.server(server(i));
    }
    Policy policy = Policy.of(document.build());

    for (int again = 0; again < 3; again++) {
      for (int i = 0; i < SERVERS; i++) {
        AccessRequest outside = AccessRequest.sso("alice", "web" + i).from("192.0.2.1");
        ReasonCode expected =
            i % 3 == 1
                ? ReasonCode.SERVER_RESTRICTED
                : i % 5 == 4 ? ReasonCode.CONDITION_NOT_MET : ReasonCode.GRANTED;
        assertThat(policy.decide(outside).reason().code()).isEqualTo(expected);
        Decision inside = policy.decide(outside.from("203.0.113.7"));
        assertThat(inside.permitted()).isEqualTo(i % 3 != 1);
        if (inside instanceof Decision.Permit permit) {
          assertThat(permit.ssoUser()).hasValue("ops" + i);
        }
      }
    }
  }
}
