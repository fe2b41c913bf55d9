package dev.staffgate.examples.panel.app;

import dev.staffgate.Staffgate;
import dev.staffgate.StaffgateBuilder;
import dev.staffgate.accounts.StaffDirectory;
import dev.staffgate.audit.AuditSink;
import dev.staffgate.audit.FileAuditSink;
import dev.staffgate.examples.panel.web.AccountServices;
import dev.staffgate.examples.panel.web.FormTokens;
import dev.staffgate.examples.panel.web.OutsiderAudit;
import dev.staffgate.examples.panel.web.PanelServices;
import dev.staffgate.model.PolicyOptions;
import dev.staffgate.secrets.EncryptedSecretFile;
import dev.staffgate.secrets.SecretSource;
import dev.staffgate.servlet.ClientAddress;
import dev.staffgate.signin.CredentialStore;
import dev.staffgate.signin.PasswordBlocklist;
import dev.staffgate.signin.PasswordRules;
import dev.staffgate.signin.SignIn;
import dev.staffgate.signin.care.AccountCare;
import dev.staffgate.signin.care.AccountRecovery;
import dev.staffgate.signin.care.LinkClaims;
import dev.staffgate.signin.care.OwnCredentials;
import dev.staffgate.signin.care.SessionEnder;
import dev.staffgate.whm.WhmSessionClient;
import dev.staffgate.whm.directadmin.DirectAdminSessionClient;
import dev.staffgate.whm.plesk.PleskSessionClient;
import dev.staffgate.whm.tokens.PostureRules;
import dev.staffgate.whm.tokens.RotationPlan;
import dev.staffgate.whm.tokens.WhmTokens;
import dev.staffgate.whm.transport.PanelTransport;
import dev.staffgate.whm.virtualmin.VirtualminSessionClient;
import dev.staffgate.yaml.LoadOptions;
import dev.staffgate.yaml.PolicySource;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.component.LifeCycle;

/**
 * A staff panel with one purpose: to sign in and to enter a server. The library decides, opens
 * sessions and records; here are pages and wiring. {@code --help} lists the arguments.
 */
public final class ConnectPanel implements AutoCloseable {
  /** The name of the panel, as authenticator apps show it. */
  static final String NAME = "Connect panel";

  private static final LoadOptions WITH_STORE =
      new LoadOptions(
          PolicyOptions.DEFAULT.withSecretScheme(EncryptedSecretFile.SCHEME),
          LoadOptions.DEFAULT.maxFileBytes());

  private final URI url;
  private final Server server;
  private final Staffgate staffgate;
  private final PolicySource policies;
  private final PanelState state;
  private final Parts parts;

  /** The parts that a panel has to close, in the order in which they were opened. */
  private static final class Parts {
    private final Deque<Runnable> closing = new ArrayDeque<>();

    void closeLater(Runnable part) {
      closing.push(part);
    }

    void close() {
      closing.forEach(Runnable::run);
      closing.clear();
    }
  }

  private ConnectPanel(PanelConfig config, PanelReservation place, Parts parts) throws Exception {
    this.parts = parts;
    this.state = PanelState.in(config.data(), config.clock());
    parts.closeLater(state::close);
    SecretSource secrets = SecretSource.environmentAndFiles();
    Optional<EncryptedSecretFile> store =
        config.tokens().map(one -> EncryptedSecretFile.open(one.file(), one.key(), secrets));
    this.policies =
        PolicySource.watching(
            config.policy(),
            store.isPresent() ? WITH_STORE : LoadOptions.DEFAULT,
            Duration.ofSeconds(1));
    parts.closeLater(policies::close);
    FileAuditSink audit = FileAuditSink.open(config.data().resolve("audit.jsonl"));
    parts.closeLater(audit::close);
    PanelTransport transport = PanelTransport.builder().deadline(Duration.ofSeconds(10)).build();
    parts.closeLater(transport::close);
    WhmTokens whmTokens = WhmTokens.create(transport);
    RotationPlan plan = plan(config);
    StaffgateBuilder builder = staffgate(config, policies, audit, secrets, transport);
    builder
        .panelTokens(whmTokens.exchangedBy(plan))
        .state(state.store())
        .directory(state.directory());
    this.staffgate = store.map(builder::secretStore).orElse(builder).build();
    parts.closeLater(staffgate::close);
    ClientAddress addresses = config.address().clientAddress();
    OutsiderAudit outsiders = new OutsiderAudit(audit, config.clock(), addresses::of);
    parts.closeLater(outsiders::close);
    SecretSource tokens = store.map(one -> SecretSource.of(secrets, one)).orElse(secrets);
    PostureRules rules = PostureRules.USUAL.exchangedBy(plan);
    SignIn signIn = signIn(config, staffgate, state, outsiders.boundingSignIns());
    this.url = config.address().url(place.port().socket().getLocalPort());
    PanelServices services =
        new PanelServices(
            staffgate,
            signIn,
            accounts(signIn, staffgate, state.credentials(), state.directory(), url),
            (servers, limits) -> whmTokens.posture(servers, tokens, rules, limits),
            new FormTokens(config.address().proxy().isPresent()),
            audit,
            outsiders);
    this.server = PanelServer.of(config.address(), place.port(), services, config.apiKey());
    parts.closeLater(() -> LifeCycle.stop(server));
    server.start();
  }

