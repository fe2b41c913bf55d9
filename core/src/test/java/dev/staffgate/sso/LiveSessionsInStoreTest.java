package dev.staffgate.sso;

import static dev.staffgate.testing.PolicyAssertions.assertThat;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.groups.Tuple.tuple;

import dev.staffgate.Staffgate;
import dev.staffgate.audit.AuditEvent;
import dev.staffgate.decision.AccessRequest;
import dev.staffgate.fixtures.FakePanel;
import dev.staffgate.fixtures.FakeSecretSource;
import dev.staffgate.fixtures.ManualClock;
import dev.staffgate.fixtures.RecordingAudit;
import dev.staffgate.fixtures.SuppliedPolicySource;
import dev.staffgate.fixtures.SwitchableStateStore;
import dev.staffgate.gate.AccessDeniedException;
import dev.staffgate.gate.DecisionService;
import dev.staffgate.model.Secret;
import dev.staffgate.panels.PanelException;
import dev.staffgate.panels.PanelException.Detail;
import dev.staffgate.panels.PanelTarget.Area;
import dev.staffgate.policy.Policy;
import dev.staffgate.state.MemoryStateStore;
import dev.staffgate.state.StateEntry;
import dev.staffgate.state.StateKey;
import dev.staffgate.state.StateStore;
import dev.staffgate.state.StateStoreException;
import dev.staffgate.state.StateValue;
import dev.staffgate.state.StateWrite;
import dev.staffgate.state.jdbc.JdbcStateOptions;
import dev.staffgate.state.jdbc.JdbcStateStore;
import dev.staffgate.yaml.PolicyFiles;
import dev.staffgate.yaml.PolicySource;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Sessions in the state store: a restart knows them, of several programs one ends each, and what
 * cannot be kept is not opened.
 */
class LiveSessionsInStoreTest {
  private static final String POLICY =
      """
      staffgate: 1
      roles:
        operator: { grants: [connect.use] }
        approver: { grants: [payment.refund] }
      servers:
        box: { panel: directadmin, url: "https://box.example.net", user: admin, token: env:T }
        web1: { panel: directadmin, url: "https://web1.example.net", user: admin, token: env:T }
      staff:
        bob: { roles: [operator] }
        Cat: { roles: [operator] }
      """;
  private static final String BOB_MAY_NOT = "bob: { roles: [approver] }";
  private static final Instant NOW = Instant.parse("2026-11-23T09:00:00Z");
  private static final ConnectContext HERE = ConnectContext.from("203.0.113.7");
  private static final StateKey SESSIONS = StateKey.of("sso-session");

  @TempDir Path folder;
  private final RecordingAudit audit = new RecordingAudit();
  private final ManualClock clock = new ManualClock(NOW);
  private final SwitchableStateStore store =
      new SwitchableStateStore(MemoryStateStore.create(clock));
  private volatile Runnable whileOpening = () -> {};
  private final FakePanel box =
      FakePanel.of("directadmin")
          .withAreas(Area.PANEL)
          .withRevocation()
          .withSessions(
              (opening, session) -> {
                whileOpening.run();
                return session.expiringAt(clock.instant().plus(Duration.ofHours(2)));
              });
  private volatile Policy policy = PolicyFiles.parse("policy.yaml", POLICY);
  private final Connect connect = newProgram(store);

  private Connect newProgram(StateStore shared) {
    return new Connect(
        DecisionService.of(new SuppliedPolicySource(() -> policy), Optional.empty(), audit, clock),
        ConnectOptions.of(List.of(box), FakeSecretSource.always(Secret.of("TOKEN")))
            .withState(shared));
  }

  private void change(String before, String after) {
    assertThat(POLICY).contains(before);
    policy = PolicyFiles.parse("policy.yaml", POLICY.replace(before, after));
  }

  private void bobMayNot() {
    change("bob: { roles: [operator] }", BOB_MAY_NOT);
  }

  private void open(Connect program, String staff, String server) {
    assertThat(program.open(staff, server, HERE).server()).isEqualTo(server);
  }

  private List<StateEntry> entries() {
    return store.scan(SESSIONS, Optional.empty(), StateStore.MAX_PAGE).entries();
  }

  private static void denied(AccessDeniedException refused) {
    assertThat(refused.decision()).isDenied().because("state-unavailable");
  }

