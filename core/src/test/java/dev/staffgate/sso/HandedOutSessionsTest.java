package dev.staffgate.sso;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.staffgate.Staffgate;
import dev.staffgate.accounts.AccountTable;
import dev.staffgate.accounts.DirectoryException;
import dev.staffgate.audit.AuditEvent;
import dev.staffgate.decision.GivenApproval;
import dev.staffgate.fixtures.FakePanel;
import dev.staffgate.fixtures.FakeSecretSource;
import dev.staffgate.fixtures.ManualClock;
import dev.staffgate.fixtures.RecordingAudit;
import dev.staffgate.fixtures.SuppliedPolicySource;
import dev.staffgate.gate.AccessDeniedException;
import dev.staffgate.gate.DecisionService;
import dev.staffgate.model.Secret;
import dev.staffgate.model.StaffAccount;
import dev.staffgate.panels.PanelException;
import dev.staffgate.panels.PanelException.Detail;
import dev.staffgate.panels.PanelSessionClient;
import dev.staffgate.panels.PanelTarget;
import dev.staffgate.panels.PanelTarget.Area;
import dev.staffgate.policy.Policy;
import dev.staffgate.yaml.PolicyFiles;
import dev.staffgate.yaml.PolicySource;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Sessions that were handed out are put to the policy again by their own openings: after a change
 * of policy or account, and when an assignment ends.
 */
class HandedOutSessionsTest {
  private static final String POLICY =
      """
      staffgate: 1
      networks: { office: [203.0.113.0/24] }
      roles:
        operator: { grants: [{ permission: connect.use, networks: [office] }, client.login-as] }
        guarded:
          grants:
            - { permission: connect.use, second-factor: 10m }
            - { permission: client.login-as, approval: { by: payment.refund, within: 1h } }
        approver: { grants: [payment.refund] }
        rescuer: { grants: [connect.use] }
      emergency: { site-down: { role: rescuer, holders: [eve], for: 45m } }
      servers:
        box:
          panel: directadmin
          title: Box
          url: https://box.example.net
          user: admin
          token: env:T
          sso: { access: unrestricted, as: ops }
      staff:
        bob: { roles: [operator] }
        dan: { roles: [guarded] }
        eve: { roles: [approver] }
        fay: { roles: [{ role: operator, until: "2026-11-23T10:00:00Z" }] }
      """;
  private static final Instant NOW = Instant.parse("2026-11-23T09:00:00Z");
  private static final ConnectContext HERE = ConnectContext.from("203.0.113.7");

  private final RecordingAudit audit = new RecordingAudit();
  private final ManualClock clock = new ManualClock(NOW);
  private volatile Runnable whileOpening = () -> {};
  private final FakePanel box =
      FakePanel.of("directadmin")
          .withAreas(Area.PANEL, Area.ACCOUNT)
          .withRevocation()
          .withSessions(
              (opening, session) -> {
                whileOpening.run();
                return session;
              });
  private volatile Policy policy = parsed(POLICY);
  private final Connect connect =
      new Connect(
          DecisionService.of(
              new SuppliedPolicySource(() -> policy), Optional.empty(), audit, clock),
          ConnectOptions.of(List.of(box), FakeSecretSource.always(Secret.of("TOKEN"))));

  private static Policy parsed(String text) {
    return PolicyFiles.parse("policy.yaml", text);
  }

  /** The policy with one piece of text in place of another, which it must have. */
  private static Policy with(String before, String after) {
    assertThat(POLICY).contains(before);
    return parsed(POLICY.replace(before, after));
  }

  private void open(String staff, ConnectContext context) {
    assertThat(connect.open(staff, "box", context).user()).isEqualTo("ops");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          bob: { roles: [operator] }  | bob: { roles: [approver] }            | not-granted
          bob: { roles: [operator] }  | zoe: { roles: [operator] }            | account-unknown
          203.0.113.0/24              | 198.51.100.0/24                       | condition-not-met
          as: ops                     | as: root                              | changed
          https://box.example.net     | https://box2.example.net              | changed
          panel: directadmin          | panel: plesk                          | changed
          access: unrestricted        | access: restricted, roles: [guarded]  | server-restricted
            box:\\n                   |   other:\\n                           | server-unknown
          """)
  void review_afterAChangeThatConcernsTheOpening_endsTheSessionAndSaysWhy(
      String before, String after, String why) {
    open("bob", HERE);
    connect.endSessionsNoLongerPermitted();
    assertThat(box.revoked()).isEmpty();

    policy = with(before.replace("\\n", "\n"), after.replace("\\n", "\n"));
    connect.endSessionsNoLongerPermitted();

    assertThat(box.revoked()).containsExactly("box handle1");
    assertThat(audit.last().type()).isEqualTo(AuditEvent.Type.SSO_ENDED);
    assertThat(audit.last().details())
        .containsEntry("reason", why)
        .containsEntry("panel-user", "ops");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          title: Box                       | title: Another title
          user: admin                      | user: reseller
          token: env:T                     | token: env:U
          dan: { roles: [guarded] }        | dan: { roles: [guarded], disabled: true }
          approver: { grants: [payment.refund] } | approver: { grants: [payment.refund, invoice.view] }
          """)
  void review_afterAnEditThatHasNothingToDoWithIt_endsNothing(String before, String after) {
    open("bob", HERE);

    policy = with(before, after);
    connect.endSessionsNoLongerPermitted();

    assertThat(box.revoked()).isEmpty();
    assertThat(connect.endSessions("bob")).hasSize(1);
  }

