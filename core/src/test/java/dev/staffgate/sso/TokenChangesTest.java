package dev.staffgate.sso;

import static dev.staffgate.testing.PolicyAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.staffgate.fixtures.FakePanel;
import dev.staffgate.fixtures.FakeSecretSource;
import dev.staffgate.fixtures.ManualClock;
import dev.staffgate.fixtures.RecordingAudit;
import dev.staffgate.fixtures.SuppliedPolicySource;
import dev.staffgate.fixtures.SwitchableStateStore;
import dev.staffgate.gate.AccessDeniedException;
import dev.staffgate.gate.DecisionService;
import dev.staffgate.model.PolicyOptions;
import dev.staffgate.model.Secret;
import dev.staffgate.model.SecretRef;
import dev.staffgate.model.Server;
import dev.staffgate.panels.PanelException;
import dev.staffgate.panels.PanelException.Detail;
import dev.staffgate.panels.PanelException.Kind;
import dev.staffgate.panels.PanelTokens;
import dev.staffgate.panels.TokenRotation;
import dev.staffgate.policy.Policy;
import dev.staffgate.secrets.EncryptedSecretFile;
import dev.staffgate.secrets.SecretSink;
import dev.staffgate.secrets.SecretSource;
import dev.staffgate.sso.RotationReport.InUse;
import dev.staffgate.sso.UnfinishedTokenChange.Phase;
import dev.staffgate.state.MemoryStateStore;
import dev.staffgate.state.StateEntry;
import dev.staffgate.state.StateKey;
import dev.staffgate.state.StateStoreException;
import dev.staffgate.state.StateValue;
import dev.staffgate.state.StateWrite;
import dev.staffgate.yaml.LoadOptions;
import dev.staffgate.yaml.PolicyFiles;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Changes of tokens in the state store: one at a time, and what did not finish is told. */
class TokenChangesTest {
  private static final Policy POLICY =
      PolicyFiles.parse(
          "policy.yaml",
          """
          staffgate: 1
          roles:
            keeper: { grants: [server.configure, server.view] }
          servers:
            web1: { panel: whm, url: "https://web1.example.net:2087", user: root, token: store:web1 }
            web2: { panel: whm, url: "https://web2.example.net:2087", user: root, token: store:web2 }
          staff:
            ann: { roles: [keeper] }
            wim: { roles: [keeper] }
          """,
          new LoadOptions(PolicyOptions.DEFAULT.withSecretScheme("store"), 1024 * 1024));
  private static final Instant NOW = Instant.parse("2026-11-25T09:00:00Z");
  private static final ConnectContext HERE = ConnectContext.from("203.0.113.7");
  private static final SecretRef WEB1 = new SecretRef("store", "web1");
  private static final Secret OLD = Secret.of("OLD-TOKEN");
  private static final Secret NEW = Secret.of("NEW-TOKEN");
  private static final StateKey CHANGES = StateKey.of("token-change");

  private final RecordingAudit audit = new RecordingAudit();
  private final ManualClock clock = new ManualClock(NOW);
  private final SwitchableStateStore state =
      new SwitchableStateStore(MemoryStateStore.create(clock));
  private final Keeper keeper = new Keeper();
  private final FakePanel whm = FakePanel.of("whm");

  @TempDir Path folder;
  private EncryptedSecretFile store;
  private ServerTokens tokens;

  /** As a program that is killed: nothing is caught on the way. */
  private static final class Killed extends Error {
    private static final long serialVersionUID = 1L;
  }

  /** Exchanges a token in three steps, before each of which something can happen. */
  private static final class Keeper implements PanelTokens {
    private Runnable beforeMaking = () -> {};
    private Runnable beforeKeeping = () -> {};
    private Runnable beforeRevoking = () -> {};
    private List<String> left = List.of();

    @Override
    public String panel() {
      return "whm";
    }

    @Override
    public TokenRotation rotate(Server server, SecretSource source, SecretSink sink) {
      beforeMaking.run();
      beforeKeeping.run();
      sink.replace(server.token(), NEW);
      beforeRevoking.run();
      return new TokenRotation(TokenRotation.Outcome.ROTATED, "new", List.of("old"));
    }

    @Override
    public List<String> leftovers(Server server, Secret token) {
      return left;
    }

    @Override
    public String revoke(Server server, Secret token) {
      beforeRevoking.run();
      return "old";
    }
  }

  private static void killed() {
    throw new Killed();
  }

  private static void failed() {
    throw new PanelException(Kind.UNREACHABLE, Detail.TIMEOUT, "web1", "web1 is silent", null);
  }

  @BeforeEach
  void openStore() {
    String key = Base64.getEncoder().encodeToString(new byte[32]);
    store =
        EncryptedSecretFile.open(
            folder.resolve("tokens"),
            new SecretRef("env", "KEY"),
            FakeSecretSource.of("KEY", Secret.of(key)));
    store.replace(WEB1, OLD);
    tokens = newProgram();
  }

