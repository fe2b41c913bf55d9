package dev.staffgate.sso;

import static dev.staffgate.testing.PolicyAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.staffgate.Staffgate;
import dev.staffgate.StaffgateBuilder;
import dev.staffgate.accounts.AccountTable;
import dev.staffgate.fixtures.FakePanel;
import dev.staffgate.fixtures.FakeSecretSource;
import dev.staffgate.fixtures.RecordingAudit;
import dev.staffgate.gate.AccessDeniedException;
import dev.staffgate.gate.DecisionService;
import dev.staffgate.model.Secret;
import dev.staffgate.model.StaffAccount;
import dev.staffgate.network.IpAddress;
import dev.staffgate.panels.ConnectListener.Call;
import dev.staffgate.panels.PanelException;
import dev.staffgate.panels.PanelException.Detail;
import dev.staffgate.panels.PanelException.Kind;
import dev.staffgate.panels.PanelHealth;
import dev.staffgate.panels.PanelOpening;
import dev.staffgate.panels.PanelSession;
import dev.staffgate.panels.PanelTarget;
import dev.staffgate.panels.PanelTarget.Area;
import dev.staffgate.policy.Policy;
import dev.staffgate.yaml.PolicyFiles;
import dev.staffgate.yaml.PolicySource;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What happens around an opened session: customers' accounts, suspension, and its end. */
class ConnectSessionLifecycleTest {
  private static final String POLICY =
      """
      staffgate: 1
      roles:
        operator: { grants: [connect.use, client.login-as] }
        connector: { grants: [connect.use] }
      servers:
        web1: { panel: whm, url: "https://web1.example.net:2087", user: root, token: env:T }
        box: { panel: directadmin, url: "https://box.example.net", user: admin, token: env:T }
      staff:
        bob: { roles: [operator] }
        cat: { roles: [connector] }
      """;
  private static final Instant NOW = Instant.parse("2026-11-23T09:00:00Z");
  private static final ConnectContext HERE = ConnectContext.from("203.0.113.7");

  private final Policy policy = PolicyFiles.parse("policy.yaml", POLICY);
  private final RecordingAudit audit = new RecordingAudit();
  private final FakePanel whm = panel("whm");
  private final FakePanel directAdmin = panel("directadmin").withRevocation();
  private final List<Call> calls = new ArrayList<>();
  private @Nullable Runnable whileOpening;

  /** A panel whose sessions end after a quarter of an hour, and that is busy for one user. */
  private FakePanel panel(String name) {
    return FakePanel.of(name)
        .withAreas(Area.PANEL, Area.ACCOUNT)
        .withSessions(
            (opening, session) -> {
              if (whileOpening != null) {
                whileOpening.run();
              }
              if (opening.user().equals("broken")) {
                throw new PanelException(
                    Kind.BUSY, Detail.HTTP_STATUS, opening.server().id(), "busy", null);
              }
              return session.expiringAt(NOW.plusSeconds(900));
            })
        .withHealth(
            (server, token) ->
                new PanelHealth(
                    Optional.of("11.134"), Optional.empty(), PanelHealth.Ability.YES, List.of()));
  }

  private List<PanelOpening> opened() {
    return Stream.of(whm, directAdmin).flatMap(panel -> panel.openings().stream()).toList();
  }

  private StaffgateBuilder builder() {
    return Staffgate.builder()
        .policy(PolicySource.of(policy))
        .audit(audit)
        .panels(whm, directAdmin)
        .secrets(FakeSecretSource.always(Secret.of("TOKEN")))
        .connectListener(calls::add)
        .clock(() -> NOW);
  }

  @Test
  void openAccount_whoMayLogInAsClients_opensTheAccountAndSaysSoInTheAudit() {
    PanelSession session =
        builder()
            .build()
            .connect()
            .openAccount(
                "bob",
                new ClientAccount("web1", "4711", "smith"),
                PanelTarget.of(Area.ACCOUNT).app("Backups_Home"),
                HERE);

    assertThat(session.user()).isEqualTo("smith");
    assertThat(opened())
        .singleElement()
        .satisfies(
            opening -> {
              assertThat(opening.user()).isEqualTo("smith");
              assertThat(opening.target().app()).contains("Backups_Home");
              assertThat(opening.browser()).contains(IpAddress.parse("203.0.113.7"));
            });
    assertThat(audit.events())
        .allSatisfy(
            event ->
                assertThat(event.details())
                    .containsEntry("permission", "client.login-as")
                    .containsEntry("on-client", "4711")
                    .containsEntry("area", "account"));
  }

