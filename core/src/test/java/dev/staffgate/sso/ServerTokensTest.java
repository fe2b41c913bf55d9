package dev.staffgate.sso;

import static dev.staffgate.testing.PolicyAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.groups.Tuple.tuple;

import dev.staffgate.Staffgate;
import dev.staffgate.audit.AuditException;
import dev.staffgate.fixtures.FakePanel;
import dev.staffgate.fixtures.FakeSecretSource;
import dev.staffgate.fixtures.RecordingAudit;
import dev.staffgate.fixtures.SuppliedPolicySource;
import dev.staffgate.gate.AccessDeniedException;
import dev.staffgate.model.PolicyOptions;
import dev.staffgate.model.Secret;
import dev.staffgate.model.SecretRef;
import dev.staffgate.model.Server;
import dev.staffgate.panels.PanelException;
import dev.staffgate.panels.PanelException.Detail;
import dev.staffgate.panels.PanelException.Kind;
import dev.staffgate.panels.PanelHealth;
import dev.staffgate.panels.PanelTokens;
import dev.staffgate.panels.TokenRotation;
import dev.staffgate.policy.Policy;
import dev.staffgate.secrets.EncryptedSecretFile;
import dev.staffgate.secrets.SecretSink;
import dev.staffgate.secrets.SecretSource;
import dev.staffgate.sso.RotationReport.InUse;
import dev.staffgate.sso.TokenState.Location;
import dev.staffgate.yaml.LoadOptions;
import dev.staffgate.yaml.PolicyFiles;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The tokens of servers: who may, that nothing is done which is not recorded, and that no record
 * holds one.
 */
class ServerTokensTest {
  private static final String POLICY =
      """
      staffgate: 1
      defaults: { sensitive: { requires: { second-factor: 15m } } }
      roles:
        keeper: { grants: [server.configure, server.view] }
        keeper-of-web1: { grants: [server.view, { permission: server.configure, only: { server: [web1, one] } }] }
        operator: { grants: [connect.use] }
      servers:
        web1: { panel: whm, url: "https://web1.example.net:2087", user: root, token: store:web1 }
        box: { panel: plesk, url: "https://box.example.net", user: admin, token: store:box }
        old: { panel: whm, url: "https://old.example.net:2087", user: root, token: env:OLD }
        one: { panel: whm, url: "https://two.example.net:2087", user: root, token: store:two }
        two: { panel: whm, url: "https://two.example.net:2087", user: root, token: store:two }
        east: { panel: whm, url: "https://east.example.net:2087", user: root, token: store:both }
        west: { panel: whm, url: "https://west.example.net:2087", user: root, token: store:both }
      staff:
        ann: { roles: [keeper] }
        wim: { roles: [keeper-of-web1] }
        bob: { roles: [operator] }
      """;
  private static final Instant NOW = Instant.parse("2026-11-25T09:00:00Z");
  private static final ConnectContext HERE =
      ConnectContext.from("203.0.113.7").secondFactorAt(NOW.minusSeconds(60));
  private static final SecretRef WEB1 = new SecretRef("store", "web1");
  private static final Secret FIRST = Secret.of("FIRST-TOKEN");
  private static final Secret SECOND = Secret.of("SECOND-TOKEN");

  private final RecordingAudit audit = new RecordingAudit();
  private final AtomicReference<Policy> policyInForce = new AtomicReference<>();
  private final FakePanel whm = panel("whm");
  private final FakePanel plesk = panel("plesk");
  private final Keeper keeper = new Keeper();
  private PanelHealth.Ability mayOpen = PanelHealth.Ability.YES;
  private @Nullable Runnable whileTesting;

  @TempDir Path folder;
  private EncryptedSecretFile store;
  private ServerTokens tokens;

  private static Policy parsed(String text) {
    return PolicyFiles.parse(
        "policy.yaml",
        text,
        new LoadOptions(PolicyOptions.DEFAULT.withSecretScheme("store"), 1024 * 1024));
  }

