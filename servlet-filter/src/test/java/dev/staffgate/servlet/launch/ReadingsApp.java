package dev.staffgate.servlet.launch;

import dev.staffgate.containers.AppDeployment;
import dev.staffgate.servlet.Caller;
import dev.staffgate.servlet.StaffgateFilter;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * Goes by the path that was written, as Spring MVC does, whatever the container made of it; and
 * forwards with requests that tell another path than they go to.
 */
public final class ReadingsApp extends ContainerApp {
  ReadingsApp(AppDeployment stage) {
    super(stage);
  }

  @Override
  void start(ServletContext context) {
    StaffgateFilter.of(stage.staffgate)
        .callers(request -> stage.staff.map(id -> new Caller(id, null)))
        .build()
        .register(context);
    add(context, "default", this::run, "/");
    add(context, "secret", this::run, "/secret/*");
    add(context, "go", ReadingsApp::go, "/go/*");
    add(context, "fail", ReadingsApp::fail, "/fail/*");
  }

  private void run(HttpServletRequest request, HttpServletResponse response) throws IOException {
    stage.ran.add(request.getMethod() + " " + request.getRequestURI());
    response.getOutputStream().print("CANARY");
  }

  /** Forwards to a path with a request that claims to be at {@code /pub}. */
  private static void go(HttpServletRequest request, HttpServletResponse response)
      throws ServletException, IOException {
    HttpServletRequest disguised =
        new HttpServletRequestWrapper(request) {
          @Override
          public String getServletPath() {
            return "/pub";
          }

          @Override
          public String getPathInfo() {
            return null;
          }

          @Override
          public String getRequestURI() {
            return getContextPath() + "/pub";
          }
        };
    request.getRequestDispatcher(request.getParameter("to")).forward(disguised, response);
  }

  /** Forwards to a page about an error, as Spring Boot's filter for WARs does. */
  private static void fail(HttpServletRequest request, HttpServletResponse response)
      throws ServletException, IOException {
    request.setAttribute("jakarta.servlet.error.status_code", 404);
    if (request.getParameter("writer") != null) {
      response.setContentType("text/plain");
      response.getWriter().print("half");
    }
    request.getRequestDispatcher("/error").forward(request, response);
  }
}