  @Test
  void restart_whileThePolicyChanged_endsWhatIsNotPermittedAnyMore() {
    open(connect, "bob", "box");
    open(connect, "Cat", "box");
    bobMayNot();

    Connect restarted = newProgram(store);
    restarted.endSessionsNoLongerPermitted();

    assertThat(box.revoked()).containsExactly("box handle1");
    assertThat(audit.last().details()).containsEntry("reason", "not-granted");
    assertThat(restarted.endSessions("Cat"))
        .containsExactly(
            new EndedSession("box", "admin", true, Optional.of(NOW.plus(Duration.ofHours(2)))));
    assertThat(entries()).isEmpty();
  }

  @Test
  void restart_ofAStaffgateOnAFile_endsItAtItsStart() throws Exception {
    Path file = folder.resolve("state");
    try (JdbcStateStore first = JdbcStateStore.inFile(file)) {
      try (Staffgate staffgate = staffgate(first)) {
        assertThat(staffgate.connect().open("bob", "box", HERE).user()).isEqualTo("admin");
      }
    }
    bobMayNot();
    try (JdbcStateStore second = JdbcStateStore.inFile(file)) {
      try (Staffgate staffgate = staffgate(second)) {
        assertThat(box.revoked().poll(30, TimeUnit.SECONDS)).isEqualTo("box handle1");
        assertThat(staffgate.connect().suspended()).isEmpty();
      }
    }
  }

  private Staffgate staffgate(StateStore state) {
    clock.set(Instant.now()); // the store goes by the system's clock
    return Staffgate.builder()
        .policy(PolicySource.of(policy))
        .audit(audit)
        .panels(box)
        .secrets(FakeSecretSource.always(Secret.of("TOKEN")))
        .state(state)
        .clock(clock)
        .build();
  }

  @Test
  void restart_whereThePolicyHasAnotherUrl_sendsNoTokenToTheOldOne() {
    open(connect, "bob", "box");
    change("https://box.example.net", "https://box2.example.net");

    newProgram(store).endSessionsNoLongerPermitted();

    assertThat(box.revoked()).isEmpty();
    assertThat(audit.last().type()).isEqualTo(AuditEvent.Type.SSO_MAY_LIVE_ON);
    assertThat(audit.last().details()).containsEntry("reason", "changed");
  }

  @Test
  void twoPrograms_thatSweepAtOnce_callThePanelOncePerSession() throws Exception {
    for (int i = 0; i < 40; i++) {
      open(connect, "bob", i % 2 == 0 ? "box" : "web1");
    }
    bobMayNot();
    CyclicBarrier start = new CyclicBarrier(2);
    ExecutorService threads = Executors.newFixedThreadPool(2);
    List<Future<?>> sweeps = new ArrayList<>();
    for (Connect program : List.of(newProgram(store), connect)) {
      sweeps.add(
          threads.submit(
              () -> {
                start.await(30, TimeUnit.SECONDS);
                program.endSessionsNoLongerPermitted();
                return true;
              }));
    }
    for (Future<?> sweep : sweeps) {
      assertThat(sweep.get(30, TimeUnit.SECONDS)).isEqualTo(true);
    }
    threads.shutdown();

    assertThat(box.revoked()).hasSize(40).doesNotHaveDuplicates();
    assertThat(entries()).isEmpty();
  }

  @Test
  void open_whileTheStoreIsOut_isDeniedAndThePanelNotAsked() {
    store.setOut(true);

    denied(
        catchThrowableOfType(AccessDeniedException.class, () -> connect.open("bob", "box", HERE)));

    assertThat(box.openings()).isEmpty();
    assertThat(audit.types()).containsExactly("sso-attempt", "sso-refused");
  }

  @Test
  void open_afterWhichTheStoreIsOut_isRevokedAndDenied() {
    store.failAfterWrites(1);

    denied(
        catchThrowableOfType(AccessDeniedException.class, () -> connect.open("bob", "box", HERE)));

    assertThat(box.revoked()).containsExactly("box handle1");
    assertThat(audit.types()).containsExactly("sso-attempt", "sso-ended", "sso-refused");
  }