  private void policy(String text) {
    policyInForce.set(parsed(text));
  }

  /** A panel that accepts every token except those that begin with WRONG. */
  private FakePanel panel(String name) {
    return FakePanel.of(name)
        .withHealth(
            (server, token) -> {
              if (whileTesting != null) {
                whileTesting.run();
              }
              if (token.revealToUse().startsWith("WRONG")) {
                throw failure(Kind.AUTHENTICATION, "the token is not accepted");
              }
              return new PanelHealth(
                  Optional.empty(), Optional.empty(), mayOpen, List.of("A remark."));
            });
  }

  private List<String> tested() {
    return Stream.of(whm, plesk).flatMap(panel -> panel.tested().stream()).toList();
  }

  /** Exchanges tokens, as far as it is told to get. */
  private static final class Keeper implements PanelTokens {
    private @Nullable PanelException failure;
    private boolean stores = true;
    private List<String> left = List.of();
    private @Nullable PanelException leftUntold;
    private @Nullable PanelException unrevoked;

    @Override
    public String panel() {
      return "whm";
    }

    @Override
    public TokenRotation rotate(Server server, SecretSource source, SecretSink sink) {
      assertThat(source.find(server.token())).isPresent();
      if (stores) {
        sink.replace(server.token(), SECOND);
      }
      if (failure != null) {
        throw failure;
      }
      return new TokenRotation(TokenRotation.Outcome.ROTATED, "new-name", List.of("old-name"));
    }

    @Override
    public List<String> leftovers(Server server, Secret token) {
      if (leftUntold != null) {
        throw leftUntold;
      }
      return left;
    }

    @Override
    public String revoke(Server server, Secret token) {
      if (unrevoked != null) {
        throw unrevoked;
      }
      return "old-name";
    }
  }

  private static PanelException failure(Kind kind, String message) {
    return new PanelException(
        kind, Detail.API_ERROR, "web1", "server web1: " + message + ".", null);
  }

  @BeforeEach
  void open() {
    SecretSource keys =
        FakeSecretSource.always(Secret.of(Base64.getEncoder().encodeToString(new byte[32])));
    store =
        EncryptedSecretFile.open(
            folder.resolve("secrets"), new SecretRef("env", "KEY"), keys, () -> NOW);
    policy(POLICY);
    tokens =
        Staffgate.builder()
            .policy(new SuppliedPolicySource(policyInForce::get))
            .audit(audit)
            .panels(whm, plesk)
            .secrets(keys)
            .secretStore(store)
            .panelTokens(keeper)
            .clock(() -> NOW)
            .build()
            .connect()
            .tokens();
  }

  @Test
  void list_whoMayConfigure_tellsHowItStandsAndRecordsNothing() {
    store.replace(WEB1, FIRST);
    store.replace(new SecretRef("store", "box"), FIRST);
    assertThat(store.retire("box")).contains(FIRST);

    assertThat(tokens.list("ann", HERE))
        .extracting(one -> one.server().id(), TokenState::location, TokenState::exchangeable)
        .containsExactly(
            tuple("web1", Location.KEPT, true),
            tuple("box", Location.RETIRED, false),
            tuple("old", Location.ELSEWHERE, false),
            tuple("one", Location.MISSING, true),
            tuple("two", Location.MISSING, true),
            tuple("east", Location.MISSING, true),
            tuple("west", Location.MISSING, true));
    assertThat(tokens.list("wim", HERE))
        .extracting(one -> one.server().id())
        .containsExactly("web1", "one");
    assertThat(tokens.list("bob", HERE)).isEmpty();
    assertThat(tokens.list("ann", ConnectContext.from("203.0.113.7"))).isEmpty();
    assertThat(audit.events()).isEmpty();
    assertThat(tested()).isEmpty();
  }

