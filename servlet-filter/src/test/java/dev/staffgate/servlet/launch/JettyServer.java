package dev.staffgate.servlet.launch;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.staffgate.containers.AppDeployment;
import dev.staffgate.containers.RunningContainer;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.http2.server.HTTP2CServerConnectionFactory;
import org.eclipse.jetty.server.ForwardedRequestCustomizer;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.LocalConnector;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.ContextHandlerCollection;
import org.eclipse.jetty.util.component.LifeCycle;

/** Jetty without what depends on the generation of the Servlet API. */
final class JettyServer implements RunningContainer {
  private final Server server = new Server();
  private final ContextHandlerCollection contexts = new ContextHandlerCollection();
  private final ServerConnector connector;
  private final LocalConnector local;
  private final List<Path> folders = new ArrayList<>();

  JettyServer(AppDeployment stage) {
    HttpConfiguration configuration = new HttpConfiguration();
    configuration.setRequestHeaderSize(
        Integer.parseInt(stage.settings.getOrDefault("headers", "8192")));
    if (stage.settings.containsKey("replaced")) {
      configuration.addCustomizer(new ForwardedRequestCustomizer());
    }
    if (stage.relaxed) {
      configuration.setUriCompliance(UriCompliance.UNSAFE);
    }
    connector =
        new ServerConnector(
            server,
            new HttpConnectionFactory(configuration),
            new HTTP2CServerConnectionFactory(configuration));
    connector.setHost(InetAddress.getLoopbackAddress().getHostAddress());
    local = new LocalConnector(server, new HttpConnectionFactory(configuration));
    server.addConnector(connector);
    server.addConnector(local);
    server.setHandler(contexts);
  }

  /** A folder that holds the descriptor of a stage, and nothing else. */
  Path folderWithDescriptor(AppDeployment stage) throws IOException {
    Path made = Files.createTempDirectory("jetty");
    folders.add(made);
    Files.createDirectory(made.resolve("WEB-INF"));
    Files.writeString(made.resolve("WEB-INF/web.xml"), stage.settings.get("web.xml"));
    return made;
  }

  void add(Handler context) {
    contexts.addHandler(context);
  }

  RunningContainer start() throws Exception {
    try {
      server.start();
    } catch (Exception e) {
      close();
      throw e;
    }
    return this;
  }

  @Override
  public int port() {
    return connector.getLocalPort();
  }

  @Override
  public void run(String target) throws Exception {
    String request = "GET " + target + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
    ByteBuffer unused =
        local.getResponse(ByteBuffer.wrap(request.getBytes(ISO_8859_1)), 30, TimeUnit.SECONDS);
  }

  @Override
  public void close() throws IOException {
    LifeCycle.stop(server);
    for (Path folder : folders) {
      Files.delete(folder.resolve("WEB-INF/web.xml"));
      Files.delete(folder.resolve("WEB-INF"));
      Files.delete(folder);
    }
  }
}
