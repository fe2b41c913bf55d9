package dev.staffgate.reference;

import static dev.staffgate.fixtures.PolicyParts.deny;
import static dev.staffgate.fixtures.PolicyParts.grant;
import static dev.staffgate.fixtures.PolicyParts.line;
import static dev.staffgate.fixtures.PolicyParts.networks;
import static dev.staffgate.fixtures.PolicyParts.role;
import static dev.staffgate.fixtures.PolicyParts.secondFactor;
import static dev.staffgate.fixtures.PolicyParts.server;
import static dev.staffgate.fixtures.PolicyParts.where;
import static org.assertj.core.api.Assertions.assertThat;

import dev.staffgate.decision.AccessRequest;
import dev.staffgate.decision.Lock;
import dev.staffgate.model.Condition;
import dev.staffgate.model.Defaults;
import dev.staffgate.model.Emergency;
import dev.staffgate.model.NameRef;
import dev.staffgate.model.PermissionDefinition;
import dev.staffgate.model.Place;
import dev.staffgate.model.PolicyDocument;
import dev.staffgate.model.Role;
import dev.staffgate.model.Server;
import dev.staffgate.model.StaffAccount;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Policy reference, section 4: single sign-on, as both evaluators decide it. */
class ReferenceServersTest {
  private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");
  private static final Condition OFFICE = networks("203.0.113.0/24");

  @Test
  void server_unknownOrWithoutSingleSignOn_isDeniedAfterADenyAndBeforeCandidates() {
    PolicyDocument.Builder policy =
        PolicyDocument.builder()
            .role(role("none", deny(1, "*")))
            .server(server("old", 7, "legacy", Optional.empty()))
            .staff(StaffAccount.of("alice"))
            .staff(StaffAccount.of("bob", "none"));
    assertThat(answer(policy, AccessRequest.sso("bob", "web9")))
        .isEqualTo("deny denied-by-role at policy.yaml:1:1 by none");
    assertThat(answer(policy, AccessRequest.sso("alice", "web9")))
        .isEqualTo("deny server-unknown at (built in)");
    assertThat(answer(policy, AccessRequest.of("alice", "server.sso")))
        .isEqualTo("deny server-unknown at (built in)");
    assertThat(answer(policy, AccessRequest.sso("alice", "old")))
        .isEqualTo("deny server-without-sso at policy.yaml:7:1");
  }

  @Test
  void unrestricted_withEitherPermission_isOpenAsTheServersUser() {
    PolicyDocument.Builder policy =
        PolicyDocument.builder()
            .role(role("enters", grant(1, "connect.use")))
            .role(role("configures", grant(2, "server.configure")))
            .role(role("looks", grant(3, "server.view")))
            .server(server("web1", 7, "whm", Optional.empty()))
            .server(server("web2", 8, "whm", sso(false, List.of(), Optional.of("ops"))))
            .staff(StaffAccount.of("alice", "enters", "configures"))
            .staff(StaffAccount.of("bob", "configures"))
            .staff(StaffAccount.of("erin", "looks"));
    assertThat(answer(policy, AccessRequest.sso("alice", "web1")))
        .isEqualTo("permit granted at policy.yaml:1:1 by enters as root");
    assertThat(answer(policy, AccessRequest.sso("bob", "web2")))
        .isEqualTo("permit granted at policy.yaml:2:1 by configures as ops");
    assertThat(answer(policy, AccessRequest.sso("erin", "web1")))
        .isEqualTo("deny not-granted at (built in)");
  }