  @Test
  void review_longAfterTheSecondFactorWentStale_endsNothing() {
    open("dan", HERE.secondFactorAt(NOW.minusSeconds(30)));

    clock.advance(Duration.ofHours(3));
    connect.endSessionsNoLongerPermitted();
    assertThat(box.revoked()).isEmpty();

    policy = with("second-factor: 10m", "second-factor: 10s");
    connect.endSessionsNoLongerPermitted();
    assertThat(box.revoked()).containsExactly("box handle1");
    assertThat(audit.last().details()).containsEntry("reason", "second-factor-needed");
  }

  @Test
  void review_ofAnApprovedOpening_holdsWhileTheApproverMightHaveApproved() {
    ConnectContext approved = HERE.approvedBy(GivenApproval.of("eve", NOW.minusSeconds(60)));
    assertThat(
            connect
                .openAccount(
                    "dan",
                    new ClientAccount("box", "4711", "smith"),
                    PanelTarget.of(Area.ACCOUNT),
                    approved)
                .user())
        .isEqualTo("smith");
    clock.advance(Duration.ofHours(5));
    connect.endSessionsNoLongerPermitted();
    assertThat(box.revoked()).isEmpty();

    policy = with("eve: { roles: [approver] }", "eve: { roles: [operator] }");
    connect.endSessionsNoLongerPermitted();

    assertThat(box.revoked()).containsExactly("box handle1");
    assertThat(audit.last().details())
        .containsEntry("reason", "approval-needed")
        .containsEntry("panel-user", "smith");
  }

  @Test
  void review_ofAnOpeningInAnEmergency_asksWithTheEmergency() {
    open("eve", HERE.inEmergencies("site-down"));

    connect.endSessionsNoLongerPermitted();
    assertThat(box.revoked()).isEmpty();

    policy = with("holders: [eve]", "holders: [bob]");
    connect.endSessionsNoLongerPermitted();
    assertThat(box.revoked()).containsExactly("box handle1");
  }

  @Test
  void review_onceTheAssignmentHasEnded_endsTheSessionThoughItRanAtTheOpening() {
    open("fay", HERE);
    clock.set(Instant.parse("2026-11-23T09:59:59Z"));
    connect.endSessionsNoLongerPermitted();
    assertThat(box.revoked()).isEmpty();

    clock.set(Instant.parse("2026-11-23T10:00:00Z"));
    connect.endSessionsNoLongerPermitted();

    assertThat(box.revoked()).containsExactly("box handle1");
    assertThat(audit.last().details()).containsEntry("reason", "not-granted");
  }

  @Test
  void assignment_thatEnds_isNoticedWithoutAnyChange() throws InterruptedException {
    InstantSource system = InstantSource.system();
    Instant end = system.instant().plusMillis(1500);
    Policy ending = with("2026-11-23T10:00:00Z", end.toString());
    try (Staffgate staffgate =
        Staffgate.builder()
            .policy(PolicySource.of(ending))
            .audit(audit)
            .panels(box)
            .secrets(FakeSecretSource.always(Secret.of("TOKEN")))
            .build()) {
      assertThat(staffgate.connect().open("fay", "box", HERE).user()).isEqualTo("ops");

      assertThat(box.revoked().poll(30, TimeUnit.SECONDS)).isEqualTo("box handle1");
      assertThat(system.instant()).isAfterOrEqualTo(end);
    }
  }

  @Test
  void directory_takesARole_whatWasHandedOutIsRevoked() throws InterruptedException {
    AccountTable table = new AccountTable(policy);
    try (Staffgate staffgate =
        Staffgate.builder()
            .policy(PolicySource.of(policy))
            .directory(table)
            .audit(audit)
            .panels(box)
            .secrets(FakeSecretSource.always(Secret.of("TOKEN")))
            .clock(clock)
            .build()) {
      table.put(StaffAccount.of("gus", "operator"));
      assertThat(staffgate.connect().open("gus", "box", HERE).user()).isEqualTo("ops");

      table.put(StaffAccount.of("gus", "approver"));

      assertThat(box.revoked().poll(30, TimeUnit.SECONDS)).isEqualTo("box handle1");
    }
  }

