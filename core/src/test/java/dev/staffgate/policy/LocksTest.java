package dev.staffgate.policy;

import static dev.staffgate.testing.PolicyAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.staffgate.decision.AccessRequest;
import dev.staffgate.decision.Decision;
import dev.staffgate.decision.GivenApproval;
import dev.staffgate.decision.Lock;
import dev.staffgate.decision.ReasonCode;
import dev.staffgate.decision.UnknownPermissionException;
import dev.staffgate.decision.UnreadableLockException;
import dev.staffgate.yaml.PolicyFiles;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Policy reference, section 4, *Locks*, and steps 1, 4 and 10. */
class LocksTest {
  private static final Policy POLICY =
      PolicyFiles.parse(
          "policy.yaml",
          """
          staffgate: 1
          roles:
            desk: { formerly: [front-desk], grants: [client.view] }
            mender: { includes: [desk], grants: [connect.use], denies: [client.delete] }
            configurer: { grants: [server.configure, client.view] }
            payer: { grants: [{ permission: payment.refund, approval: { by: payment.approve-refund, within: 1h } }] }
            checker: { grants: [payment.approve-refund] }
            locker: { grants: [lock.lift] }
          separate:
            - { name: desks, roles: [desk, checker] }
          server-groups:
            eu: [web1]
          servers:
            web1: { panel: whm, url: "https://web1.example.net:2087", user: root, token: "env:T" }
            web2:
              panel: whm
              url: "https://web2.example.net:2087"
              user: root
              token: "env:T"
              sso: { access: restricted, roles: [mender] }
          staff:
            dora: { roles: [desk] }
            mia: { roles: [mender] }
            cleo: { roles: [configurer] }
            both: { roles: [mender, configurer] }
            pat: { roles: [payer] }
            chet: { roles: [checker] }
            lou: { roles: [locker] }
            boss: { roles: [full-administrator] }
            gone: { roles: [desk], disabled: true }
            far: { roles: [desk], networks: [203.0.113.0/24] }
          emergency:
            down: { role: full-administrator, holders: [dora], for: 1h }
          """);
  private static final Instant NOW = Instant.parse("2027-02-03T09:00:00Z");
  private static final AccessRequest VIEW = AccessRequest.of("dora", "client.view").at(NOW);

  private static Decision decide(AccessRequest request, Lock... locks) {
    return POLICY.decide(request.underLocks(List.of(locks)));
  }

  static List<Lock> locksThatStopDora() {
    return List.of(
        Lock.onEverybody("stop"),
        Lock.onEverybodySparingEmergencies("stop"),
        Lock.onStaff("dora", "stop"),
        Lock.onPermission("client.view", "stop"),
        Lock.onPermission("client.*", "stop"),
        Lock.onPermission("*", "stop"),
        Lock.onRole("desk", "stop"),
        Lock.onRole("front-desk", "stop"));
  }

  @ParameterizedTest
  @MethodSource("locksThatStopDora")
  void lock_onWhatIsAskedFor_deniesWithItsMessage(Lock lock) {
    assertThat(decide(VIEW)).isPermitted();
    assertThat(decide(VIEW, lock)).isDenied().because(ReasonCode.LOCKED).saying("stop");
  }

  @Test
  void lock_onAnythingElse_leavesTheDecision() {
    Decision plain = decide(VIEW);

    assertThat(
            decide(
                VIEW,
                Lock.onStaff("mia", "stop"),
                Lock.onStaff("nobody", "stop"),
                Lock.onPermission("client.delete", "stop"),
                Lock.onServer("web1", "stop"),
                Lock.onServer("unheard-of", "stop"),
                Lock.onServerGroup("eu", "stop"),
                Lock.onRole("mender", "stop")))
        .isEqualTo(plain);
  }

  @Test
  void locks_thatHitTogether_theFirstSpeaks() {
    assertThat(decide(VIEW, Lock.onStaff("dora", "one"), Lock.onEverybody("two"))).saying("one");
    assertThat(decide(VIEW, Lock.onEverybody("two"), Lock.onStaff("dora", "one"))).saying("two");
  }

  @Test
  void lockOnEverybody_thatSparesEmergencies_sparesHoldersOfActiveOnesAlone() {
    Lock spares = Lock.onEverybodySparingEmergencies("stop");

    assertThat(decide(VIEW.inEmergencies("down"), spares)).isPermitted();
    assertThat(decide(VIEW.inEmergencies("other"), spares)).because(ReasonCode.LOCKED);
    assertThat(decide(VIEW.by("mia").inEmergencies("down"), spares)).because(ReasonCode.LOCKED);
    assertThat(decide(VIEW.inEmergencies("down"), Lock.onEverybody("stop")))
        .because(ReasonCode.LOCKED);
  }

