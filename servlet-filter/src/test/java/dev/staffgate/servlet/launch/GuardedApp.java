package dev.staffgate.servlet.launch;

import dev.staffgate.containers.AppDeployment;
import dev.staffgate.servlet.Caller;
import dev.staffgate.servlet.LenientPathResolver;
import dev.staffgate.servlet.StaffgateFilter;
import dev.staffgate.servlet.StaffgateRequest;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * The application that the attack table assumes: guarded resources that note each call and answer
 * with a canary, and public pages that resolve the raw path once more. It has servlets mapped by
 * prefix, exactly, by extension and as the default.
 */
public final class GuardedApp extends ContainerApp {
  /** Its policy. */
  public static final String POLICY =
      """
      staffgate: 1
      catalog: none
      permissions:
        admin.access: { title: Administer, category: system }
        vault.open: { title: Open the vault, category: system }
        accounts.view: { title: View accounts, category: client }
        accounts.write: { title: Change accounts, category: client }
      roles:
        everything: { grants: [admin.access, vault.open, accounts.view, accounts.write] }
        viewer: { grants: [accounts.view] }
      staff:
        all: { roles: [everything] }
        accounts.view: { roles: [viewer] }
      routes:
        - { path: /admin/**, methods: METHODS, permission: admin.access }
        - { path: /vault, methods: METHODS, permission: vault.open }
        - { path: /api/accounts/**, methods: [GET, HEAD, OPTIONS], permission: accounts.view }
        - { path: /api/accounts/**, methods: [POST, PUT, PATCH, DELETE], permission: accounts.write }
        - { path: /public/**, methods: METHODS, access: public }
        - { path: /static/**, methods: METHODS, access: public }
        - { path: /login, methods: METHODS, access: public }
        - { path: /go/**, methods: METHODS, access: public }
        - { path: /open/**, access: public }
        - { path: /traced, methods: [TRACE], access: public }
      """
          .replace("METHODS", "[GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS]");

  private static final Set<String> READS = Set.of("GET", "HEAD", "OPTIONS");
  private static final List<String> OVERRIDES =
      List.of("X-HTTP-Method-Override", "X-HTTP-Method", "X-Method-Override");

  GuardedApp(AppDeployment stage) {
    super(stage);
  }

  @Override
  Map<Integer, String> errorPages() {
    return Map.of(418, "/admin/error-detail", 410, "/admin/gone", 423, "/vault", 424, "/vault");
  }

  @Override
  String exceptionPage() {
    return "/admin/error-detail";
  }

  @Override
  void start(ServletContext context) {
    if (stage.settings.getOrDefault("filtered", "true").equals("true")) {
      StaffgateFilter.of(stage.staffgate)
          .callers(request -> stage.staff.map(id -> new Caller(id, null)))
          .build()
          .register(context);
    }
    add(context, "admin", (request, response) -> run("admin", response), "/admin/*");
    add(context, "vault", (request, response) -> run("vault", response), "/vault");
    add(context, "accounts", this::accounts, "/api/accounts/*");
    add(context, "pages", (q, p) -> page(q, p, "page"), "/public/*", "/static/*", "/login");
    add(context, "unlisted", (q, p) -> page(q, p, ""), "/", "*.json", "*.css", "*.do");
    add(context, "go", GuardedApp::go, "/go/*");
    add(context, "echo", GuardedApp::echo, "/open/*", "/traced");
  }

  private void run(String what, HttpServletResponse response) throws IOException {
    stage.ran.add(what);
    response.getOutputStream().print("CANARY " + what);
  }

  private void accounts(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    String method = request.getMethod();
    for (String override : OVERRIDES) {
      String other = request.getHeader(override);
      method = other == null ? method : other.toUpperCase(Locale.ROOT);
    }
    run(READS.contains(method) ? "accounts.view" : "accounts.write", response);
  }

  /** A page that is public if it has a text. */
  private void page(HttpServletRequest request, HttpServletResponse response, String text)
      throws IOException {
    String path =
        request.getDispatcherType() == DispatcherType.REQUEST
            ? LenientPathResolver.resolve(request.getRequestURI(), request.getContextPath())
            : "";
    if ((path + "/").startsWith("/admin/")) {
      run("admin", response);
    } else if (path.equals("/vault")) {
      run("vault", response);
    } else if ((path + "/").startsWith("/api/accounts/")) {
      accounts(request, response);
    } else if (text.isEmpty()) {
      run("(unlisted)", response);
    } else {
      response.getOutputStream().print(text);
    }
  }

  /** Sends back what it was sent, as the servlet of a framework does with TRACE. */
  private static void echo(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    response.getOutputStream().print("echo " + request.getHeader("Cookie"));
  }

  private static void go(HttpServletRequest request, HttpServletResponse response)
      throws ServletException, IOException {
    String to = request.getParameter("to");
    switch (String.valueOf(request.getPathInfo())) {
      case "/forward" -> dispatcher(request, to).forward(request, response);
      case "/include" -> dispatcher(request, to).include(request, response);
      case "/async" -> request.startAsync().dispatch(to);
      case "/around" -> {
        int route = StaffgateRequest.of(request).route().line();
        dispatcher(request, to).include(request, response);
        response
            .getOutputStream()
            .print(" by " + (StaffgateRequest.of(request).route().line() - route));
      }
      case "/began" -> {
        int route = StaffgateRequest.of(request).route().line();
        AsyncContext begun =
            to == null ? request.startAsync() : request.startAsync(request, response);
        StaffgateRequest found = StaffgateRequest.of((HttpServletRequest) begun.getRequest());
        response.getOutputStream().print("by " + (found.route().line() - route));
        begun.complete();
      }
      case "/error" -> response.sendError(Integer.parseInt(request.getParameter("code")));
      case "/throw" -> throw new IllegalArgumentException("thrown on purpose");
      default -> response.getOutputStream().print("page");
    }
  }

  /** A container may know none for what is no path: then there is nothing to dispatch to. */
  private static RequestDispatcher dispatcher(HttpServletRequest request, String to) {
    RequestDispatcher dispatcher = request.getRequestDispatcher(to);
    return dispatcher == null ? request.getRequestDispatcher("/nothing") : dispatcher;
  }
}
