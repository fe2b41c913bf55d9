package dev.staffgate.examples.panel.app;

import com.google.common.collect.ImmutableSet;
import dev.staffgate.Staffgate;
import dev.staffgate.examples.panel.sessions.StoredWebSessions;
import dev.staffgate.examples.panel.web.HostFilter;
import dev.staffgate.examples.panel.web.KeylessCallFilter;
import dev.staffgate.examples.panel.web.PageDispatcher;
import dev.staffgate.examples.panel.web.PanelRefusalPages;
import dev.staffgate.examples.panel.web.PanelServices;
import dev.staffgate.examples.panel.web.SecurityHeadersFilter;
import dev.staffgate.examples.panel.web.UnreadableRequestFilter;
import dev.staffgate.model.Secret;
import dev.staffgate.servlet.StaffgateFilter;
import dev.staffgate.servlet.authzen.AuthZenCaller;
import dev.staffgate.servlet.authzen.AuthZenHandler;
import dev.staffgate.servlet.authzen.AuthZenServlet;
import dev.staffgate.servlet.authzen.StatedFact;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.SessionTrackingMode;
import java.io.IOException;
import java.nio.channels.ServerSocketChannel;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import org.eclipse.jetty.ee10.servlet.FilterHolder;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.ee10.servlet.SessionHandler;
import org.eclipse.jetty.http.HttpCookie;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.session.DefaultSessionCache;

/** Jetty around the panel: the port, the filters in their order, the sessions, the pages. */
final class PanelServer {
  private static final Duration IDLE_SESSION = Duration.ofMinutes(30);
  private static final int MAX_CONNECTIONS = 2048;
  private static final int MAX_HEADER_BYTES = 8192;
  private static final Duration IDLE_CONNECTION = Duration.ofSeconds(15);

  private PanelServer() {}

  /**
   * Returns a server that is ready to start.
   *
   * @param port bound already
   * @param apiKey the key of other programs; without one there is no API
   */
  static Server of(
      PanelAddress address,
      ServerSocketChannel port,
      PanelServices services,
      Optional<Secret> apiKey)
      throws IOException {
    HttpConfiguration http = new HttpConfiguration();
    http.setSendServerVersion(false);
    http.setRequestHeaderSize(MAX_HEADER_BYTES);
    Server server = new Server();
    ServerConnector connector = new ServerConnector(server, new HttpConnectionFactory(http));
    connector.setHost(address.listen().getHostAddress()); // what Jetty says of it in the log
    connector.setIdleTimeout(IDLE_CONNECTION.toMillis());
    connector.open(port);
    server.addConnector(connector);
    server.addBean(new NetworkConnectionLimit(MAX_CONNECTIONS, server));
    ServletContextHandler context = new ServletContextHandler("/", ServletContextHandler.SESSIONS);
    configure(context.getSessionHandler(), address.proxy().isPresent());
    Staffgate staffgate = services.staffgate();
    DefaultSessionCache cache = new DefaultSessionCache(context.getSessionHandler());
    cache.setSessionDataStore(new StoredWebSessions(staffgate.state(), staffgate.clock()));
    context.getSessionHandler().setSessionCache(cache);
    add(context, new HostFilter(address.hosts(connector.getLocalPort()), services.outsiders()));
    add(context, new SecurityHeadersFilter());
    add(context, new UnreadableRequestFilter());
    add(context, new KeylessCallFilter(PanelPages.API, services.outsiders()));
    add(
        context,
        StaffgateFilter.of(staffgate)
            .clientAddress(address.clientAddress())
            .pages(new PanelRefusalPages(services.outsiders()))
            .build());
    context.addServlet(new ServletHolder(new PageDispatcher(PanelPages.ALL, services)), "/");
    apiKey.ifPresent(key -> addApi(context, staffgate, key));
    server.setHandler(new FormBodyReader(context, System::nanoTime));
    return server;
  }

  private static void configure(SessionHandler sessions, boolean behindTls) {
    sessions.setHttpOnly(true);
    sessions.setSameSite(HttpCookie.SameSite.LAX);
    sessions.setMaxInactiveInterval((int) IDLE_SESSION.toSeconds());
    sessions.setSessionTrackingModes(ImmutableSet.of(SessionTrackingMode.COOKIE));
    if (behindTls) {
      // The name's prefix lets browsers take it over TLS alone, and from this very host (RFC
      // 6265bis).
      sessions.setSecureCookies(true);
      sessions.setSessionCookie("__Host-connect-session");
    }
  }

  private static void add(ServletContextHandler context, Filter filter) {
    context.addFilter(new FilterHolder(filter), "/*", EnumSet.allOf(DispatcherType.class));
  }

  /**
   * Adds the API by which other programs ask the policy. Its route is public; callers need the key.
   */
  private static void addApi(ServletContextHandler context, Staffgate staffgate, Secret key) {
    AuthZenHandler handler =
        AuthZenHandler.of(staffgate)
            .caller(
                AuthZenCaller.withKey("api", key)
                    .mayState(StatedFact.ADDRESS, StatedFact.SECOND_FACTOR))
            .build();
    context.addServlet(new ServletHolder(new AuthZenServlet(handler)), PanelPages.API + "*");
  }
}
