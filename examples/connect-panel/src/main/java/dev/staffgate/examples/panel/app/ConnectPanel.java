package dev.staffgate.examples.panel.app;

import dev.staffgate.Staffgate;
import dev.staffgate.StaffgateBuilder;
import dev.staffgate.audit.FileAuditSink;
import dev.staffgate.examples.panel.web.PageDispatcher;
import dev.staffgate.examples.panel.web.PanelRefusalPages;
import dev.staffgate.examples.panel.web.PanelServices;
import dev.staffgate.examples.panel.web.SecurityHeadersFilter;
import dev.staffgate.model.PolicyOptions;
import dev.staffgate.model.Secret;
import dev.staffgate.secrets.EncryptedSecretFile;
import dev.staffgate.secrets.SecretSource;
import dev.staffgate.servlet.StaffgateFilter;
import dev.staffgate.servlet.authzen.AuthZenCaller;
import dev.staffgate.servlet.authzen.AuthZenHandler;
import dev.staffgate.servlet.authzen.AuthZenServlet;
import dev.staffgate.servlet.authzen.StatedFact;
import dev.staffgate.signin.FileCredentialStore;
import dev.staffgate.signin.Pbkdf2PasswordHasher;
import dev.staffgate.signin.SignIn;
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
import jakarta.servlet.DispatcherType;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import org.eclipse.jetty.ee10.servlet.FilterHolder;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.ee10.servlet.SessionHandler;
import org.eclipse.jetty.http.HttpCookie;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.component.LifeCycle;

/**
 * A staff panel with one purpose: to sign in and to enter a server. The library decides, opens
 * sessions and records; here are pages and wiring. {@code --help} lists the arguments.
 */
public final class ConnectPanel implements AutoCloseable {
  private static final LoadOptions WITH_STORE =
      new LoadOptions(
          PolicyOptions.DEFAULT.withSecretScheme(EncryptedSecretFile.SCHEME),
          LoadOptions.DEFAULT.maxFileBytes());

  private final Server server;
  private final Staffgate staffgate;
  private final FileAuditSink audit;
  private final PolicySource policies;

  private ConnectPanel(
      Server server, Staffgate staffgate, FileAuditSink audit, PolicySource policies) {
    this.server = server;
    this.staffgate = staffgate;
    this.audit = audit;
    this.policies = policies;
  }

  /** Starts the panel from the command line, and ends the JVM with its exit code. */
  public static void main(String[] arguments) {
    System.exit(PanelCommand.commandLine().execute(arguments));
  }

  /**
   * Starts the panel; it runs until it is closed.
   *
   * @throws dev.staffgate.model.PolicyException with all that is wrong with the policy
   * @throws dev.staffgate.secrets.SecretStoreException if the stored tokens cannot be read
   */
  public static ConnectPanel start(PanelConfig config) throws Exception {
    SecretSource secrets = SecretSource.environmentAndFiles();
    Optional<EncryptedSecretFile> store =
        config.tokens().map(place -> EncryptedSecretFile.open(place.file(), place.key(), secrets));
    PolicySource policies =
        PolicySource.watching(
            config.policy(),
            store.isPresent() ? WITH_STORE : LoadOptions.DEFAULT,
            Duration.ofSeconds(1));
    FileAuditSink audit = FileAuditSink.open(config.data().resolve("audit.jsonl"));
    PanelTransport transport = PanelTransport.builder().deadline(Duration.ofSeconds(10)).build();
    WhmTokens whmTokens = WhmTokens.create(transport);
    RotationPlan plan = plan(config);
    StaffgateBuilder builder =
        Staffgate.builder()
            .policy(policies)
            .audit(audit)
            .secrets(secrets)
            .panels(
                WhmSessionClient.builder().transport(transport).build(),
                PleskSessionClient.builder().transport(transport).build(),
                DirectAdminSessionClient.builder().transport(transport).build(),
                VirtualminSessionClient.builder().transport(transport).build())
            .panelTokens(whmTokens.exchangedBy(plan))
            .clock(config.clock());
    Staffgate staffgate = store.map(builder::secretStore).orElse(builder).build();
    SecretSource tokens = store.map(one -> SecretSource.of(secrets, one)).orElse(secrets);
    PostureRules rules = PostureRules.USUAL.exchangedBy(plan);
    SignIn signIn =
        new SignIn(
            staffgate.activeAccounts(),
            FileCredentialStore.open(config.data().resolve("credentials.json")),
            new Pbkdf2PasswordHasher(),
            audit,
            config.clock(),
            "Connect panel");
    Server server =
        new Server(new InetSocketAddress(InetAddress.getLoopbackAddress(), config.port()));
    ServletContextHandler application =
        application(
            new PanelServices(
                staffgate,
                signIn,
                (servers, limits) -> whmTokens.posture(servers, tokens, rules, limits)));
    config.apiKey().ifPresent(key -> addApi(application, staffgate, key));
    server.setHandler(application);
    server.start();
    return new ConnectPanel(server, staffgate, audit, policies);
  }

  /**
   * Returns the plan for new tokens: they open sessions, from the given addresses, for 180 days.
   */
  private static RotationPlan plan(PanelConfig config) {
    List<String> callsFrom = config.tokens().map(PanelConfig.Tokens::callsFrom).orElse(List.of());
    return RotationPlan.of("connect-panel", callsFrom.toArray(String[]::new))
        .life(Duration.ofDays(180));
  }

  private static ServletContextHandler application(PanelServices services) {
    Staffgate staffgate = services.staffgate();
    ServletContextHandler context = new ServletContextHandler("/", ServletContextHandler.SESSIONS);
    SessionHandler sessions = context.getSessionHandler();
    sessions.setHttpOnly(true);
    sessions.setSameSite(HttpCookie.SameSite.LAX);
    sessions.setMaxInactiveInterval((int) Duration.ofMinutes(30).toSeconds());
    StaffgateFilter filter = StaffgateFilter.of(staffgate).pages(new PanelRefusalPages()).build();
    context.addFilter(
        new FilterHolder(new SecurityHeadersFilter()),
        "/*",
        EnumSet.allOf(DispatcherType.class));
    context.addFilter(new FilterHolder(filter), "/*", EnumSet.allOf(DispatcherType.class));
    context.addServlet(new ServletHolder(new PageDispatcher(PanelPages.ALL, services)), "/");
    return context;
  }

  /**
   * Adds the API by which other programs ask the policy. Its route is public; callers need the key.
   */
  private static void addApi(ServletContextHandler application, Staffgate staffgate, Secret key) {
    AuthZenHandler handler =
        AuthZenHandler.of(staffgate)
            .caller(
                AuthZenCaller.withKey("api", key)
                    .mayState(StatedFact.ADDRESS, StatedFact.SECOND_FACTOR))
            .build();
    application.addServlet(new ServletHolder(new AuthZenServlet(handler)), PanelPages.API + "*");
  }

  /** Returns the address of the panel. */
  public URI url() {
    int port = ((ServerConnector) server.getConnectors()[0]).getLocalPort();
    return URI.create("http://127.0.0.1:" + port + "/");
  }

  /** Returns the service that decides in this panel. */
  public Staffgate staffgate() {
    return staffgate;
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
    LifeCycle.stop(server);
    staffgate.close();
    audit.close();
  }
}