  @Test
  void add_tokenThatTheServerAccepts_isKeptAndRecordedWithoutIt() {
    assertThat(tokens.add("ann", "web1", FIRST, HERE).remarks()).containsExactly("A remark.");

    assertThat(store.find(WEB1)).contains(FIRST);
    assertThat(audit.types()).containsExactly("token-attempt", "token-added");
    assertThat(audit.events().get(0).details())
        .containsEntry("permission", "server.configure")
        .containsEntry("on-server", "web1")
        .containsEntry("action", "add")
        .containsEntry("kept-at", "store:web1");
    assertThat(audit.events().get(1).staff()).isEqualTo("ann");
    assertThat(audit.events().toString()).doesNotContain("FIRST");
  }

  @Test
  void add_tokenThatTheServerRefuses_leavesTheOneBefore() {
    store.replace(WEB1, FIRST);

    PanelException failure =
        catchThrowableOfType(
            PanelException.class, () -> tokens.add("ann", "web1", Secret.of("WRONG-TOKEN"), HERE));

    assertThat(failure.kind()).isEqualTo(Kind.AUTHENTICATION);
    assertThat(store.find(WEB1)).contains(FIRST);
    assertThat(audit.types()).containsExactly("token-attempt", "token-failed");
    assertThat(audit.events().get(1).details())
        .containsEntry("action", "add")
        .containsEntry("failure", "authentication");
    assertThat(audit.events().toString()).doesNotContain("WRONG");
  }

  @Test
  void add_tokenThatMayOpenNothing_isNotKept() {
    mayOpen = PanelHealth.Ability.NO;

    PanelException failure =
        catchThrowableOfType(PanelException.class, () -> tokens.add("ann", "web1", FIRST, HERE));

    assertThat(failure.kind()).isEqualTo(Kind.PERMISSION);
    assertThat(failure).hasMessageContaining("was not kept. A remark.");
    assertThat(store.find(WEB1)).isEmpty();
  }

  @Test
  void add_tokenOfAServerWhoseTokenIsKeptElsewhere_saysWhereAndAsksNobody() {
    PanelException failure =
        catchThrowableOfType(PanelException.class, () -> tokens.add("ann", "old", FIRST, HERE));

    assertThat(failure)
        .hasMessage(
            "server old: its token is kept at env:OLD, where this program does not change it. Have"
                + " the policy name one of the store, by store.");
    assertThat(tested()).isEmpty();
  }

  @Test
  void anyAction_byWhoMayNot_isRefusedAndRecordedAndNothingIsDone() {
    store.replace(WEB1, FIRST);
    for (Callable<?> action :
        List.<Callable<?>>of(
            () -> tokens.add("bob", "web1", SECOND, HERE),
            () -> tokens.test("bob", "web1", HERE),
            () -> tokens.rotate("bob", "web1", HERE),
            () -> tokens.retire("bob", "web1", HERE),
            () -> tokens.retire("wim", "box", HERE))) {
      audit.clear();
      AccessDeniedException refused =
          catchThrowableOfType(AccessDeniedException.class, action::call);
      assertThat(refused.decision()).isDenied();
      assertThat(audit.types()).containsExactly("access-refused");
    }
    AccessDeniedException stale =
        catchThrowableOfType(
            AccessDeniedException.class,
            () ->
                tokens.retire(
                    "ann",
                    "web1",
                    ConnectContext.from("203.0.113.7").secondFactorAt(NOW.minusSeconds(901))));
    assertThat(stale.decision()).needsSecondFactor();
    assertThat(store.find(WEB1)).contains(FIRST);
    assertThat(tested()).isEmpty();
  }