  @Test
  void liftingLocks_isStoppedByALockOnTheAccountAlone() {
    AccessRequest lift = AccessRequest.of("lou", "lock.lift").at(NOW).on("server", "web1");

    assertThat(
            decide(
                lift,
                Lock.onEverybody("stop"),
                Lock.onPermission("lock.lift", "stop"),
                Lock.onPermission("*", "stop"),
                Lock.onServer("web1", "stop"),
                Lock.onServerGroup("eu", "stop")))
        .isPermitted();
    assertThat(decide(lift, Lock.onStaff("lou", "stop"))).because(ReasonCode.LOCKED);
    assertThat(decide(lift, Lock.onRole("locker", "stop"))).because(ReasonCode.LOCKED);
  }

  @Test
  void lockOnServer_stopsWhateverNamesTheServer() {
    AccessRequest enter = AccessRequest.sso("mia", "web1").at(NOW);

    assertThat(decide(enter)).isPermitted();
    assertThat(decide(enter, Lock.onServer("web1", "stop"))).because(ReasonCode.LOCKED);
    assertThat(decide(enter, Lock.onServerGroup("eu", "stop"))).because(ReasonCode.LOCKED);
    assertThat(decide(VIEW.on("server", "web1"), Lock.onServerGroup("eu", "stop")))
        .because(ReasonCode.LOCKED);
    assertThat(decide(VIEW.on("server", "ghost"), Lock.onServer("ghost", "stop")))
        .because(ReasonCode.LOCKED);
    assertThat(decide(AccessRequest.sso("mia", "web2").at(NOW), Lock.onServerGroup("eu", "stop")))
        .isPermitted();
  }

  @Test
  void lockedRole_keepsItsDeniesAndCountsForSeparation() {
    AccessRequest delete = AccessRequest.of("mia", "client.delete").at(NOW);
    assertThat(decide(delete, Lock.onRole("mender", "stop"))).because(ReasonCode.DENIED_BY_ROLE);

    CompiledAccount torn =
        POLICY.compile(dev.staffgate.model.StaffAccount.of("torn", "desk", "checker"));
    assertThat(
            POLICY.decide(
                torn,
                AccessRequest.of("torn", "client.view")
                    .at(NOW)
                    .underLocks(List.of(Lock.onRole("desk", "stop")))))
        .because(ReasonCode.SEPARATION_OF_DUTIES);
  }

  @Test
  void lockedRole_betweenTheAssignedOneAndTheGrant_takesThatPathAlone() {
    AccessRequest view = AccessRequest.of("both", "client.view").at(NOW);

    assertThat(decide(view, Lock.onRole("desk", "stop"))).isPermitted().through("configurer");
    assertThat(decide(view, Lock.onRole("mender", "stop"))).isPermitted().through("configurer");
    assertThat(decide(view.by("mia"), Lock.onRole("desk", "stop"))).because(ReasonCode.LOCKED);
  }

  @Test
  void singleSignOn_withAPermissionLocked_followsFromTheOtherAlone() {
    AccessRequest enter = AccessRequest.sso("both", "web1").at(NOW);
    Lock connect = Lock.onPermission("connect.use", "no connecting");
    Lock configure = Lock.onPermission("server.configure", "no configuring");

    assertThat(decide(enter, connect)).isPermitted().through("configurer");
    assertThat(decide(enter, configure)).isPermitted().through("mender");
    assertThat(decide(enter, configure, connect))
        .because(ReasonCode.LOCKED)
        .saying("no configuring");
    assertThat(decide(enter.by("mia"), configure, connect)).saying("no connecting");
    assertThat(decide(enter.by("dora"), configure, connect)).because(ReasonCode.NOT_GRANTED);
    assertThat(decide(enter, Lock.onPermission("server.*", "no servers"))).saying("no servers");
  }

  @Test
  void restrictedServer_whoseListedRoleIsLocked_saysSo() {
    AccessRequest enter = AccessRequest.sso("both", "web2").at(NOW);

    assertThat(decide(enter)).isPermitted();
    assertThat(decide(enter, Lock.onRole("mender", "stop")))
        .because(ReasonCode.LOCKED)
        .saying("stop");
    assertThat(decide(enter.by("cleo"), Lock.onRole("mender", "stop")))
        .because(ReasonCode.SERVER_RESTRICTED);
  }

  @Test
  void lock_comesAfterUnknownAndDisabledAccountsAndBeforeNetworks() {
    Lock all = Lock.onEverybody("stop");

    assertThat(decide(VIEW.by("nobody"), all)).because(ReasonCode.ACCOUNT_UNKNOWN);
    assertThat(decide(VIEW.by("gone"), all)).because(ReasonCode.ACCOUNT_DISABLED);
    assertThat(decide(VIEW.by("far"), all)).because(ReasonCode.LOCKED);
  }

