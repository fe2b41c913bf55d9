package dev.staffgate.servlet.launch;

import dev.staffgate.containers.Launcher;
import dev.staffgate.containers.Running;
import dev.staffgate.containers.Stage;
import org.eclipse.jetty.ee11.servlet.ErrorPageErrorHandler;
import org.eclipse.jetty.ee11.servlet.ServletContextHandler;

/** Jetty 12.1 with Servlet 6.1. */
public final class JettyEe11Launcher implements Launcher {
  @Override
  public Running start(Stage stage) throws Exception {
    JettyServer server = new JettyServer(stage);
    for (String path : stage.contexts) {
      App app = App.of(stage);
      ServletContextHandler context =
          new ServletContextHandler(path.isEmpty() ? "/" : path, ServletContextHandler.SESSIONS);
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
}