  @Test
  void change_tokenOfAnotherServerToo_needsThePermissionOnBoth() {
    SecretRef both = new SecretRef("store", "two");
    store.replace(both, FIRST);
    for (Callable<?> action :
        List.<Callable<?>>of(
            () -> tokens.add("wim", "one", SECOND, HERE),
            () -> tokens.rotate("wim", "one", HERE),
            () -> tokens.retire("wim", "one", HERE))) {
      audit.clear();
      AccessDeniedException refused =
          catchThrowableOfType(AccessDeniedException.class, action::call);
      assertThat(refused.decision()).isDenied();
      assertThat(audit.types()).containsExactly("access-refused");
      assertThat(audit.events().get(0).details()).containsEntry("on-server", "two");
    }
    assertThat(store.find(both)).contains(FIRST);
    assertThat(tested()).isEmpty();
    assertThat(tokens.test("wim", "one", HERE).mayOpen()).isEqualTo(PanelHealth.Ability.YES);
    assertThat(tokens.rotate("ann", "one", HERE).inUse()).isEqualTo(InUse.NEW);
    assertThat(store.find(both)).contains(SECOND);
  }

  @Test
  void change_tokenThatIsAnotherServersToo_isRefusedButForRetiring() {
    store.replace(new SecretRef("store", "both"), FIRST);
    for (Callable<?> action :
        List.<Callable<?>>of(
            () -> tokens.add("ann", "east", SECOND, HERE),
            () -> tokens.rotate("ann", "east", HERE))) {
      assertThat(catchThrowableOfType(PanelException.class, action::call))
          .hasMessage(
              "server east: its token at store:both is also that of server west, which is another"
                  + " one. Have the policy name a token for each.");
    }
    assertThat(store.find(new SecretRef("store", "both"))).contains(FIRST);
    assertThat(tested()).isEmpty();
    assertThat(tokens.retire("ann", "east", HERE).mayStillBeAccepted()).isFalse();
  }

  @Test
  void add_byWhoLosesTheAccountWhileTheServerIsAsked_keepsNothing() {
    whileTesting = () -> policy(POLICY.replace("ann: { roles: [keeper] }", "ann: {}"));

    AccessDeniedException refused =
        catchThrowableOfType(
            AccessDeniedException.class, () -> tokens.add("ann", "web1", FIRST, HERE));

    assertThat(refused.decision()).isDenied();
    assertThat(store.find(WEB1)).isEmpty();
    assertThat(audit.types()).containsExactly("token-attempt", "access-refused");
  }

  @Test
  void add_toAServerThatIsAnotherOneOnceItWasAsked_keepsNothing() {
    whileTesting = () -> policy(POLICY.replace("//web1.example.net", "//web9.example.net"));

    PanelException failure =
        catchThrowableOfType(PanelException.class, () -> tokens.add("ann", "web1", FIRST, HERE));

    assertThat(failure).hasMessageContaining("says something else of it than a moment ago");
    assertThat(store.find(WEB1)).isEmpty();
    assertThat(audit.types()).containsExactly("token-attempt", "token-failed");
  }

  @Test
  void anyAction_whoseAttemptCannotBeRecorded_doesNothing() {
    store.replace(WEB1, FIRST);
    audit.failAfter(0);
    for (Callable<?> action :
        List.<Callable<?>>of(
            () -> tokens.add("ann", "web1", SECOND, HERE),
            () -> tokens.test("ann", "web1", HERE),
            () -> tokens.rotate("ann", "web1", HERE),
            () -> tokens.retire("ann", "web1", HERE))) {
      AccessDeniedException refused =
          catchThrowableOfType(AccessDeniedException.class, action::call);
      assertThat(refused.decision()).isDenied().because("audit-unavailable");
    }
    assertThat(store.find(WEB1)).contains(FIRST);
    assertThat(tested()).isEmpty();
  }

  @Test
  void add_thatIsDoneAndCannotBeRecorded_saysSo() {
    audit.failAfter(1);

    AuditException notRecorded =
        catchThrowableOfType(AuditException.class, () -> tokens.add("ann", "web1", FIRST, HERE));

    assertThat(notRecorded).hasMessageContaining("was done as far as it could be");
    assertThat(audit.types()).containsExactly("token-attempt");
  }