  static List<RuntimeException> outages() {
    return List.of(new DirectoryException("down", null), new IllegalStateException("broken"));
  }

  @ParameterizedTest
  @MethodSource("outages")
  void review_whileAnAccountCannotBeLookedAt_waitsForItAndEndsThoseOfOthers(
      RuntimeException outage) {
    AtomicBoolean out = new AtomicBoolean();
    Connect withDirectory =
        new Connect(
            DecisionService.of(
                new SuppliedPolicySource(() -> policy),
                now ->
                    staff -> {
                      if (out.get() && staff.equals("bob")) {
                        throw outage;
                      }
                      return now.staff().find(staff);
                    },
                audit,
                clock),
            ConnectOptions.of(List.of(box), FakeSecretSource.always(Secret.of("TOKEN"))));
    assertThat(withDirectory.open("bob", "box", HERE).user()).isEqualTo("ops");
    assertThat(withDirectory.open("fay", "box", HERE).user()).isEqualTo("ops");
    Instant[] due = new Instant[1];
    withDirectory.onSessionsDue(instant -> due[0] = instant);

    out.set(true);
    policy = with("fay: { roles:", "fay: { disabled: true, roles:");
    withDirectory.endSessionsNoLongerPermitted();
    assertThat(box.revoked()).containsExactly("box handle2");
    assertThat(due[0]).isEqualTo(NOW.plusSeconds(60));

    out.set(false);
    policy = with("bob: { roles: [operator] }", "bob: { roles: [approver] }");
    withDirectory.endSessionsNoLongerPermitted();
    assertThat(box.revoked()).containsExactly("box handle2", "box handle1");
  }

  @Test
  void review_whoseClientBreaksWhileItRevokes_recordsThatTheSessionMayLiveOn() {
    PanelSessionClient breaking =
        (PanelSessionClient)
            Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {PanelSessionClient.class},
                (proxy, method, arguments) -> {
                  if (method.getName().equals("revoke")) {
                    throw new IllegalStateException("broken");
                  }
                  return method.invoke(box, arguments);
                });
    Connect broken =
        new Connect(
            DecisionService.of(
                new SuppliedPolicySource(() -> policy), Optional.empty(), audit, clock),
            ConnectOptions.of(List.of(breaking), FakeSecretSource.always(Secret.of("TOKEN"))));
    assertThat(broken.open("bob", "box", HERE).user()).isEqualTo("ops");

    policy = with("bob: { roles: [operator] }", "bob: { roles: [approver] }");
    broken.endSessionsNoLongerPermitted();

    assertThat(audit.last().type()).isEqualTo(AuditEvent.Type.SSO_MAY_LIVE_ON);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          as: ops                 | as: support
          https://box.example.net | https://box2.example.net
          user: admin             | user: reseller
          token: env:T            | token: env:U
          """)
  void open_whileThePolicyComesToSaySomethingElse_handsNothingOutAndRevokes(
      String before, String after) {
    whileOpening = () -> policy = with(before, after);

    PanelException failure =
        catchThrowableOfType(PanelException.class, () -> connect.open("bob", "box", HERE));

    assertThat(failure.detail()).isEqualTo(Detail.CHANGED);
    assertThat(failure.isTransient()).isTrue();
    assertThat(box.revoked()).containsExactly("box handle1");
    assertThat(audit.types()).containsExactly("sso-attempt", "sso-failed", "sso-ended");
    assertThat(connect.endSessions("bob")).isEmpty();
  }

  @Test
  void open_whileTheAssignmentEnds_handsNothingOutAndRevokes() {
    whileOpening = () -> clock.set(Instant.parse("2026-11-23T10:00:00Z"));

    AccessDeniedException refused =
        catchThrowableOfType(AccessDeniedException.class, () -> connect.open("fay", "box", HERE));

    assertThat(refused.decision().reason().code().text()).isEqualTo("not-granted");
    assertThat(box.revoked()).containsExactly("box handle1");
  }

  @Test
  void open_whileTheServerIsTakenOut_handsNothingOutAndRevokes() {
    whileOpening = () -> policy = with("  box:\n", "  other:\n");

    AccessDeniedException refused =
        catchThrowableOfType(
            AccessDeniedException.class,
            () ->
                connect.openAccount(
                    "bob",
                    new ClientAccount("box", "4711", "smith"),
                    PanelTarget.of(Area.ACCOUNT),
                    HERE));

    assertThat(refused.decision().reason().code().text()).isEqualTo("server-unknown");
    assertThat(box.revoked()).containsExactly("box handle1");
  }

  @Test
  void open_whileAnUnrelatedLineChanges_handsTheSessionOut() {
    whileOpening = () -> policy = with("title: Box", "title: Another title");

    open("bob", HERE);

    assertThat(audit.types()).containsExactly("sso-attempt", "sso-opened");
  }
}
