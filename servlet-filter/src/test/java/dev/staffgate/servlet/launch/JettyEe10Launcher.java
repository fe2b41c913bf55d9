package dev.staffgate.servlet.launch;

import dev.staffgate.containers.AppDeployment;
import dev.staffgate.containers.ContainerLauncher;
import dev.staffgate.containers.RunningContainer;
import java.nio.file.Path;
import org.eclipse.jetty.ee10.servlet.ErrorPageErrorHandler;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.webapp.Configuration;
import org.eclipse.jetty.ee10.webapp.WebAppContext;
import org.eclipse.jetty.ee10.webapp.WebXmlConfiguration;
import org.eclipse.jetty.ee10.websocket.server.config.JettyWebSocketServletContainerInitializer;
import org.eclipse.jetty.ee10.websocket.servlet.WebSocketUpgradeFilter;

/** Jetty 12.1 with Servlet 6.0. */
public final class JettyEe10Launcher implements ContainerLauncher {
  @Override
  public RunningContainer start(AppDeployment stage) throws Exception {
    JettyServer server = new JettyServer(stage);
    for (String path : stage.contexts) {
      ContainerApp app = ContainerApp.of(stage);
      ServletContextHandler context =
          stage.settings.containsKey("web.xml")
              ? withDescriptor(server.folderWithDescriptor(stage))
              : new ServletContextHandler(ServletContextHandler.SESSIONS);
      context.setContextPath(path.isEmpty() ? "/" : path);
      if (stage.settings.containsKey("files")) {
        context.setBaseResourceAsPath(Path.of(stage.settings.get("files")));
        context.setWelcomeFiles(new String[] {"index.html"});
      }
      if (stage.settings.containsKey("sockets")) {
        addSocket(context, stage);
      }
      context.getServletHandler().setDecodeAmbiguousURIs(stage.relaxed);
      context.addServletContainerInitializer(app);
      ErrorPageErrorHandler errors = new ErrorPageErrorHandler();
      app.errorPages().forEach(errors::addErrorPage);
      if (!app.exceptionPage().isEmpty()) {
        errors.addErrorPage(IllegalArgumentException.class, app.exceptionPage());
      }
      context.setErrorHandler(errors);
      server.add(context);
    }
    return server.start();
  }

  /** Reads {@code WEB-INF/web.xml}, and nothing of what is a web application besides. */
  private static ServletContextHandler withDescriptor(Path folder) {
    WebAppContext context = new WebAppContext();
    context.setBaseResourceAsPath(folder);
    context.setDefaultsDescriptor(null);
    context.setConfigurations(new Configuration[] {new WebXmlConfiguration()});
    context.setClassLoader(JettyEe10Launcher.class.getClassLoader());
    context.setThrowUnavailableOnStartupException(true);
    return context;
  }

  /** The filter of WebSockets is there before the application puts Staffgate's before it. */
  private static void addSocket(ServletContextHandler context, AppDeployment stage) {
    var unused =
        context.addServletContainerInitializer(
            (found, application) -> WebSocketUpgradeFilter.ensureFilter(application));
    JettyWebSocketServletContainerInitializer.configure(
        context,
        (application, sockets) ->
            sockets.addMapping("/sockets/echo", (request, response) -> new JettyEchoSocket(stage)));
  }
}
