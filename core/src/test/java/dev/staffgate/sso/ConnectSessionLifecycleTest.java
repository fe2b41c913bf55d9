package dev.staffgate.sso;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.staffgate.Staffgate;
import dev.staffgate.StaffgateBuilder;
import dev.staffgate.accounts.AccountTable;
import dev.staffgate.audit.AuditEvent;
import dev.staffgate.decision.ReasonCode;
import dev.staffgate.gate.AccessDeniedException;
import dev.staffgate.gate.DecisionService;
import dev.staffgate.model.Secret;
import dev.staffgate.model.SecretRef;
import dev.staffgate.model.Server;
import dev.staffgate.model.StaffAccount;
import dev.staffgate.network.IpAddress;
import dev.staffgate.panels.ConnectListener.Call;
import dev.staffgate.panels.PanelException;
import dev.staffgate.panels.PanelException.Detail;
import dev.staffgate.panels.PanelException.Kind;
import dev.staffgate.panels.PanelHealth;
import dev.staffgate.panels.PanelOpening;
import dev.staffgate.panels.PanelSession;
import dev.staffgate.panels.PanelSessionClient;
import dev.staffgate.panels.PanelTarget;
import dev.staffgate.panels.PanelTarget.Area;
import dev.staffgate.policy.Policy;
import dev.staffgate.secrets.SecretSource;
import dev.staffgate.yaml.PolicyFiles;
import dev.staffgate.yaml.PolicySource;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
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
  private final List<AuditEvent> events = new ArrayList<>();
  private final LinkedBlockingQueue<String> revoked = new LinkedBlockingQueue<>();
  private final List<PanelOpening> opened = new ArrayList<>();
  private final List<Call> calls = new ArrayList<>();
  private @Nullable Runnable whileOpening;

  /** A panel that opens what it is asked for; what it opened can be revoked if it is told so. */
  private final class Panel implements PanelSessionClient {
    private final String name;
    private final boolean revokes;

    Panel(String name, boolean revokes) {
      this.name = name;
      this.revokes = revokes;
    }

    @Override
    public String panel() {
      return name;
    }

    @Override
    public Set<Area> areas() {
      return Set.of(Area.PANEL, Area.ACCOUNT);
    }

    @Override
    public PanelSession open(PanelOpening opening) {
      opened.add(opening);
      if (whileOpening != null) {
        whileOpening.run();
      }
      if (opening.user().equals("broken")) {
        throw new PanelException(
            Kind.BUSY, Detail.HTTP_STATUS, opening.server().id(), "busy", null);
      }
      PanelSession session =
          PanelSession.link(
                  opening.server().id(), opening.user(), Secret.of("https://p/s" + opened.size()))
              .expiringAt(NOW.plusSeconds(900));
      return revokes ? session.revocableBy("handle" + opened.size()) : session;
    }

    @Override
    public PanelHealth test(Server server, Secret token) {
      return new PanelHealth(
          Optional.of("11.134"), Optional.empty(), PanelHealth.Ability.YES, List.of());
    }

    @Override
    public boolean canRevoke() {
      return revokes;
    }

    @Override
    public void revoke(Server server, Secret token, String handle) {
      revoked.add(server.id() + " " + handle);
    }
  }

  private static final SecretSource SECRETS =
      new SecretSource() {
        @Override
        public Set<String> schemes() {
          return Set.of("env");
        }

        @Override
        public Optional<Secret> find(SecretRef ref) {
          return Optional.of(Secret.of("TOKEN"));
        }
      };

  private StaffgateBuilder builder() {
    return Staffgate.builder()
        .policy(PolicySource.of(policy))
        .audit(events::add)
        .panels(new Panel("whm", false), new Panel("directadmin", true))
        .secrets(SECRETS)
        .connectListener(calls::add)
        .clock(() -> NOW);
  }

  private List<String> types() {
    return events.stream().map(event -> event.type().text()).toList();
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
    assertThat(opened)
        .singleElement()
        .satisfies(
            opening -> {
              assertThat(opening.user()).isEqualTo("smith");
              assertThat(opening.target().app()).contains("Backups_Home");
              assertThat(opening.browser()).contains(IpAddress.parse("203.0.113.7"));
            });
    assertThat(events)
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

    assertThat(refused.decision().reason().code()).isEqualTo(ReasonCode.NOT_GRANTED);
    assertThat(opened).isEmpty();
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
    assertThat(opened).isEmpty();
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
    assertThat(events).isEmpty();
  }

  @Test
  void suspend_all_nobodyEntersAndNothingIsOffered() {
    Connect connect = builder().build().connect();

    connect.suspend("eve", "CVE-2026-1");

    AccessDeniedException refused =
        catchThrowableOfType(AccessDeniedException.class, () -> connect.open("bob", "web1", HERE));
    assertThat(refused.decision().reason().code()).isEqualTo(ReasonCode.SSO_SUSPENDED);
    assertThat(refused.decision().reason().sentence()).doesNotContain("CVE");
    assertThat(connect.serversOf("bob", HERE)).isEmpty();
    assertThat(opened).isEmpty();
    assertThat(connect.suspended()).containsOnlyKeys("");
    assertThat(types()).containsExactly("sso-suspended", "sso-refused");

    connect.resume("eve");
    assertThat(connect.open("bob", "web1", HERE).user()).isEqualTo("root");
    assertThat(types()).contains("sso-resumed");
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
    events.clear();

    assertThat(connect.endSessions("bob"))
        .containsExactlyInAnyOrder(
            new EndedSession("web1", "root", false, onWeb1.expiresAt()),
            new EndedSession("box", "admin", true, onBox.expiresAt()));
    assertThat(revoked).containsExactly("box handle2");
    assertThat(another.revocation()).contains("handle3");
    assertThat(types()).containsExactlyInAnyOrder("sso-may-live-on", "sso-ended");
    assertThat(events)
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

    assertThat(refused.decision().reason().code()).isEqualTo(ReasonCode.ACCOUNT_DISABLED);
    assertThat(revoked).containsExactly("box handle1");
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

    assertThat(revoked.poll(30, TimeUnit.SECONDS)).isEqualTo("box handle1");
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
            events::add,
            () -> NOW);
    Connect connect =
        new Connect(decisions, ConnectOptions.of(List.of(new Panel("directadmin", true)), SECRETS));
    assertThat(connect.open("bob", "box", HERE).revocation()).contains("handle1");
    connect.endSessionsOfInactive();
    assertThat(revoked).isEmpty();
    assertThat(decisions.findActiveAccount(policy, "bob")).isPresent();

    disabled.set(true);
    connect.endSessionsOfInactive();

    assertThat(revoked).containsExactly("box handle1");
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
