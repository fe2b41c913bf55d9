package dev.staffgate.servlet.launch;

import dev.staffgate.containers.AppDeployment;
import dev.staffgate.servlet.LenientPathResolver;
import dev.staffgate.servlet.StaffgateFilter;
import dev.staffgate.servlet.StaffgateRequest;
import jakarta.servlet.ServletContext;
import java.util.Locale;
import java.util.Objects;

/**
 * Servlets and routes that stand for each other, one by one; all routes are public. Each run notes
 * the servlet, the line of the route that was applied, and the raw path.
 */
public final class FuzzApp extends ContainerApp {
  /** Its policy: the route of the first servlet is in line 3. */
  public static final String POLICY =
      """
      staffgate: 1
      routes:
        - { path: /admin/**, access: public }
        - { path: /vault, access: public }
        - { path: /api/accounts/**, access: public }
        - { path: /public/**, access: public }
        - { path: /**, access: public }
      """;

  FuzzApp(AppDeployment stage) {
    super(stage);
  }

  /** The line of the route for a path that means the same to everybody. */
  public static int lineFor(String path) {
    if ((path + "/").startsWith("/admin/")) {
      return 3;
    }
    if (path.equals("/vault")) {
      return 4;
    }
    if ((path + "/").startsWith("/api/accounts/")) {
      return 5;
    }
    return (path + "/").startsWith("/public/") ? 6 : 7;
  }

  /** The line for the path as a lenient framework reads it; case and a slash at the end aside. */
  private static int lenientLine(String raw, String mapped) {
    String lenient = LenientPathResolver.resolve(raw, "");
    String own = mapped.toLowerCase(Locale.ROOT);
    return lenient.equals(own) || (lenient + "/").equals(own) ? lineFor(mapped) : lineFor(lenient);
  }

  @Override
  void start(ServletContext context) {
    StaffgateFilter.of(stage.staffgate).build().register(context);
    page(context, 3, "/admin/*");
    page(context, 4, "/vault");
    page(context, 5, "/api/accounts/*");
    page(context, 6, "/public/*");
    page(context, 7, "/", "*.do");
  }

  private void page(ServletContext context, int line, String... mappings) {
    add(
        context,
        "line" + line,
        (request, response) -> {
          int applied = StaffgateRequest.of(request).route().line();
          String mapped =
              request.getServletPath() + Objects.requireNonNullElse(request.getPathInfo(), "");
          stage.ran.add(line + " " + applied + " " + lenientLine(request.getRequestURI(), mapped));
          response.getOutputStream().print("ran");
        },
        mappings);
  }
}