  @Test
  void restricted_toRoles_isClosedToAllOthersFullAdministratorsToo() {
    PolicyDocument.Builder policy =
        PolicyDocument.builder()
            .role(role("tech", List.of("tier"), List.of(OFFICE), grant(1, "connect.use")))
            .role(role("tier"))
            .server(
                server(
                    "web1",
                    7,
                    "whm",
                    sso(
                        true,
                        List.of(listed("tech", 12, ""), listed("tier", 11, "support")),
                        Optional.of("ops"))))
            .server(server("web2", 8, "whm", Optional.empty()))
            .defaults(new Defaults(List.of(), List.of(), true))
            .staff(StaffAccount.of("alice", "tech", "tier"))
            .staff(StaffAccount.of("carol", Role.FULL_ADMINISTRATOR))
            .staff(StaffAccount.of("dave", Role.FULL_ADMINISTRATOR, "tier"));
    AccessRequest alice = AccessRequest.sso("alice", "web1").from("203.0.113.7");
    // By the listed role that stands first.
    assertThat(answer(policy, alice))
        .isEqualTo("permit granted at policy.yaml:1:1 by tech as support");
    assertThat(answer(policy, AccessRequest.sso("carol", "web1")))
        .isEqualTo("deny server-restricted at policy.yaml:7:1");
    assertThat(answer(policy, AccessRequest.sso("dave", "web1")))
        .isEqualTo("permit granted at (built in) by full-administrator as support");
    // Without an sso section the default closes it to everybody.
    assertThat(answer(policy, AccessRequest.sso("dave", "web2")))
        .isEqualTo("deny server-restricted at policy.yaml:8:1");
  }

  @Test
  void restricted_reachedByARoleWithRequires_countsThemOnBothPaths() {
    PolicyDocument.Builder policy =
        PolicyDocument.builder()
            .role(role("a", List.of(), List.of(OFFICE), grant(5, "connect.use")))
            .role(role("b", grant(1, "connect.use", where("x", "1"))))
            .role(role("c"))
            .server(
                server("web1", 7, "whm", sso(true, List.of(listed("a", 11, "")), Optional.empty())))
            .server(
                server(
                    "web2",
                    8,
                    "whm",
                    sso(
                        true,
                        List.of(listed("a", 13, "first"), listed("c", 14, "")),
                        Optional.empty())))
            .staff(StaffAccount.of("alice", "a", "b"))
            .staff(StaffAccount.of("bob", "b", "a", "c"));
    // By b the attribute and the office are missing; by a, the office is missing twice.
    assertThat(answer(policy, AccessRequest.sso("alice", "web1")))
        .isEqualTo("deny condition-not-met at policy.yaml:1:1 by b");
    // By c nothing is asked on the second path; by a it would be the office.
    assertThat(answer(policy, AccessRequest.sso("bob", "web2").with("x", "1")))
        .isEqualTo("permit granted at policy.yaml:1:1 by b as root");
  }

  @Test
  void requires_ofTheServer_bindEveryWayIn() {
    Server.Sso sso =
        new Server.Sso(false, List.of(), Optional.empty(), List.of(secondFactor("PT15M")), line(9));
    PolicyDocument.Builder policy =
        PolicyDocument.builder()
            .role(role("enters", grant(1, "connect.use")))
            .server(server("web1", 7, "whm", Optional.of(sso)))
            .staff(StaffAccount.of("alice", "enters"));
    assertThat(answer(policy, AccessRequest.sso("alice", "web1")))
        .isEqualTo("second-factor second-factor-needed at policy.yaml:1:1 by enters within PT15M");
    assertThat(answer(policy, AccessRequest.sso("alice", "web1").secondFactorAt(NOON)))
        .isEqualTo("permit granted at policy.yaml:1:1 by enters as root");
  }

  @Test
  void sensitive_ofEitherPermission_bindsTheCandidatesWhoseGrantMatchesIt() {
    PolicyDocument.Builder policy =
        PolicyDocument.builder()
            .hosting(false)
            .permission(permission("connect.use", false))
            .permission(permission("server.configure", true))
            .permission(permission("server.view", false))
            .defaults(new Defaults(List.of(), List.of(secondFactor("PT5M")), false))
            .role(role("enters", grant(1, "connect.use")))
            .role(role("configures", grant(2, "server.*")))
            .role(role("all", grant(3, "*")))
            .role(role("no-configuring", deny(4, "server.configure")))
            .server(server("web1", 7, "whm", Optional.empty()))
            .staff(StaffAccount.of("alice", "enters"))
            .staff(StaffAccount.of("bob", "configures"))
            .staff(StaffAccount.of("erin", "all", "no-configuring"))
            .staff(StaffAccount.of("frank", "all"));
    assertThat(answer(policy, AccessRequest.sso("alice", "web1")))
        .isEqualTo("permit granted at policy.yaml:1:1 by enters as root");
    assertThat(answer(policy, AccessRequest.sso("bob", "web1")))
        .isEqualTo(
            "second-factor second-factor-needed at policy.yaml:2:1 by configures within PT5M");
    // Denied or locked, server.configure keeps the grant sensitive that matches it.
    String sensitive = "second-factor second-factor-needed at policy.yaml:3:1 by all within PT5M";
    assertThat(answer(policy, AccessRequest.sso("erin", "web1"))).isEqualTo(sensitive);
    assertThat(
            answer(
                policy,
                AccessRequest.sso("frank", "web1")
                    .underLocks(List.of(Lock.onPermission("server.configure", "stop")))))
        .isEqualTo(sensitive);
  }