  @Test
  void endSessions_whileTheStoreIsOut_failsInsteadOfFindingNone() {
    open(connect, "bob", "box");
    store.setOut(true);

    assertThatThrownBy(() -> assertThat(connect.endSessions("bob")).isNull())
        .isInstanceOf(StateStoreException.class);
    assertThatThrownBy(connect::endSessionsNoLongerPermitted)
        .isInstanceOf(StateStoreException.class);

    store.setOut(false);
    assertThat(connect.endSessions("bob")).extracting(EndedSession::ended).containsExactly(true);
  }

  @Test
  void review_ofAnEntryThatIsNoSession_namesItOnceAndEndsTheOthers() {
    open(connect, "bob", "box");
    open(connect, "bob", "web1");
    StateEntry first = entries().get(0);
    assertThat(store.compareAndSet(StateWrite.replace(first, StateValue.ofText("nonsense"))))
        .isPresent();
    bobMayNot();
    audit.clear();

    connect.endSessionsNoLongerPermitted();
    connect.endSessionsNoLongerPermitted();

    assertThat(box.revoked()).containsExactly("web1 handle2");
    assertThat(audit.events())
        .extracting(AuditEvent::type, one -> one.details().get("on-server"))
        .containsExactly(
            tuple(AuditEvent.Type.SSO_MAY_LIVE_ON, "box"),
            tuple(AuditEvent.Type.SSO_ENDED, "web1"));
    assertThat(audit.events().get(0).details())
        .containsEntry("reason", "entry-damaged")
        .containsEntry("entry", first.key().text());
    assertThat(connect.endSessions("bob"))
        .containsExactly(new EndedSession("box", "unknown", false, Optional.empty()));
    assertThat(entries()).hasSize(1);
  }

  @Test
  void review_ofAnEntryUnderAnothersName_endsNothingForIt() {
    open(connect, "bob", "box");
    StateEntry whole = entries().get(0);
    StateKey other = StateKey.of("sso-session", "Cat", "box", "copied");
    assertThat(store.compareAndSet(StateWrite.create(other, whole.value()))).isPresent();

    assertThat(connect.endSessions("Cat")).extracting(EndedSession::user).containsOnly("unknown");
    assertThat(box.revoked()).isEmpty();
  }

  @Test
  void review_ofARowThatWasChangedByHand_namesItAndEndsTheOthers() throws Exception {
    Path file = folder.resolve("state");
    JdbcStateOptions options = JdbcStateOptions.defaults().withClock(clock);
    try (JdbcStateStore kept = JdbcStateStore.inFile(file, options)) {
      Connect program = newProgram(kept);
      open(program, "bob", "box");
      open(program, "bob", "web1");
      open(program, "Cat", "web1");
    }
    try (Connection connection = DriverManager.getConnection("jdbc:h2:" + file, "staffgate", "");
        Statement statement = connection.createStatement()) {
      assertThat(
              statement.executeUpdate(
                  "UPDATE staffgate_state SET expires_at = 1 WHERE state_key LIKE"
                      + " 'sso-session/bob/box/%'"))
          .isEqualTo(1);
    }
    policy = PolicyFiles.parse("policy.yaml", POLICY.replace("[operator]", "[approver]"));
    audit.clear();

    try (JdbcStateStore kept = JdbcStateStore.inFile(file, options)) {
      Connect program = newProgram(kept);
      program.endSessionsNoLongerPermitted();

      assertThat(box.revoked()).containsExactlyInAnyOrder("web1 handle2", "web1 handle3");
      assertThat(audit.events())
          .filteredOn(one -> "entry-damaged".equals(one.details().get("reason")))
          .extracting(AuditEvent::staff, one -> one.details().get("on-server"))
          .containsExactly(tuple("bob", "box"));
    }
  }

  @Test
  void session_thatHasEndedByItself_isForgotten() {
    open(connect, "bob", "box");
    clock.advance(Duration.ofHours(2).minusSeconds(1));
    assertThat(entries()).hasSize(1);

    clock.advance(Duration.ofSeconds(1));

    assertThat(connect.endSessions("bob")).isEmpty();
    assertThat(box.revoked()).isEmpty();
  }

  @Test
  void open_whoseEndIsPastAnyCalendar_isKeptAllTheSame() {
    FakePanel longest = box.withSessions((opening, session) -> session.expiringAt(Instant.MAX));
    Connect program =
        new Connect(
            DecisionService.of(
                new SuppliedPolicySource(() -> policy), Optional.empty(), audit, clock),
            ConnectOptions.of(List.of(longest), FakeSecretSource.always(Secret.of("TOKEN")))
                .withState(store));
    open(program, "bob", "box");

    assertThat(newProgram(store).endSessions("bob")).hasSize(1);
  }

