package dev.staffgate.reference;

import static dev.staffgate.fixtures.PolicyParts.deny;
import static dev.staffgate.fixtures.PolicyParts.grant;
import static dev.staffgate.fixtures.PolicyParts.line;
import static dev.staffgate.fixtures.PolicyParts.role;
import static dev.staffgate.fixtures.PolicyParts.secondFactor;
import static dev.staffgate.fixtures.PolicyParts.server;
import static dev.staffgate.reference.BothEvaluators.answer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.staffgate.decision.AccessRequest;
import dev.staffgate.decision.Lock;
import dev.staffgate.decision.UnreadableLockException;
import dev.staffgate.model.Emergency;
import dev.staffgate.model.NameRef;
import dev.staffgate.model.PolicyDocument;
import dev.staffgate.model.Role;
import dev.staffgate.model.Server;
import dev.staffgate.model.ServerGroup;
import dev.staffgate.model.StaffAccount;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Policy reference, section 4, "locks", as both evaluators read them. */
class ReferenceLocksTest {
  private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");
  private static final String NONE = "deny not-granted at (built in)";

  private static String locked(String message) {
    return "deny locked at (built in) saying " + message;
  }

  @Test
  void step1_ofSeveralLocksThatHit_theFirstHandedOverSpeaks() {
    PolicyDocument.Builder policy =
        PolicyDocument.builder().staff(StaffAccount.of("carol", Role.FULL_ADMINISTRATOR));
    Lock other = Lock.onStaff("dave", "dave is away");
    Lock staff = Lock.onStaff("carol", "carol is away");
    Lock ticket = Lock.onPermission("ticket.*", "no tickets");
    Lock everybody = Lock.onEverybody("stock-taking");
    assertThat(answer(policy, asks("carol", "ticket.view", other, ticket, staff, everybody)))
        .isEqualTo(locked("no tickets"));
    assertThat(answer(policy, asks("carol", "ticket.view", other, staff, ticket)))
        .isEqualTo(locked("carol is away"));
    assertThat(answer(policy, asks("carol", "client.view", other, ticket, everybody)))
        .isEqualTo(locked("stock-taking"));
    assertThat(answer(policy, asks("carol", "client.view", other, ticket)))
        .isEqualTo("permit granted at (built in) by full-administrator");
  }

  @Test
  void step1_aLockOnAPermission_isMatchedByTextBeforeTheCatalogueIsAsked() {
    PolicyDocument.Builder policy =
        PolicyDocument.builder().staff(StaffAccount.of("carol", Role.FULL_ADMINISTRATOR));
    Lock tickets = Lock.onPermission("ticket.*", "no tickets");
    assertThat(answer(policy, asks("carol", "ticket.nothing", tickets)))
        .isEqualTo(locked("no tickets"));
    assertThat(answer(policy, asks("carol", "server.sso", Lock.onPermission("server.*", "shut"))))
        .isEqualTo(locked("shut"));
    assertThat(answer(policy, asks("carol", "server.sso", Lock.onPermission("server.sso", "shut"))))
        .isEqualTo(locked("shut"));
  }

  @Test
  void step1_aLockOnAServerOrAGroup_hitsWhateverIsAskedOnIt() {
    PolicyDocument.Builder policy =
        PolicyDocument.builder()
            .server(server("web1", 7, "whm", Optional.empty()))
            .server(server("web2", 8, "whm", Optional.empty()))
            .serverGroup(new ServerGroup("eu", NameRef.listOf("web1"), line(9)))
            .staff(StaffAccount.of("carol", Role.FULL_ADMINISTRATOR));
    Lock group = Lock.onServerGroup("eu", "repair");
    for (AccessRequest asked :
        List.of(
            asks("carol", "ticket.view", group).on("server", "web1"),
            AccessRequest.sso("carol", "web1").at(NOON).underLocks(List.of(group)),
            asks("carol", "ticket.view", Lock.onServer("web1", "repair")).on("server", "web1"),
            // Defined or not: as it is written.
            asks("carol", "ticket.view", Lock.onServer("web9", "repair")).on("server", "web9"))) {
      assertThat(answer(policy, asked)).isEqualTo(locked("repair"));
    }
    for (AccessRequest asked :
        List.of(
            asks("carol", "ticket.view", group).on("server", "web2"),
            asks("carol", "ticket.view", group).on("department", "web1"),
            asks("carol", "ticket.view", group, Lock.onServer("web1", "repair")))) {
      assertThat(answer(policy, asked))
          .isEqualTo("permit granted at (built in) by full-administrator");
    }
  }

