package dev.staffgate.examples.policytool;

import dev.staffgate.Staffgate;
import dev.staffgate.servlet.authzen.AuthZenHandler;
import dev.staffgate.servlet.authzen.AuthZenServlet;
import dev.staffgate.yaml.LoadOptions;
import dev.staffgate.yaml.PolicySource;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.component.LifeCycle;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/**
 * A policy that is watched, asked over the AuthZEN API on loopback. It keeps no audit. Threads,
 * connections and the time that a silent client is waited for are bounded.
 */
final class PolicyServer implements AutoCloseable {
  private static final int MAX_THREADS = 16;
  private static final int MAX_CONNECTIONS = 256;
  private static final int MAX_HEADER_BYTES = 8192;
  private static final long IDLE_MILLIS = 15_000;

  private final Server server;
  private final Staffgate staffgate;
  private final PolicySource policies;

  private PolicyServer(Server server, Staffgate staffgate, PolicySource policies) {
    this.server = server;
    this.staffgate = staffgate;
    this.policies = policies;
  }

  /**
   * Starts it; it runs until it is closed.
   *
   * @param port 0 for any that is free
   * @param base the address that the metadata tell; that on loopback if it is absent
   * @param api says who may ask, and how
   * @throws dev.staffgate.model.PolicyException if the policy cannot be used
   * @throws java.io.IOException if the port is taken
   */
  static PolicyServer start(
      List<Path> policy,
      LoadOptions options,
      int port,
      Optional<URI> base,
      UnaryOperator<AuthZenHandler.Builder> api)
      throws Exception {
    PolicySource policies = PolicySource.watching(policy, options, Duration.ofSeconds(1));
    Staffgate staffgate = Staffgate.builder().policy(policies).audit(event -> {}).build();
    Server server = new Server(new QueuedThreadPool(MAX_THREADS, 1));
    try {
      AuthZenHandler.Builder handler = api.apply(AuthZenHandler.of(staffgate));
      ServerConnector connector = connector(server, port);
      server.addConnector(connector);
      connector.open(); // metadata tell the port
      server.addBean(new NetworkConnectionLimit(MAX_CONNECTIONS, server));
      ServletContextHandler context = new ServletContextHandler("/");
      URI told = base.orElseGet(() -> url(connector));
      ServletHolder servlet = new ServletHolder(new AuthZenServlet(handler.baseUrl(told).build()));
      context.addServlet(servlet, "/access/v1/*");
      if (!told.getPath().isEmpty()) {
        context.addServlet(servlet, told.getPath() + "/access/v1/*");
      }
      context.addServlet(servlet, "/.well-known/authzen-configuration" + told.getPath());
      server.setHandler(context);
      server.start();
      return new PolicyServer(server, staffgate, policies);
    } catch (Exception notStarted) {
      LifeCycle.stop(server);
      staffgate.close();
      throw notStarted;
    }
  }

  private static ServerConnector connector(Server server, int port) {
    HttpConfiguration http = new HttpConfiguration();
    http.setSendServerVersion(false);
    http.setRequestHeaderSize(MAX_HEADER_BYTES);
    ServerConnector connector = new ServerConnector(server, new HttpConnectionFactory(http));
    InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    connector.setHost(address.getAddress().getHostAddress());
    connector.setPort(port);
    connector.setIdleTimeout(IDLE_MILLIS);
    return connector;
  }

  /** Returns its address. */
  URI url() {
    return url((ServerConnector) server.getConnectors()[0]);
  }

  private static URI url(ServerConnector connector) {
    String host = connector.getHost();
    return URI.create(
        "http://"
            + (host.indexOf(':') < 0 ? host : "[" + host + "]")
            + ":"
            + connector.getLocalPort());
  }

  /** Looks for a change of the policy now. */
  void refresh() {
    policies.refresh();
  }

  /** Waits until it is stopped from outside. */
  void join() throws InterruptedException {
    server.join();
  }

  @Override
  public void close() {
    LifeCycle.stop(server);
    staffgate.close();
  }
}