  @Test
  void test_ofAServerWithoutAToken_saysThatOneIsMissing() {
    PanelException failure =
        catchThrowableOfType(PanelException.class, () -> tokens.test("ann", "web1", HERE));

    assertThat(failure)
        .hasMessage(
            "server web1: no token was found at store:web1. Add one first, or correct `token:` in the policy.");
    assertThat(audit.types()).containsExactly("token-attempt", "token-failed");
  }

  @Test
  void test_ofTheTokenThatIsKept_isRecordedWithWhatItMay() {
    assertThat(tokens.test("ann", "old", HERE).mayOpen()).isEqualTo(PanelHealth.Ability.YES);

    assertThat(audit.types()).containsExactly("token-attempt", "token-tested");
    assertThat(audit.events().get(1).details()).containsEntry("may-open", "yes");
  }

  @Test
  void rotate_toTheEnd_tellsTheNamesAndRecordsThem() {
    store.replace(WEB1, FIRST);

    RotationReport report = tokens.rotate("ann", "web1", HERE);

    assertThat(report.inUse()).isEqualTo(InUse.NEW);
    assertThat(report.sentence())
        .isEqualTo(
            "There is a new token, new-name, which is in use from now on. Revoked at the panel:"
                + " old-name.");
    assertThat(store.find(WEB1)).contains(SECOND);
    assertThat(audit.types()).containsExactly("token-attempt", "token-rotated");
    assertThat(audit.events().get(1).details())
        .containsEntry("token", "new-name")
        .containsEntry("revoked", "old-name");
    assertThat(audit.events().toString()).doesNotContain("FIRST", "SECOND");
  }

  @Test
  void rotate_brokenOffBeforeTheNewOneIsKept_saysThatTheOldOneIsInUse() {
    store.replace(WEB1, FIRST);
    keeper.failure = failure(Kind.BUSY, "busy");
    keeper.stores = false;
    keeper.left = List.of("unused-name");

    RotationReport report = tokens.rotate("ann", "web1", HERE);

    assertThat(report.inUse()).isEqualTo(InUse.OLD);
    assertThat(report.sentence())
        .isEqualTo(
            "The exchange did not come to its end. server web1: busy. The old token is still the"
                + " one in use. The panel accepts it. Left there to revoke: unused-name; exchange"
                + " again, which does that.");
    assertThat(audit.types()).containsExactly("token-attempt", "token-failed");
    assertThat(audit.events().get(1).details())
        .containsEntry("action", "rotate")
        .containsEntry("in-use", "old")
        .containsEntry("left-to-revoke", "unused-name");
  }

  @Test
  void rotate_brokenOffAfterTheNewOneIsKept_saysThatThisIsInUse() {
    store.replace(WEB1, FIRST);
    keeper.failure = failure(Kind.UNREACHABLE, "gone");
    keeper.leftUntold = failure(Kind.UNREACHABLE, "gone");

    RotationReport report = tokens.rotate("ann", "web1", HERE);

    assertThat(report.inUse()).isEqualTo(InUse.NEW);
    assertThat(report.leftovers()).isEmpty();
    assertThat(report.sentence())
        .endsWith(
            "The new token is the one in use. The panel did not tell whether anything is left to"
                + " revoke: exchange again, which sees to that.");
  }

  @ParameterizedTest
  @EnumSource(names = {"LOCKED_OUT", "AUTHENTICATION"})
  void rotate_refused_doesNotAskThePanelAgain(Kind refused) {
    store.replace(WEB1, FIRST);
    keeper.failure = failure(refused, "refused");
    keeper.left = List.of("never-asked-for");

    RotationReport report = tokens.rotate("ann", "web1", HERE);

    assertThat(report.leftovers()).isEmpty();
    assertThat(report.sentence())
        .contains("The panel refused it: look there before you exchange again")
        .endsWith("make a new one in the panel, and add it here.");
  }