  @Test
  void openAccount_whoMayConnectAlone_isRefused() {
    AccessDeniedException refused =
        catchThrowableOfType(
            AccessDeniedException.class,
            () ->
                builder()
                    .build()
                    .connect()
                    .openAccount(
                        "cat",
                        new ClientAccount("web1", "4711", "smith"),
                        PanelTarget.of(Area.ACCOUNT),
                        HERE));

    assertThat(refused.decision()).isDenied().because("not-granted");
    assertThat(opened()).isEmpty();
  }

  @Test
  void openAccount_inAFaceThatThePanelDoesNotHave_isMisconfigured() {
    PanelException failure =
        catchThrowableOfType(
            PanelException.class,
            () ->
                builder()
                    .build()
                    .connect()
                    .openAccount(
                        "bob",
                        new ClientAccount("web1", "4711", "smith@example.com"),
                        PanelTarget.of(Area.WEBMAIL),
                        HERE));

    assertThat(failure.kind()).isEqualTo(Kind.MISCONFIGURED);
    assertThat(failure.getMessage()).contains("web1").contains("webmail");
    assertThat(opened()).isEmpty();
  }

  @Test
  void open_anAccountsFace_isTheProgramsMistake() {
    IllegalArgumentException mistake =
        catchThrowableOfType(
            IllegalArgumentException.class,
            () ->
                builder()
                    .build()
                    .connect()
                    .open("bob", "web1", PanelTarget.of(Area.ACCOUNT), HERE));

    assertThat(mistake).hasMessageContaining("customer");
    assertThat(audit.events()).isEmpty();
  }

  @Test
  void suspend_all_nobodyEntersAndNothingIsOffered() {
    Connect connect = builder().build().connect();

    connect.suspend("eve", "CVE-2026-1");

    AccessDeniedException refused =
        catchThrowableOfType(AccessDeniedException.class, () -> connect.open("bob", "web1", HERE));
    assertThat(refused.decision()).isDenied().because("sso-suspended");
    assertThat(refused.decision().reason().sentence()).doesNotContain("CVE");
    assertThat(connect.serversOf("bob", HERE)).isEmpty();
    assertThat(opened()).isEmpty();
    assertThat(connect.suspended()).containsOnlyKeys("");
    assertThat(audit.types()).containsExactly("sso-suspended", "sso-refused");

    connect.resume("eve");
    assertThat(connect.open("bob", "web1", HERE).user()).isEqualTo("root");
    assertThat(audit.types()).contains("sso-resumed");
  }

  @Test
  void suspendPanel_whm_othersGoOn() {
    Connect connect = builder().connectSuspended("whm", "patch day").build().connect();

    assertThat(connect.serversOf("bob", HERE)).extracting(ServerChoice::id).containsExactly("box");
    assertThat(connect.test("web1").version()).contains("11.134");
  }

  @Test
  void endSessions_revokesWhereThePanelCanAndRecordsWhatMayLiveOn() {
    Connect connect = builder().build().connect();
    PanelSession onWeb1 = connect.open("bob", "web1", HERE);
    PanelSession onBox = connect.open("bob", "box", HERE);
    PanelSession another = connect.open("cat", "box", HERE);
    audit.clear();

    assertThat(connect.endSessions("bob"))
        .containsExactlyInAnyOrder(
            new EndedSession("web1", "root", false, onWeb1.expiresAt()),
            new EndedSession("box", "admin", true, onBox.expiresAt()));
    assertThat(directAdmin.revoked()).containsExactly("box handle1");
    assertThat(another.revocation()).contains("handle2");
    assertThat(audit.types()).containsExactlyInAnyOrder("sso-may-live-on", "sso-ended");
    assertThat(audit.events())
        .allSatisfy(
            event -> assertThat(event.details()).containsEntry("expires", "2026-11-23T09:15:00Z"));
    assertThat(connect.endSessions("bob")).isEmpty();
  }

