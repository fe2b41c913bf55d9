package dev.staffgate.servlet.launch;

import dev.staffgate.containers.AppDeployment;
import dev.staffgate.servlet.Caller;
import dev.staffgate.servlet.StaffgateFilter;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * Does what a path names, whether or not it ends in a slash, as JAX-RS and Spring's handler of
 * trailing slashes do.
 */
public final class SlashApp extends ContainerApp {
  SlashApp(AppDeployment stage) {
    super(stage);
  }

  @Override
  void start(ServletContext context) {
    StaffgateFilter.of(stage.staffgate)
        .callers(request -> stage.staff.map(id -> new Caller(id, null)))
        .build()
        .register(context);
    add(context, "rest", this::run, "/rest/*");
    add(context, "default", this::run, "/");
    add(context, "go", SlashApp::go, "/go/*");
  }

  private void run(HttpServletRequest request, HttpServletResponse response) throws IOException {
    stage.ran.add(request.getMethod() + " " + request.getRequestURI());
    response.getOutputStream().print("CANARY");
  }

  private static void go(HttpServletRequest request, HttpServletResponse response)
      throws ServletException, IOException {
    request.getRequestDispatcher(request.getParameter("to")).forward(request, response);
  }
}