  private ServerTokens newProgram() {
    DecisionService decisions =
        DecisionService.of(new SuppliedPolicySource(() -> POLICY), Optional.empty(), audit, clock);
    return new Connect(
            decisions,
            new ConnectOptions(
                List.of(whm),
                store,
                call -> {},
                Map.of(),
                Optional.of(store),
                List.of(keeper),
                Optional.of(state)))
        .tokens();
  }

  private static Optional<UnfinishedTokenChange> change(ServerTokens program) {
    List<TokenState> states = program.list("ann", HERE);
    assertThat(states).hasSize(2);
    assertThat(states.get(1).change()).isEmpty();
    return states.get(0).change();
  }

  private List<StateEntry> entries() {
    return state.scan(CHANGES, Optional.empty(), 10).entries();
  }

  private RotationReport rotate(ServerTokens program, String staff) {
    return program.rotate(staff, "web1", HERE);
  }

  @Test
  void rotate_thatFinishes_leavesNothing() {
    assertThat(rotate(tokens, "ann").inUse()).isEqualTo(InUse.NEW);

    assertThat(entries()).isEmpty();
    assertThat(change(tokens)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          making   | BEGUN | may have made a new token
          keeping  | BEGUN | may have made a new token
          revoking | KEPT  | may still accept the old one
          """)
  void rotate_whoseProgramIsKilled_isToldByTheNextAndFinishedByIt(
      String step, Phase phase, String sentence) {
    switch (step) {
      case "making" -> keeper.beforeMaking = TokenChangesTest::killed;
      case "keeping" -> keeper.beforeKeeping = TokenChangesTest::killed;
      default -> keeper.beforeRevoking = TokenChangesTest::killed;
    }
    assertThatThrownBy(() -> assertThat(rotate(tokens, "ann")).isNull()).isInstanceOf(Killed.class);

    ServerTokens restarted = newProgram();
    assertThat(change(restarted))
        .hasValueSatisfying(
            one -> {
              assertThat(one.phase()).isEqualTo(phase);
              assertThat(one.staff()).isEqualTo("ann");
              assertThat(one.underWay()).isFalse();
              assertThat(one.sentence())
                  .startsWith("A change of this token did not finish: 2026-11-25T09:00:00Z")
                  .contains(sentence)
                  .contains("xchange again");
            });
    keeper.beforeMaking = () -> {};
    keeper.beforeKeeping = () -> {};
    keeper.beforeRevoking = () -> {};
    assertThat(rotate(restarted, "wim").done()).isPresent();
    assertThat(change(restarted)).isEmpty();
  }

  @Test
  void rotate_thatDiesWhileItKeepsTheToken_isToldAsMade() {
    keeper.beforeKeeping = () -> state.failAfterWrites(1); // the phase alone is kept
    keeper.beforeRevoking = TokenChangesTest::killed;
    assertThatThrownBy(() -> assertThat(rotate(tokens, "ann")).isNull()).isInstanceOf(Killed.class);
    state.failAfterWrites(Integer.MAX_VALUE);
    assertThat(change(tokens).orElseThrow().underWay()).isTrue();

    clock.advance(TokenChanges.PATIENCE);

    assertThat(change(newProgram()))
        .hasValueSatisfying(
            one -> {
              assertThat(one.phase()).isEqualTo(Phase.MADE);
              assertThat(one.sentence()).contains("not known whether that is kept here");
            });
  }

  @Test
  void rotate_whoseRevokingFails_isToldUntilItIsDoneAgain() {
    keeper.beforeRevoking = TokenChangesTest::failed;
    keeper.left = List.of("old");
    assertThat(rotate(tokens, "ann").failure()).isPresent();
    assertThat(change(newProgram()).orElseThrow().phase()).isEqualTo(Phase.KEPT);

    keeper.beforeRevoking = () -> {};
    assertThat(rotate(tokens, "ann").done()).isPresent();

    assertThat(entries()).isEmpty();
  }

  @Test
  void rotate_thatFailsWithNothingLeft_isNotToldAsUnfinished() {
    keeper.beforeMaking = TokenChangesTest::failed;

    assertThat(rotate(tokens, "ann").failure()).isPresent();

    assertThat(entries()).isEmpty();
  }

  @Test
  void change_whileAnotherProgramIsAtTheSameToken_isRefusedUntilItIsAbandoned() {
    ServerTokens other = newProgram();
    keeper.beforeKeeping =
        () -> {
          keeper.beforeKeeping = () -> {};
          assertThat(change(other).orElseThrow().sentence()).startsWith("ann is changing");
          assertThat(
                  catchThrowableOfType(PanelException.class, () -> rotate(other, "wim")).detail())
              .isEqualTo(Detail.TOO_MANY);
          assertThat(
                  catchThrowableOfType(
                          PanelException.class, () -> other.retire("wim", "web1", HERE))
                      .detail())
              .isEqualTo(Detail.TOO_MANY);
          assertThat(other.add("wim", "web2", OLD, HERE)).isNotNull();
          clock.advance(TokenChanges.PATIENCE);
          assertThat(other.add("wim", "web1", Secret.of("BY-HAND"), HERE)).isNotNull();
        };

    assertThat(rotate(tokens, "ann").failure()).isPresent();
    assertThat(store.find(WEB1)).contains(Secret.of("BY-HAND"));
  }

  @Test
  void change_byAClockThatWasFarAhead_isTakenOver() {
    keeper.beforeMaking =
        () -> {
          clock.set(NOW.minus(Duration.ofDays(365)));
          keeper.beforeMaking = () -> {};
          assertThat(rotate(newProgram(), "wim").done()).isPresent();
        };

    assertThat(rotate(tokens, "ann").failure()).isPresent();
  }

  @Test
  void retire_thatIsKilledBeforeItRevokes_saysThatThePanelMayStillAcceptIt() {
    keeper.beforeRevoking = TokenChangesTest::killed;
    assertThatThrownBy(() -> assertThat(tokens.retire("ann", "web1", HERE)).isNull())
        .isInstanceOf(Killed.class);

    assertThat(change(newProgram()).orElseThrow().sentence())
        .contains("destroyed here")
        .contains("Revoke it there by hand");
    assertThat(newProgram().add("ann", "web1", NEW, HERE)).isNotNull();
    assertThat(entries()).isEmpty();
  }

  @Test
  void change_whileTheStateIsOut_isDeniedAndNothingIsDone() {
    state.setOut(true);

    AccessDeniedException refused =
        catchThrowableOfType(AccessDeniedException.class, () -> rotate(tokens, "ann"));

    assertThat(refused.decision()).isDenied().because("state-unavailable");
    assertThat(store.find(WEB1)).contains(OLD);
    assertThatThrownBy(() -> assertThat(tokens.list("ann", HERE)).isNull())
        .isInstanceOf(StateStoreException.class);
    assertThat(tokens.test("ann", "web1", HERE)).isNotNull();
  }

  @Test
  void rotate_onceTheStateIsOut_keepsTheOldToken() {
    keeper.beforeKeeping = () -> state.failAfterWrites(0);

    assertThat(rotate(tokens, "ann").inUse()).isEqualTo(InUse.OLD);

    assertThat(store.find(WEB1)).contains(OLD);
  }

  @Test
  void add_ofAWrongTokenAfterAChangeThatDidNotFinish_tellsThatChangeStill() {
    keeper.beforeRevoking = TokenChangesTest::killed;
    assertThatThrownBy(() -> assertThat(rotate(tokens, "ann")).isNull()).isInstanceOf(Killed.class);
    audit.failAfter(audit.events().size());

    assertThatThrownBy(() -> assertThat(tokens.add("wim", "web1", OLD, HERE)).isNull())
        .isInstanceOf(AccessDeniedException.class);

    assertThat(change(tokens).orElseThrow().staff()).isEqualTo("ann");
    assertThat(change(tokens).orElseThrow().phase()).isEqualTo(Phase.KEPT);
  }

  @Test
  void entryThatIsNoChange_isToldAndRefusesChangesUntilItIsDeleted() {
    StateKey key = StateKey.of("token-change", WEB1.toString());
    assertThat(state.compareAndSet(StateWrite.create(key, StateValue.ofText("nonsense"))))
        .isPresent();

    assertThat(change(tokens).orElseThrow().sentence()).contains("cannot be read");
    assertThat(catchThrowableOfType(AccessDeniedException.class, () -> rotate(tokens, "ann")))
        .isNotNull();
    StateEntry entry = state.get(key).orElseThrow();
    assertThat(state.compareAndSet(StateWrite.remove(entry))).isPresent();
    assertThat(rotate(tokens, "ann").done()).isPresent();
  }

  @Test
  void entries_whileAndAfterAChange_holdNoToken() {
    StringBuilder seen = new StringBuilder();
    keeper.beforeKeeping = () -> entries().forEach(one -> seen.append(one.value().text()));
    keeper.beforeRevoking =
        () -> {
          entries().forEach(one -> seen.append(one.value().text()));
          killed();
        };
    assertThatThrownBy(() -> assertThat(rotate(tokens, "ann")).isNull()).isInstanceOf(Killed.class);
    entries().forEach(one -> seen.append(one.value().text()));

    assertThat(seen.toString()).contains("rotate", "kept").doesNotContain("TOKEN");
  }
}