  private static PermissionDefinition permission(String id, boolean sensitive) {
    return new PermissionDefinition(id, id, "own", sensitive, List.of(), Place.NONE);
  }

  @Test
  void denies_ofEitherPermission_takeItsCandidatesAwayAndOfSsoAll() {
    PolicyDocument.Builder policy =
        PolicyDocument.builder()
            .role(role("both", grant(1, "connect.use"), grant(2, "server.configure")))
            .role(role("enters", grant(3, "connect.use")))
            .role(role("no-entry", deny(5, "connect.*")))
            .role(role("no-configuring", deny(4, "server.configure")))
            .role(role("no-sso", deny(6, "server.*")))
            .server(server("web1", 7, "whm", Optional.empty()))
            .staff(StaffAccount.of("alice", "both", "no-entry"))
            .staff(StaffAccount.of("bob", "enters", "no-entry", "no-configuring"))
            .staff(StaffAccount.of("dave", "both", "no-entry", "no-configuring"))
            .staff(StaffAccount.of("erin", "both", "no-sso"));
    assertThat(answer(policy, AccessRequest.sso("alice", "web1")))
        .isEqualTo("permit granted at policy.yaml:2:1 by both as root");
    // The deny of server.configure took nothing away from bob.
    assertThat(answer(policy, AccessRequest.sso("bob", "web1")))
        .isEqualTo("deny denied-by-role at policy.yaml:5:1 by no-entry");
    assertThat(answer(policy, AccessRequest.sso("dave", "web1")))
        .isEqualTo("deny denied-by-role at policy.yaml:4:1 by no-configuring");
    assertThat(answer(policy, AccessRequest.sso("erin", "web1")))
        .isEqualTo("deny denied-by-role at policy.yaml:6:1 by no-sso");
  }

  @Test
  void loginAsAClient_onARestrictedServer_isBoundByItsSso() {
    PolicyDocument.Builder policy =
        PolicyDocument.builder()
            .role(role("tech"))
            .role(role("helper", grant(1, "client.login-as")))
            .server(
                server(
                    "web1",
                    7,
                    "whm",
                    sso(true, List.of(listed("tech", 11, "x")), Optional.empty())))
            .staff(StaffAccount.of("alice", "helper"))
            .staff(StaffAccount.of("bob", "helper", "tech"));
    AccessRequest alice = AccessRequest.of("alice", "client.login-as").on("client", "7");
    assertThat(answer(policy, alice)).isEqualTo("deny server-unknown at (built in)");
    assertThat(answer(policy, alice.on("server", "web1")))
        .isEqualTo("deny server-restricted at policy.yaml:7:1");
    assertThat(answer(policy, AccessRequest.of("bob", "client.login-as").on("server", "web1")))
        .isEqualTo("permit granted at policy.yaml:1:1 by helper");
  }