  @Test
  void open_whoseAccountIsDisabledMeanwhile_handsNothingOutAndRevokes() {
    AccountTable table = new AccountTable(policy);
    StaffAccount dan = account("dan", false);
    Staffgate staffgate = builder().directory(table).build();
    table.put(dan);
    whileOpening = () -> table.put(account("dan", true));

    AccessDeniedException refused =
        catchThrowableOfType(
            AccessDeniedException.class, () -> staffgate.connect().open("dan", "box", HERE));

    assertThat(refused.decision()).isDenied().because("account-disabled");
    assertThat(directAdmin.revoked()).containsExactly("box handle1");
    staffgate.close();
  }

  @Test
  void directory_disablesAnAccount_whatItWasHandedIsRevoked() throws InterruptedException {
    AccountTable table = new AccountTable(policy);
    Staffgate staffgate = builder().directory(table).build();
    table.put(account("dan", false));
    PanelSession session = staffgate.connect().open("dan", "box", HERE);
    assertThat(session.revocation()).contains("handle1");

    table.put(account("dan", true));

    assertThat(directAdmin.revoked().poll(30, TimeUnit.SECONDS)).isEqualTo("box handle1");
    staffgate.close();
  }

  @Test
  void account_thatIsDisabledMeanwhile_isNotActiveAndWhatItWasHandedIsRevoked() {
    AtomicBoolean disabled = new AtomicBoolean();
    DecisionService decisions =
        DecisionService.of(
            PolicySource.of(policy),
            now ->
                staff ->
                    disabled.get()
                        ? Optional.of(now.compile(account(staff, true)))
                        : now.staff().find(staff),
            audit,
            () -> NOW);
    Connect connect =
        new Connect(
            decisions,
            ConnectOptions.of(List.of(directAdmin), FakeSecretSource.always(Secret.of("TOKEN"))));
    assertThat(connect.open("bob", "box", HERE).revocation()).contains("handle1");
    connect.endSessionsNoLongerPermitted();
    assertThat(directAdmin.revoked()).isEmpty();
    assertThat(decisions.findActiveAccount(policy, "bob")).isPresent();

    disabled.set(true);
    connect.endSessionsNoLongerPermitted();

    assertThat(directAdmin.revoked()).containsExactly("box handle1");
    assertThat(decisions.findActiveAccount(policy, "bob")).isEmpty();
  }

  private static StaffAccount account(String id, boolean disabled) {
    return PolicyFiles.parse(
            "accounts.yaml",
            """
            staffgate: 1
            roles: { operator: { grants: [connect.use] } }
            staff: { %s: { roles: [operator], disabled: %s } }
            """
                .formatted(id, disabled))
        .document()
        .staff()
        .get(id);
  }

  @Test
  void listener_isToldOfCallsAndOutcomes() {
    Connect connect = builder().build().connect();

    PanelSession session = connect.open("bob", "web1", HERE);
    PanelException failure =
        catchThrowableOfType(
            PanelException.class,
            () ->
                connect.openAccount(
                    "bob",
                    new ClientAccount("box", "1", "broken"),
                    PanelTarget.of(Area.ACCOUNT),
                    HERE));

    assertThat(session.server()).isEqualTo("web1");
    assertThat(failure.isTransient()).isTrue();
    assertThat(calls).extracting(Call::outcome).containsExactly("ok", "busy");
    assertThat(calls).extracting(Call::server).containsExactly("web1", "box");
  }

  @Test
  void openAsync_failsWithWhatOpenThrows() {
    CompletableFuture<PanelSession> refused =
        builder()
            .build()
            .connect()
            .openAsync("nobody", "web1", PanelTarget.HOME, HERE, Runnable::run);

    assertThat(refused)
        .failsWithin(Duration.ZERO)
        .withThrowableOfType(ExecutionException.class)
        .withCauseInstanceOf(AccessDeniedException.class);
  }
}
