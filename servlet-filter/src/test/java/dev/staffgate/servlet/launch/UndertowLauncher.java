package dev.staffgate.servlet.launch;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.staffgate.containers.AppDeployment;
import dev.staffgate.containers.ContainerLauncher;
import dev.staffgate.containers.RunningContainer;
import dev.staffgate.servlet.StaffgateInitializer;
import io.undertow.Undertow;
import io.undertow.UndertowOptions;
import io.undertow.server.handlers.PathHandler;
import io.undertow.server.handlers.ProxyPeerAddressHandler;
import io.undertow.server.handlers.resource.PathResourceManager;
import io.undertow.servlet.Servlets;
import io.undertow.servlet.api.DeploymentInfo;
import io.undertow.servlet.api.DeploymentManager;
import io.undertow.servlet.api.ServletContainerInitializerInfo;
import io.undertow.servlet.util.ImmediateInstanceFactory;
import io.undertow.websockets.jsr.WebSocketDeploymentInfo;
import jakarta.servlet.ServletContainerInitializer;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.logging.Logger;
import java.util.stream.Stream;

/**
 * Undertow 2.3 as a program embeds it. It makes filters at start unless the setting {@code late} is
 * there; with {@code initializer}, Staffgate's initializer is run before the application.
 */
public final class UndertowLauncher implements ContainerLauncher {
  // Kept, so that what is set stays.
  private static final List<Logger> LOGS =
      Stream.of("io.undertow", "org.xnio", "org.jboss").map(Logger::getLogger).toList();

  static {
    LOGS.forEach(log -> log.setUseParentHandlers(false));
  }

  @Override
  public RunningContainer start(AppDeployment stage) throws Exception {
    PathHandler contexts = new PathHandler();
    Deque<DeploymentManager> managers = new ArrayDeque<>();
    Undertow server = server(stage, contexts);
    RunningUndertow running = new RunningUndertow(server, managers);
    try {
      for (String path : stage.contexts) {
        DeploymentManager manager =
            Servlets.newContainer().addDeployment(deployment(stage, path.isEmpty() ? "/" : path));
        managers.push(manager);
        manager.deploy();
        contexts.addPrefixPath(path.isEmpty() ? "/" : path, manager.start());
      }
      server.start();
    } catch (ServletException | RuntimeException e) {
      running.close();
      throw e;
    }
    return running;
  }

  private static Undertow server(AppDeployment stage, PathHandler contexts) {
    return Undertow.builder()
        .addHttpListener(0, InetAddress.getLoopbackAddress().getHostAddress())
        .setIoThreads(2)
        .setWorkerThreads(8)
        .setServerOption(UndertowOptions.ENABLE_HTTP2, true)
        .setServerOption(
            UndertowOptions.MAX_HEADER_SIZE,
            Integer.parseInt(stage.settings.getOrDefault("headers", "8192")))
        .setServerOption(UndertowOptions.DECODE_SLASH, stage.relaxed)
        .setHandler(
            stage.settings.containsKey("replaced")
                ? new ProxyPeerAddressHandler(contexts)
                : contexts)
        .build();
  }

  private static DeploymentInfo deployment(AppDeployment stage, String path)
      throws ReflectiveOperationException {
    ContainerApp app = ContainerApp.of(stage);
    DeploymentInfo info =
        Servlets.deployment()
            .setClassLoader(UndertowLauncher.class.getClassLoader())
            .setDeploymentName("app" + path)
            .setContextPath(path)
            .setEagerFilterInit(!stage.settings.containsKey("late"));
    if (stage.settings.containsKey("web.xml")) {
      UndertowDescriptor.read(stage.settings.get("web.xml"), info);
    }
    if (stage.settings.containsKey("files")) {
      info.addWelcomePage("index.html")
          .setResourceManager(new PathResourceManager(Path.of(stage.settings.get("files"))));
    }
    if (stage.settings.containsKey("initializer")) {
      add(info, new StaffgateInitializer());
    }
    add(info, app);
    if (stage.settings.containsKey("sockets")) {
      info.addServletContextAttribute(
          WebSocketDeploymentInfo.ATTRIBUTE_NAME,
          new WebSocketDeploymentInfo().addEndpoint(TomcatEchoEndpoint.config(stage)));
    }
    app.errorPages().forEach((status, page) -> info.addErrorPage(Servlets.errorPage(page, status)));
    if (!app.exceptionPage().isEmpty()) {
      info.addErrorPage(Servlets.errorPage(app.exceptionPage(), IllegalArgumentException.class));
    }
    return info;
  }

  private static void add(DeploymentInfo info, ServletContainerInitializer initializer) {
    info.addServletContainerInitializer(
        new ServletContainerInitializerInfo(
            initializer.getClass(), new ImmediateInstanceFactory<>(initializer), Set.of()));
  }

  private record RunningUndertow(Undertow server, Deque<DeploymentManager> managers)
      implements RunningContainer {
    @Override
    public int port() {
      return ((InetSocketAddress) server.getListenerInfo().get(0).getAddress()).getPort();
    }

    /** By a connection, as Undertow has no other way; it is cut off, so that its port is free. */
    @Override
    public void run(String target) throws Exception {
      try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port())) {
        socket.setSoTimeout(30_000);
        socket.setSoLinger(true, 0);
        String request =
            "GET " + target + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
        socket.getOutputStream().write(request.getBytes(ISO_8859_1));
        byte[] unused = socket.getInputStream().readAllBytes();
      }
    }

    @Override
    public void close() throws IOException {
      try {
        for (DeploymentManager manager : managers) {
          if (manager.getState() == DeploymentManager.State.STARTED) {
            manager.stop();
          }
          manager.undeploy();
        }
      } catch (ServletException e) {
        throw new IllegalStateException(e);
      } finally {
        server.stop();
      }
    }
  }
}