  @Test
  void rotate_whereThePanelHasNoCallsForIt_saysWhatToDoInstead() {
    store.replace(new SecretRef("store", "box"), FIRST);

    PanelException failure =
        catchThrowableOfType(PanelException.class, () -> tokens.rotate("ann", "box", HERE));

    assertThat(failure.kind()).isEqualTo(Kind.MISCONFIGURED);
    assertThat(failure).hasMessageContaining("Make a new one there");
  }

  @Test
  void retire_destroysItHereAndRevokesItThere() {
    store.replace(WEB1, FIRST);

    TokenRetirement retired = tokens.retire("ann", "web1", HERE);

    assertThat(retired.mayStillBeAccepted()).isFalse();
    assertThat(retired.sentence()).contains("revoked at the panel").contains("old-name");
    assertThat(store.find(WEB1)).isEmpty();
    assertThat(audit.types()).containsExactly("token-attempt", "token-retired");
    assertThat(audit.events().get(1).details()).containsEntry("at-panel", "revoked");
  }

  @Test
  void retire_thatThePanelDoesNotRevoke_isDestroyedHereAndSaysThatItMayLiveOn() {
    store.replace(WEB1, FIRST);
    store.replace(new SecretRef("store", "box"), FIRST);
    keeper.unrevoked = failure(Kind.UNREACHABLE, "gone");

    TokenRetirement onWeb1 = tokens.retire("ann", "web1", HERE);
    TokenRetirement onBox = tokens.retire("ann", "box", HERE);

    assertThat(onWeb1.sentence()).contains("may still accept it").endsWith("server web1: gone.");
    assertThat(onBox.sentence()).contains("may still accept it").contains("has no call");
    assertThat(store.find(WEB1)).isEmpty();
    assertThat(audit.events().get(1).details()).containsEntry("at-panel", "may-live-on");
    assertThat(catchThrowableOfType(PanelException.class, () -> tokens.retire("ann", "web1", HERE)))
        .hasMessage(
            "server web1: no token was found at store:web1. Add one first, or correct `token:` in the policy.");
  }

  @Test
  void change_whileAnotherIsUnderWay_isRefusedAndATestIsNot() throws Exception {
    store.replace(WEB1, FIRST);
    CountDownLatch inside = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    whileTesting =
        () -> {
          whileTesting = null;
          inside.countDown();
          try {
            assertThat(goOn.await(60, TimeUnit.SECONDS)).isTrue();
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          }
        };
    ExecutorService thread = Executors.newSingleThreadExecutor();
    Future<PanelHealth> first = thread.submit(() -> tokens.add("ann", "web1", SECOND, HERE));
    assertThat(inside.await(60, TimeUnit.SECONDS)).isTrue();

    PanelException busy =
        catchThrowableOfType(PanelException.class, () -> tokens.retire("ann", "web1", HERE));
    assertThat(busy.kind()).isEqualTo(Kind.BUSY);
    assertThat(busy).hasMessageContaining("somebody else is changing its token");
    assertThat(tokens.test("ann", "web1", HERE).mayOpen()).isEqualTo(PanelHealth.Ability.YES);

    goOn.countDown();
    assertThat(first.get(60, TimeUnit.SECONDS).mayOpen()).isEqualTo(PanelHealth.Ability.YES);
    thread.shutdown();
    assertThat(tokens.retire("ann", "web1", HERE).mayStillBeAccepted()).isFalse();
  }

  @Test
  void action_onAServerThatThePolicyDoesNotHave_isTheCallersMistake() {
    IllegalArgumentException mistake =
        catchThrowableOfType(
            IllegalArgumentException.class, () -> tokens.test("ann", "web9", HERE));

    assertThat(mistake).hasMessageContaining("no server of that id");
    assertThat(audit.events()).isEmpty();
  }
}