  @Test
  void step1_aLockOnEverybodyThatSpares_sparesHoldersOfAnEmergencyNamedAsActive() {
    PolicyDocument.Builder policy =
        PolicyDocument.builder()
            .role(role("desk", grant(1, "ticket.view")))
            .emergency(
                new Emergency(
                    "down", NameRef.of("desk"), List.of("bob"), Duration.ofHours(1), line(5)))
            .emergency(
                new Emergency(
                    "fire", NameRef.of("desk"), List.of("carol"), Duration.ofHours(1), line(6)))
            .staff(StaffAccount.of("alice", "desk"))
            .staff(StaffAccount.of("bob", "desk"));
    Lock sparing = Lock.onEverybodySparingEmergencies("stock-taking");
    AccessRequest bob = asks("bob", "ticket.view", sparing);
    assertThat(answer(policy, bob.inEmergencies("fire", "down")))
        .isEqualTo("permit granted at policy.yaml:1:1 by desk");
    assertThat(answer(policy, bob.inEmergencies("fire"))).isEqualTo(locked("stock-taking"));
    assertThat(answer(policy, bob)).isEqualTo(locked("stock-taking"));
    assertThat(answer(policy, bob.by("alice").inEmergencies("down")))
        .isEqualTo(locked("stock-taking"));
    assertThat(
            answer(
                policy, bob.inEmergencies("down").underLocks(List.of(Lock.onEverybody("really")))))
        .isEqualTo(locked("really"));
  }

  @Test
  void lockLift_isStoppedByALockOnItsAccountAndByALockedRole() {
    PolicyDocument.Builder policy =
        PolicyDocument.builder()
            .role(role("lifter", grant(1, "lock.*")))
            .staff(StaffAccount.of("carol", "lifter"));
    for (Lock lock :
        List.of(
            Lock.onEverybody("stop"),
            Lock.onPermission("lock.lift", "stop"),
            Lock.onPermission("*", "stop"),
            Lock.onServer("web1", "stop"),
            Lock.onStaff("dave", "stop"))) {
      assertThat(answer(policy, asks("carol", "lock.lift", lock).on("server", "web1")))
          .isEqualTo("permit granted at policy.yaml:1:1 by lifter");
    }
    assertThat(answer(policy, asks("carol", "lock.set", Lock.onPermission("*", "stop"))))
        .isEqualTo(locked("stop"));
    assertThat(answer(policy, asks("carol", "lock.lift", Lock.onStaff("carol", "stop"))))
        .isEqualTo(locked("stop"));
    assertThat(answer(policy, asks("carol", "lock.lift", Lock.onRole("lifter", "stop"))))
        .isEqualTo(locked("stop"));
  }

  @Test
  void aLockThatCannotBeRead_isAnErrorAfterTheAccountAndBeforeAnyLockHits() {
    PolicyDocument.Builder policy =
        PolicyDocument.builder()
            .hosting(false)
            .role(role("a"))
            .staff(StaffAccount.of("alice", "a"));
    Lock everybody = Lock.onEverybody("stop");
    for (Lock unreadable :
        List.of(
            Lock.onRole("b", "what"),
            Lock.onServerGroup("eu", "what"),
            Lock.onPermission("ticket.view", "what"),
            Lock.onPermission("ticket.*", "what"))) {
      AccessRequest asked = asks("alice", "no.such", everybody, unreadable);
      assertThatThrownBy(() -> answer(policy, asked))
          .isInstanceOfSatisfying(
              UnreadableLockException.class, e -> assertThat(e.lock()).isEqualTo(unreadable));
      assertThat(answer(policy, asked.by("nobody")))
          .isEqualTo("deny account-unknown at (built in)");
    }
    // server.sso is in every catalogue; accounts and servers need not be defined.
    assertThat(
            answer(
                policy,
                asks(
                    "alice",
                    "server.sso",
                    Lock.onStaff("nobody", "x"),
                    Lock.onServer("web9", "x"),
                    Lock.onRole(Role.FULL_ADMINISTRATOR, "x"),
                    Lock.onPermission("server.*", "stop"))))
        .isEqualTo(locked("stop"));
  }

  @Test
  void aLockedRole_takesEveryPathThroughItAndLeavesItsDenies() {
    PolicyDocument.Builder policy =
        PolicyDocument.builder()
            .role(role("low", grant(1, "ticket.view")))
            .role(role("a", List.of("low"), List.of(), deny(5, "ticket.delete")))
            .role(role("b", List.of("low"), List.of(), grant(2, "ticket.delete")))
            .staff(StaffAccount.of("alice", "a", "b"));
    AccessRequest view = asks("alice", "ticket.view");
    assertThat(answer(policy, view)).isEqualTo("permit granted at policy.yaml:1:1 by a > low");
    assertThat(answer(policy, under(view, Lock.onRole("a", "no a"))))
        .isEqualTo("permit granted at policy.yaml:1:1 by b > low");
    assertThat(answer(policy, under(view, Lock.onRole("low", "no low"))))
        .isEqualTo(locked("no low"));
    assertThat(answer(policy, under(view, Lock.onRole("b", "no b"), Lock.onRole("a", "no a"))))
        .isEqualTo(locked("no b"));
    assertThat(answer(policy, under(asks("alice", "ticket.delete"), Lock.onRole("a", "no a"))))
        .isEqualTo("deny denied-by-role at policy.yaml:5:1 by a");
    // What nobody granted, no lock took.
    assertThat(answer(policy, under(asks("alice", "client.view"), Lock.onRole("a", "no a"))))
        .isEqualTo(NONE);
  }