  @Test
  void lock_thatThePolicyCannotRead_isAnErrorUnlessTheAccountIsDeniedBefore() {
    for (Lock lock :
        List.of(
            Lock.onRole("no-such-role", "stop"),
            Lock.onServerGroup("us", "stop"),
            Lock.onPermission("client.veiw", "stop"),
            Lock.onPermission("cleint.*", "stop"))) {
      assertThatThrownBy(() -> decide(VIEW, Lock.onEverybody("stop"), lock))
          .isInstanceOf(UnreadableLockException.class)
          .hasMessageContaining(lock.name());
      assertThat(decide(VIEW.by("gone"), lock)).because(ReasonCode.ACCOUNT_DISABLED);
      assertThat(decide(VIEW.by("nobody"), lock)).because(ReasonCode.ACCOUNT_UNKNOWN);
      assertThat(POLICY.explain(VIEW.by("gone").underLocks(List.of(lock))).decision())
          .because(ReasonCode.ACCOUNT_DISABLED);
    }
  }

  @Test
  void permission_thatIsUnknown_isDeniedByALockBeforeItIsAnError() {
    AccessRequest unknown = AccessRequest.of("dora", "no.such").at(NOW);

    assertThat(decide(unknown, Lock.onPermission("*", "stop"))).because(ReasonCode.LOCKED);
    assertThatThrownBy(() -> decide(unknown, Lock.onPermission("client.*", "stop")))
        .isInstanceOf(UnknownPermissionException.class);
  }

  @Test
  void approver_whoIsLocked_doesNotCount() {
    AccessRequest refund =
        AccessRequest.of("pat", "payment.refund").at(NOW).approvedBy(GivenApproval.of("chet", NOW));

    assertThat(decide(refund)).isPermitted();
    assertThat(decide(refund, Lock.onStaff("chet", "stop"))).needsApproval();
    assertThat(decide(refund, Lock.onRole("checker", "stop"))).needsApproval();
    assertThat(decide(refund, Lock.onPermission("payment.approve-refund", "stop"))).needsApproval();
  }

  @Test
  void standing_ofAnAccount_isStoppedByLocksOnItAndOnEverybodyAlone() {
    AccessRequest dora = AccessRequest.of("dora", "").at(NOW);

    for (Lock lock : List.of(Lock.onEverybody("stop"), Lock.onStaff("dora", "stop"))) {
      assertThat(POLICY.standingDenial(POLICY.staff(), dora.underLocks(List.of(lock)))).isPresent();
    }
    for (Lock lock :
        List.of(
            Lock.onStaff("pat", "stop"),
            Lock.onPermission("*", "stop"),
            Lock.onServer("web1", "stop"),
            Lock.onRole("desk", "stop"))) {
      assertThat(POLICY.standingDenial(POLICY.staff(), dora.underLocks(List.of(lock)))).isEmpty();
    }
    List<Lock> spared = List.of(Lock.onEverybodySparingEmergencies("stop"));
    assertThat(POLICY.standingDenial(POLICY.staff(), dora.underLocks(spared))).isPresent();
    assertThat(POLICY.standingDenial(POLICY.staff(), dora.inEmergencies("down").underLocks(spared)))
        .isEmpty();
  }

  @Test
  void questions_underLocks_answerAsSingleDecisionsDo() {
    AccessRequest view =
        VIEW.underLocks(List.of(Lock.onRole("desk", "s"), Lock.onStaff("boss", "s")));

    assertThat(POLICY.questions().whoCan(view)).containsExactly("cleo", "both");
    assertThat(
            POLICY
                .questions()
                .serversOf(
                    AccessRequest.of("both", "client.view")
                        .at(NOW)
                        .underLocks(List.of(Lock.onServerGroup("eu", "s"))))
                .keySet())
        .containsExactly("web2");
    assertThat(
            POLICY
                .questions()
                .scopeOf(
                    AccessRequest.of("cleo", "client.view")
                        .at(NOW)
                        .on("server", "web1")
                        .underLocks(List.of(Lock.onServer("web1", "s"))),
                    "server")
                .contains("web1"))
        .isFalse();
  }

  /** Policy reference, section 4, step 1: wildcards match by text. */
  @Test
  void lockOnEveryPermission_ofARequestForNone_hits() {
    AccessRequest nothing =
        AccessRequest.of("cleo", "").underLocks(List.of(Lock.onPermission("*", "stop")));

    assertThat(POLICY.decide(nothing)).because(ReasonCode.LOCKED);
  }
}