  @Test
  void loginAsAClient_withAllThatBindsIt_needsEveryConditionAndOpensNoPanelSession() {
    Server.Sso sso =
        new Server.Sso(
            true,
            List.of(listed("tech", 11, "ops")),
            Optional.of("ops"),
            List.of(where("x", "1")),
            line(9));
    PolicyDocument.Builder policy =
        PolicyDocument.builder()
            .defaults(new Defaults(List.of(), List.of(secondFactor("PT15M")), false))
            .role(role("tech", List.of(), List.of(OFFICE)))
            .role(role("helper", grant(1, "client.login-as")))
            .role(role("no-clients", deny(2, "client.*")))
            .server(server("web1", 7, "whm", Optional.of(sso)))
            .server(server("old", 8, "legacy", Optional.empty()))
            .staff(StaffAccount.of("bob", "helper", "tech"))
            .staff(StaffAccount.of("erin", "helper", "tech", "no-clients"))
            .staff(StaffAccount.of("carol", Role.FULL_ADMINISTRATOR));
    AccessRequest bob = AccessRequest.of("bob", "client.login-as").on("client", "7");
    assertThat(answer(policy, bob.on("server", "old")))
        .isEqualTo("deny server-without-sso at policy.yaml:8:1");
    AccessRequest entering = bob.on("server", "web1").with("x", "1").from("203.0.113.7");
    // Logging in as a client is sensitive, and asked for itself.
    assertThat(answer(policy, entering))
        .isEqualTo("second-factor second-factor-needed at policy.yaml:1:1 by helper within PT15M");
    assertThat(answer(policy, entering.secondFactorAt(NOON)))
        .isEqualTo("permit granted at policy.yaml:1:1 by helper");
    assertThat(answer(policy, entering.secondFactorAt(NOON).with("x", "2")))
        .isEqualTo("deny condition-not-met at policy.yaml:1:1 by helper");
    assertThat(answer(policy, entering.secondFactorAt(NOON).from("203.0.114.0")))
        .isEqualTo("deny condition-not-met at policy.yaml:1:1 by helper");
    // Acting without the listed role, there is no way in.
    assertThat(answer(policy, entering.secondFactorAt(NOON).actingAs("helper")))
        .isEqualTo("deny server-restricted at policy.yaml:7:1");
    assertThat(answer(policy, AccessRequest.of("erin", "client.login-as").on("server", "web1")))
        .isEqualTo("deny denied-by-role at policy.yaml:2:1 by no-clients");
    assertThat(answer(policy, AccessRequest.of("carol", "client.login-as").on("server", "web1")))
        .isEqualTo("deny server-restricted at policy.yaml:7:1");
  }

  @Test
  void signingOn_withRolesActedWithOrOfAnEmergency_isOpenedAsTheirWaySays() {
    PolicyDocument.Builder policy =
        PolicyDocument.builder()
            .role(role("enters", grant(1, "connect.use")))
            .role(role("first"))
            .role(role("second"))
            .server(
                server(
                    "web1",
                    7,
                    "whm",
                    sso(
                        true,
                        List.of(listed("first", 11, "ops"), listed("second", 12, "support")),
                        Optional.empty())))
            .emergency(
                new Emergency(
                    "down", NameRef.of("second"), List.of("bob"), Duration.ofHours(1), line(15)))
            .staff(StaffAccount.of("alice", "enters", "first", "second"))
            .staff(StaffAccount.of("bob", "enters"));
    AccessRequest alice = AccessRequest.sso("alice", "web1");
    assertThat(answer(policy, alice))
        .isEqualTo("permit granted at policy.yaml:1:1 by enters as ops");
    assertThat(answer(policy, alice.actingAs("second", "enters")))
        .isEqualTo("permit granted at policy.yaml:1:1 by enters as support");
    assertThat(answer(policy, alice.actingAs("enters")))
        .isEqualTo("deny server-restricted at policy.yaml:7:1");
    AccessRequest bob = AccessRequest.sso("bob", "web1");
    assertThat(answer(policy, bob)).isEqualTo("deny server-restricted at policy.yaml:7:1");
    assertThat(answer(policy, bob.inEmergencies("down").actingAs("enters")))
        .isEqualTo("permit granted at policy.yaml:1:1 by enters as support");
  }

  private static Optional<Server.Sso> sso(
      boolean restricted, List<Server.SsoRole> roles, Optional<String> as) {
    return Optional.of(new Server.Sso(restricted, roles, as, List.of(), line(9)));
  }

  private static Server.SsoRole listed(String role, int line, String as) {
    return new Server.SsoRole(
        new NameRef(role, line(line)), as.isEmpty() ? Optional.empty() : Optional.of(as));
  }

  /** Rare cases are too rare among generated ones. */
  private static String answer(PolicyDocument.Builder policy, AccessRequest request) {
    return BothEvaluators.answer(policy, request.at(NOON));
  }
}