  @Test
  void opening_thatNeverCameBack_isTakenForASessionOnceItsTimeIsOver() {
    whileOpening =
        () -> {
          throw new IllegalStateException("as if the program had been killed");
        };
    assertThatThrownBy(() -> assertThat(connect.open("bob", "box", HERE)).isNull())
        .isInstanceOf(IllegalStateException.class);
    Connect restarted = newProgram(store);
    clock.advance(LiveSessions.PATIENCE.minusSeconds(1));
    restarted.endSessionsNoLongerPermitted();
    assertThat(audit.types()).containsExactly("sso-attempt");

    clock.advance(Duration.ofSeconds(1));
    restarted.endSessionsNoLongerPermitted();

    assertThat(audit.last().type()).isEqualTo(AuditEvent.Type.SSO_MAY_LIVE_ON);
    assertThat(audit.last().details()).containsEntry("reason", "not-handed-out");
    assertThat(entries()).isEmpty();
  }

  @Test
  void endSessions_byAnotherProgramWhileOneIsOpened_handsItNotOut() {
    Connect other = newProgram(store);
    whileOpening = () -> assertThat(other.endSessions("bob")).isEmpty();

    PanelException failure =
        catchThrowableOfType(PanelException.class, () -> connect.open("bob", "box", HERE));

    assertThat(failure.detail()).isEqualTo(Detail.CHANGED);
    assertThat(box.revoked()).containsExactly("box handle1");
  }

  @Test
  void ending_thatWasBrokenOff_isDoneAgainOnceItsTimeIsOver() {
    open(connect, "bob", "box");
    bobMayNot();
    store.failAfterWrites(1); // it is claimed, and cannot be removed
    connect.endSessionsNoLongerPermitted();
    store.failAfterWrites(Integer.MAX_VALUE);
    assertThat(entries()).hasSize(1);
    connect.endSessionsNoLongerPermitted();
    assertThat(box.revoked()).hasSize(1);

    clock.advance(LiveSessions.PATIENCE);
    connect.endSessionsNoLongerPermitted();

    assertThat(box.revoked()).hasSize(2);
    assertThat(entries()).isEmpty();
  }

  @Test
  void open_ofOneMoreThanAPersonMayHave_isRefusedUntilSomeHaveEnded() {
    for (int i = 0; i < LiveSessions.MAX_OF_ONE; i++) {
      open(connect, "bob", "box");
    }
    PanelException failure =
        catchThrowableOfType(PanelException.class, () -> connect.open("bob", "box", HERE));
    assertThat(failure.detail()).isEqualTo(Detail.TOO_MANY);
    assertThat(box.openings()).hasSize(LiveSessions.MAX_OF_ONE);
    open(connect, "Cat", "box");

    clock.advance(Duration.ofHours(2));
    open(connect, "bob", "box");
  }

  @Test
  void isFull_atTheMostOfAll_countsAnewOnceAMinute() {
    LiveSessions few = new LiveSessions(store, clock, 2);
    for (int i = 0; i < 2; i++) {
      assertThat(few.isFull("bob")).isFalse();
      assertThat(few.reserve(opening()).session().staff()).isEqualTo("bob");
    }
    assertThat(few.isFull("Cat")).isTrue();

    clock.advance(LiveSessions.UNKNOWN_LIFETIME);

    assertThat(few.isFull("Cat")).isFalse();
  }

  private Opening opening() {
    return new Opening(
        AccessRequest.sso("bob", "box").at(NOW),
        Optional.empty(),
        requireNonNull(policy.document().servers().get("box")),
        "admin");
  }

  @Test
  void openingWithMoreCircumstancesThanAreKept_isDenied() {
    String[] names = new String[200];
    for (int i = 0; i < names.length; i++) {
      names[i] = "e".repeat(100) + i;
    }

    denied(
        catchThrowableOfType(
            AccessDeniedException.class,
            () -> connect.open("bob", "box", HERE.inEmergencies(names))));

    assertThat(box.openings()).isEmpty();
  }
}
