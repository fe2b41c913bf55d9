package dev.staffgate.servlet;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.staffgate.Staffgate;
import dev.staffgate.yaml.PolicyFiles;
import dev.staffgate.yaml.PolicySource;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.jetty.ee10.servlet.ErrorPageErrorHandler;
import org.eclipse.jetty.ee10.servlet.FilterHolder;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.ContextHandlerCollection;
import org.eclipse.jetty.util.component.LifeCycle;

/**
 * The application that the attack table assumes, at the root and at {@code /panel} of one Jetty:
 * guarded resources that note each call, and public pages that resolve the raw path once more.
 */
final class GuardedApp implements AutoCloseable {
  private static final String METHODS = "[GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS]";
  private static final Set<String> READS = Set.of("GET", "HEAD", "OPTIONS");
  private static final List<String> OVERRIDES =
      List.of("X-HTTP-Method-Override", "X-HTTP-Method", "X-Method-Override");
  private static final String POLICY =
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
      """
          .replace("METHODS", METHODS);

  private final Server server = new Server();
  private final ServerConnector connector;
  private final Staffgate staffgate;

  /** What ran since it was last emptied: {@code admin}, {@code accounts.write}, … */
  private final Set<String> ran = ConcurrentHashMap.newKeySet();

  private volatile Optional<Caller> caller = Optional.empty();

  private GuardedApp(boolean relaxed, boolean filtered) {
    HttpConfiguration configuration = new HttpConfiguration();
    if (relaxed) {
      configuration.setUriCompliance(UriCompliance.UNSAFE);
    }
    connector = new ServerConnector(server, new HttpConnectionFactory(configuration));
    server.addConnector(connector);
    staffgate =
        Staffgate.builder()
            .policy(PolicySource.of(PolicyFiles.parse("policy.yaml", POLICY)))
            .audit(event -> {})
            .clock(() -> Instant.parse("2026-11-23T09:00:00Z"))
            .build();
    server.setHandler(
        new ContextHandlerCollection(
            context("/", relaxed, filtered), context("/panel", relaxed, filtered)));
  }

  /**
   * Starts the application.
   *
   * @param relaxed whether Jetty lets every URI through, and decodes what is ambiguous
   * @param filtered whether the filter is there; without it, it shows what the application is worth
   *     as a judge
   */
  static GuardedApp start(boolean relaxed, boolean filtered) throws Exception {
    GuardedApp app = new GuardedApp(relaxed, filtered);
    app.server.start();
    return app;
  }

  private ServletContextHandler context(String path, boolean relaxed, boolean filtered) {
    ServletContextHandler context = new ServletContextHandler(path);
    context.getServletHandler().setDecodeAmbiguousURIs(relaxed);
    if (filtered) {
      FilterHolder filter =
          new FilterHolder(StaffgateFilter.of(staffgate).callers(request -> caller).build());
      filter.setAsyncSupported(true);
      context.addFilter(filter, "/*", EnumSet.allOf(DispatcherType.class));
    }
    add(context, "/admin/*", (request, response) -> run("admin", response));
    add(context, "/vault", (request, response) -> run("vault", response));
    add(context, "/api/accounts/*", this::accounts);
    for (String pages : List.of("/public/*", "/static/*", "/login", "/")) {
      add(context, pages, (request, response) -> page(request, response, pages));
    }
    add(context, "/go/*", GuardedApp::go);
    ErrorPageErrorHandler errors = new ErrorPageErrorHandler();
    errors.addErrorPage(418, "/admin/error-detail");
    errors.addErrorPage(410, "/admin/gone");
    errors.addErrorPage(423, "/vault");
    errors.addErrorPage(424, "/vault");
    errors.addErrorPage(IllegalArgumentException.class, "/admin/error-detail");
    context.setErrorHandler(errors);
    return context;
  }

  private interface Page {
    void serve(HttpServletRequest request, HttpServletResponse response)
        throws ServletException, IOException;
  }

  private static void add(ServletContextHandler context, String mapping, Page page) {
    ServletHolder holder = new ServletHolder(new PageServlet(page));
    holder.setAsyncSupported(true);
    context.addServlet(holder, mapping);
  }

  private static final class PageServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;

    private final transient Page page;

    PageServlet(Page page) {
      this.page = page;
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response)
        throws ServletException, IOException {
      page.serve(request, response);
    }
  }

  private void run(String what, HttpServletResponse response) throws IOException {
    ran.add(what);
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

  private void page(HttpServletRequest request, HttpServletResponse response, String mapping)
      throws IOException {
    if (request.getDispatcherType() != DispatcherType.REQUEST) {
      response.getOutputStream().print("page");
      return;
    }
    String path = LenientPath.resolve(request.getRequestURI(), request.getContextPath());
    if ((path + "/").startsWith("/admin/")) {
      run("admin", response);
    } else if (path.equals("/vault")) {
      run("vault", response);
    } else if ((path + "/").startsWith("/api/accounts/")) {
      accounts(request, response);
    } else if (mapping.equals("/")) {
      run("(unlisted)", response);
    } else {
      response.getOutputStream().print("page");
    }
  }

  private static void go(HttpServletRequest request, HttpServletResponse response)
      throws ServletException, IOException {
    String to = request.getParameter("to");
    switch (String.valueOf(request.getPathInfo())) {
      case "/forward" -> request.getRequestDispatcher(to).forward(request, response);
      case "/include" -> request.getRequestDispatcher(to).include(request, response);
      case "/async" -> request.startAsync().dispatch(to);
      case "/error" -> response.sendError(Integer.parseInt(request.getParameter("code")));
      case "/throw" -> throw new IllegalArgumentException("thrown on purpose");
      default -> response.getOutputStream().print("page");
    }
  }

  /** What came back, and what ran meanwhile. */
  record Answer(int status, String text, Set<String> ran) {}

  /**
   * Sends one request as it is.
   *
   * @param staff who is signed in; empty for nobody
   * @param target the bytes between the method and the version, as ISO 8859-1
   */
  Answer send(
      Optional<String> staff,
      String method,
      String target,
      List<Map.Entry<String, String>> headers) {
    caller = staff.map(id -> new Caller(id, null));
    ran.clear();
    StringBuilder request =
        new StringBuilder(method)
            .append(' ')
            .append(target)
            .append(" HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n");
    headers.forEach(
        line -> request.append(line.getKey()).append(": ").append(line.getValue()).append("\r\n"));
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), connector.getLocalPort())) {
      socket.setSoTimeout(10_000);
      socket.getOutputStream().write(request.append("\r\n").toString().getBytes(ISO_8859_1));
      String text = new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
      int status = text.startsWith("HTTP/1.1 ") ? Integer.parseInt(text.substring(9, 12)) : 0;
      return new Answer(status, text, Set.copyOf(ran));
    } catch (IOException e) {
      throw new AssertionError(method + " " + target, e);
    }
  }

  @Override
  public void close() {
    LifeCycle.stop(server);
    staffgate.close();
  }
}