  /** Starts the panel from the command line, and ends the JVM with its exit code. */
  public static void main(String[] arguments) {
    if (Boolean.getBoolean("panel.ends-with-parent")) {
      endWithParent();
    }
    System.exit(PanelCommand.commandLine().execute(arguments));
  }

  /** Lets the panel end when Maven does, which started it; a signal reaches Maven alone. */
  private static void endWithParent() {
    ProcessHandle.current()
        .parent()
        .ifPresent(
            parent -> {
              CompletableFuture<Void> unused = parent.onExit().thenRun(() -> System.exit(0));
            });
  }

  /**
   * Starts the panel; it runs until it is closed.
   *
   * @throws java.io.IOException if its port or its folder is another's
   * @throws dev.staffgate.model.PolicyException with all that is wrong with the policy
   * @throws dev.staffgate.secrets.SecretStoreException if the stored tokens cannot be read
   * @throws dev.staffgate.state.StateStoreException if its database cannot be opened
   */
  public static ConnectPanel start(PanelConfig config) throws Exception {
    return start(config, PanelReservation.of(config.data(), config.address()));
  }

  /** Starts the panel in a place that was taken for it, and is given back when it is closed. */
  static ConnectPanel start(PanelConfig config, PanelReservation place) throws Exception {
    Parts parts = new Parts();
    parts.closeLater(place::close);
    try {
      return new ConnectPanel(config, place, parts);
    } catch (Exception notStarted) {
      parts.close();
      throw notStarted;
    }
  }

  private static StaffgateBuilder staffgate(
      PanelConfig config,
      PolicySource policies,
      AuditSink audit,
      SecretSource secrets,
      PanelTransport transport) {
    return Staffgate.builder()
        .policy(policies)
        .audit(audit)
        .secrets(secrets)
        .panels(
            WhmSessionClient.builder().transport(transport).build(),
            PleskSessionClient.builder().transport(transport).build(),
            DirectAdminSessionClient.builder().transport(transport).build(),
            VirtualminSessionClient.builder().transport(transport).build())
        .clock(config.clock());
  }

  private static SignIn signIn(
      PanelConfig config, Staffgate staffgate, PanelState state, AuditSink audit) {
    return SignIn.builder()
        .accounts(staffgate.activeAccounts())
        .credentials(state.credentials())
        .state(staffgate.state())
        .audit(audit)
        .clock(config.clock())
        .issuer(NAME)
        .build();
  }

  static AccountServices accounts(
      SignIn signIn,
      Staffgate staffgate,
      CredentialStore credentials,
      StaffDirectory directory,
      URI url) {
    SessionEnder sessions = staffgate.sessions()::endAll;
    PasswordRules rules = PasswordRules.forSecondFactor().blocking(PasswordBlocklist.common());
    return new AccountServices(
        new AccountCare(signIn, sessions),
        new LinkClaims(signIn, rules, sessions),
        new OwnCredentials(signIn, rules, sessions),
        new AccountRecovery(signIn, PasswordRules.forPasswordAlone(), sessions),
        directory,
        credentials,
        NAME,
        url);
  }

  /**
   * Returns the plan for new tokens: they open sessions, from the given addresses, for 180 days.
   */
  private static RotationPlan plan(PanelConfig config) {
    List<String> callsFrom = config.tokens().map(PanelConfig.Tokens::callsFrom).orElse(List.of());
    return RotationPlan.of("connect-panel", callsFrom.toArray(String[]::new))
        .life(Duration.ofDays(180));
  }

  /** Returns the address of the panel, as browsers know it. */
  public URI url() {
    return url;
  }

  /** Returns the service that decides in this panel. */
  public Staffgate staffgate() {
    return staffgate;
  }

  /** Returns the sentences for whoever started the panel: what it lacks before it can be used. */
  List<String> warnings(Path folder, List<Path> files) {
    return new StartWarnings(
            staffgate.policy().document(),
            state.credentials(),
            state.directory(),
            staffgate.clock().instant())
        .in(folder, files);
  }

  /** Looks for a change of the policy now. */
  public void refreshPolicy() {
    policies.refresh();
  }

  /** Waits until the panel is stopped from outside. */
  void join() throws InterruptedException {
    server.join();
  }

  @Override
  public void close() {
    parts.close();
  }
}
