package dev.staffgate.servlet.authzen;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.component.LifeCycle;

/** The servlet in a container, on loopback. */
final class AuthZenTestServer implements AutoCloseable {
  private final Server server;

  private AuthZenTestServer(Server server) {
    this.server = server;
  }

  /** Starts it, with these mappings in place of the usual ones if there are any. */
  static AuthZenTestServer start(AuthZenHandler handler, String... mappings) throws Exception {
    Server server = new Server(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    ServletContextHandler context = new ServletContextHandler("/");
    ServletHolder holder = new ServletHolder(new AuthZenServlet(handler));
    for (String mapping : mappings.length == 0 ? new String[] {"/access/v1/*"} : mappings) {
      context.addServlet(holder, mapping);
    }
    server.setHandler(context);
    server.start();
    return new AuthZenTestServer(server);
  }

  int port() {
    return ((ServerConnector) server.getConnectors()[0]).getLocalPort();
  }

  @Override
  public void close() {
    LifeCycle.stop(server);
  }
}