  @Test
  void aLockedRole_byAFormerName_isTheRoleOfToday() {
    PolicyDocument.Builder policy =
        PolicyDocument.builder()
            .role(
                new Role(
                    "new",
                    Optional.empty(),
                    NameRef.listOf("old"),
                    List.of(),
                    List.of(),
                    List.of(grant(1, "ticket.view")),
                    List.of(),
                    line(1)))
            .staff(StaffAccount.of("alice", "new"));
    assertThat(answer(policy, asks("alice", "ticket.view", Lock.onRole("old", "no more"))))
        .isEqualTo(locked("no more"));
    assertThatThrownBy(
            () -> answer(policy, asks("alice", "ticket.view", Lock.onRole("Old", "no more"))))
        .isInstanceOf(UnreadableLockException.class);
  }

  @Test
  void candidatesThatLocksLeave_decideAsIfThereWereNoOthers() {
    PolicyDocument.Builder policy =
        PolicyDocument.builder()
            .role(role("a", grant(1, "ticket.view")))
            .role(role("b", grant(2, "ticket.view", secondFactor("PT15M"))))
            .staff(StaffAccount.of("alice", "a", "b"));
    assertThat(answer(policy, asks("alice", "ticket.view", Lock.onRole("a", "no a"))))
        .isEqualTo("second-factor second-factor-needed at policy.yaml:2:1 by b within PT15M");
  }

  @Test
  void singleSignOn_underALockOnOneOfItsPermissions_losesThatPermissionsCandidates() {
    PolicyDocument.Builder policy =
        PolicyDocument.builder()
            .role(role("both", grant(1, "connect.use"), grant(2, "server.configure")))
            .role(role("enters", grant(3, "connect.use")))
            .role(role("no-configuring", deny(4, "server.configure")))
            .server(server("web1", 7, "whm", Optional.empty()))
            .staff(StaffAccount.of("alice", "both"))
            .staff(StaffAccount.of("bob", "enters"))
            .staff(StaffAccount.of("dave", "both", "no-configuring"))
            .staff(StaffAccount.of("erin"));
    Lock entering = Lock.onPermission("connect.*", "no entry");
    Lock configuring = Lock.onPermission("server.configure", "no change");
    AccessRequest alice = AccessRequest.sso("alice", "web1").at(NOON);
    assertThat(answer(policy, under(alice, entering)))
        .isEqualTo("permit granted at policy.yaml:2:1 by both as root");
    assertThat(answer(policy, under(alice, configuring, entering))).isEqualTo(locked("no change"));
    // The first that took one: of bob's there is none of server.configure.
    assertThat(answer(policy, under(alice.by("bob"), configuring, entering)))
        .isEqualTo(locked("no entry"));
    // Where a deny took the rest, the lock comes before it.
    assertThat(answer(policy, under(alice.by("dave"), entering))).isEqualTo(locked("no entry"));
    assertThat(answer(policy, under(alice.by("erin"), entering, configuring))).isEqualTo(NONE);
  }

  @Test
  void aRestrictedServer_isNotOpenedByALockedRole() {
    Server.Sso sso =
        new Server.Sso(
            true,
            List.of(
                new Server.SsoRole(new NameRef("tech", line(11)), Optional.of("ops")),
                new Server.SsoRole(new NameRef("lead", line(12)), Optional.of("chief"))),
            Optional.empty(),
            List.of(),
            line(9));
    PolicyDocument.Builder policy =
        PolicyDocument.builder()
            .role(role("tech", grant(1, "ticket.view")))
            .role(role("lead", List.of("tech"), List.of()))
            .role(role("enters", grant(2, "connect.use")))
            .server(server("web1", 7, "whm", Optional.of(sso)))
            .staff(StaffAccount.of("alice", "enters", "lead"))
            .staff(StaffAccount.of("bob", "enters"));
    AccessRequest alice = AccessRequest.sso("alice", "web1").at(NOON);
    assertThat(answer(policy, alice))
        .isEqualTo("permit granted at policy.yaml:2:1 by enters as ops");
    assertThat(answer(policy, under(alice, Lock.onRole("tech", "no tech"))))
        .isEqualTo("permit granted at policy.yaml:2:1 by enters as chief");
    // Grants are left: the first lock on a path to a listed role, else the restriction.
    assertThat(
            answer(
                policy, under(alice, Lock.onRole("tech", "no tech"), Lock.onRole("lead", "none"))))
        .isEqualTo(locked("no tech"));
    assertThat(answer(policy, under(alice.by("bob"), Lock.onRole("tech", "no tech"))))
        .isEqualTo("deny server-restricted at policy.yaml:7:1");
    // No grant is left: the first lock that took one.
    assertThat(
            answer(policy, under(alice, Lock.onRole("lead", "none"), Lock.onRole("enters", "out"))))
        .isEqualTo(locked("out"));
  }

  private static AccessRequest under(AccessRequest request, Lock... locks) {
    return request.underLocks(List.of(locks));
  }

  private static AccessRequest asks(String staff, String permission, Lock... locks) {
    return under(AccessRequest.of(staff, permission).at(NOON), locks);
  }
}
