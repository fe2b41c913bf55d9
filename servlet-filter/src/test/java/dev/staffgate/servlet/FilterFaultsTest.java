package dev.staffgate.servlet;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.staffgate.Staffgate;
import dev.staffgate.audit.AuditException;
import dev.staffgate.audit.AuditSink;
import dev.staffgate.fixtures.SuppliedPolicySource;
import dev.staffgate.policy.Policy;
import dev.staffgate.yaml.PolicyFiles;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.jetty.ee10.servlet.FilterHolder;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.component.LifeCycle;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A broken world around the filter, policies that change, and sessions. */
class FilterFaultsTest {
  private static final Instant NOW = Instant.parse("2026-11-23T09:00:00Z");
  private static final String HEAD =
      """
      staffgate: 1
      roles:
        helper:
          grants: [client.view, { permission: payment.refund, second-factor: 15m }]
      staff:
        ann: { roles: [helper] }
      """;
  private static final Policy FIRST =
      policy("routes: [{ path: /a, access: public }, { path: /c, permission: client.view }]");
  private static final Policy SECOND =
      policy("routes: [{ path: /b, access: public }, { path: /a, permission: client.delete }]");
  private static final Policy REFUNDS =
      policy(
          "routes: [{ path: /r, permission: payment.refund }, { path: /in/**, access: public },"
              + " { path: /me, access: signed-in }, { path: /fw, access: public }]");
  private static final Policy OWN = own("widget.turn", "/w");
  private static final Policy OTHER = own("other.thing", "/w");

  private final Server server = new Server();
  private final ServerConnector connector = new ServerConnector(server);

  private static Policy policy(String routes) {
    return PolicyFiles.parse("policy.yaml", HEAD + routes + "\n");
  }

  private static Policy own(String permission, String path) {
    return PolicyFiles.parse(
        "policy.yaml",
        """
        staffgate: 1
        permissions: { PERMISSION: { title: Turn, category: product } }
        roles: { turner: { grants: [PERMISSION] } }
        staff: { ann: { roles: [turner] } }
        routes: [{ path: PATH, permission: PERMISSION }]
        """
            .replace("PERMISSION", permission)
            .replace("PATH", path));
  }

  private static final class Canary extends HttpServlet {
    private static final long serialVersionUID = 1L;

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response)
        throws jakarta.servlet.ServletException, IOException {
      switch (request.getServletPath()) {
        case "/in/ann" -> Caller.signIn(request, new Caller("ann", NOW.minusSeconds(60)));
        case "/in/new" -> request.getSession(true);
        case "/in/out" -> Caller.signOut(request);
        case "/fw" -> {
          response.getWriter().print("text that must go");
          request.getRequestDispatcher("/r").forward(request, response);
          return;
        }
        default -> {}
      }
      response.getWriter().print("CANARY " + StaffgateRequest.of(request).staff().orElse("-"));
    }
  }

  private void start(Supplier<Policy> policy, AuditSink audit, Optional<Caller> caller)
      throws Exception {
    start(policy, audit, builder -> builder.callers(request -> caller));
  }

  private interface Setting {
    StaffgateFilter.Builder on(StaffgateFilter.Builder builder);
  }

  private void start(Supplier<Policy> policy, AuditSink audit, Setting setting) throws Exception {
    Staffgate staffgate =
        Staffgate.builder()
            .policy(new SuppliedPolicySource(policy))
            .audit(audit)
            .clock(() -> NOW)
            .build();
    ServletContextHandler context = new ServletContextHandler("/", ServletContextHandler.SESSIONS);
    context.addFilter(
        new FilterHolder(setting.on(StaffgateFilter.of(staffgate)).build()),
        "/*",
        EnumSet.allOf(DispatcherType.class));
    context.addServlet(new ServletHolder(new Canary()), "/");
    server.addConnector(connector);
    server.setHandler(context);
    server.start();
  }

  @AfterEach
  void stop() {
    LifeCycle.stop(server);
  }

  private String get(String target, String... headers) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), connector.getLocalPort())) {
      socket.setSoTimeout(10_000);
      String lines = headers.length == 0 ? "" : String.join("\r\n", headers) + "\r\n";
      String request =
          "GET " + target + " HTTP/1.1\r\nHost: panel\r\nConnection: close\r\n" + lines + "\r\n";
      socket.getOutputStream().write(request.getBytes(ISO_8859_1));
      return new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
    }
  }

  private static final Caller ANN = new Caller("ann", null);

  @Test
  void policy_thatIsReloaded_countsFromTheNextRequest() throws Exception {
    Policy[] inForce = {FIRST};
    start(() -> inForce[0], event -> {}, Optional.of(ANN));
    assertThat(get("/a")).contains(" 200 ").contains("CANARY ann");
    assertThat(get("/b")).contains(" 403 ");

    inForce[0] = SECOND;

    assertThat(get("/a")).contains(" 403 ").contains("\"code\":\"not-granted\"");
    assertThat(get("/b")).contains("CANARY");
  }

  @Test
  void policy_thatIsReloadedBetweenRouteAndDecision_isAskedByTheOneThatHasTheRoute()
      throws Exception {
    boolean[] own = {true};
    // Each look finds another policy; in each of them ann has what the route of that one asks for.
    start(
        () -> {
          own[0] = !own[0];
          return own[0] ? OWN : OTHER;
        },
        event -> {},
        Optional.of(ANN));

    for (int i = 0; i < 5; i++) {
      assertThat(get("/w")).contains("CANARY");
    }
  }

  @Test
  void policies_thatEachDeny_neverPermitBetweenThem() throws Exception {
    // The first asks for what nobody has there; the second grants that, and asks for something
    // else.
    Policy first = asking("widget.turn", "widget.stop");
    Policy second = asking("widget.stop", "widget.turn");
    boolean[] odd = {false};
    start(
        () -> {
          odd[0] = !odd[0];
          return odd[0] ? first : second;
        },
        event -> {},
        Optional.of(ANN));

    for (int i = 0; i < 5; i++) {
      assertThat(get("/w")).startsWith("HTTP/1.1 403 ").doesNotContain("CANARY");
    }
  }

  private static Policy asking(String asked, String granted) {
    return PolicyFiles.parse(
        "policy.yaml",
        """
        staffgate: 1
        permissions:
          widget.turn: { title: Turn, category: product }
          widget.stop: { title: Stop, category: product }
        roles: { turner: { grants: [GRANTED] } }
        staff: { ann: { roles: [turner] } }
        routes: [{ path: /w, permission: ASKED }]
        """
            .replace("GRANTED", granted)
            .replace("ASKED", asked));
  }

  @Test
  void audit_thatFails_isA503WhereItMustBeRecorded() throws Exception {
    start(
        () -> REFUNDS,
        event -> {
          throw new AuditException("the disk is full", null);
        },
        Optional.of(new Caller("ann", NOW)));

    assertThat(get("/r"))
        .contains(" 503 ")
        .contains("\"code\":\"audit-unavailable\"")
        .doesNotContain("CANARY");
  }

  @Test
  void secondFactor_thatIsMissing_isAChallengeWithItsAge() throws Exception {
    start(() -> REFUNDS, event -> {}, Optional.of(ANN));

    assertThat(get("/r", "Accept: text/html"))
        .contains(" 401 ")
        .contains("error=\"insufficient_user_authentication\"", "max_age=\"900\"")
        .contains("<h1>Please confirm your second factor</h1>");
  }

  @Test
  void forward_afterTextWasWritten_isRefusedWithoutThatText() throws Exception {
    start(() -> REFUNDS, event -> {}, Optional.empty());

    assertThat(get("/fw"))
        .contains(" 401 ")
        .contains("\"code\":\"not-signed-in\"")
        .doesNotContain("text that must go");
  }

  @Test
  void pages_thatFail_areReplacedByTheStandardOnes() throws Exception {
    start(
        () -> FIRST,
        event -> {},
        builder ->
            builder.pages(
                (request, response, refusal) -> {
                  response.getWriter().print("half a page");
                  throw new IllegalStateException("no template");
                }));

    assertThat(get("/c"))
        .contains(" 401 ")
        .contains("\"code\":\"not-signed-in\"")
        .doesNotContain("half a page");
  }

  @Test
  void session_afterSignIn_hasAnotherIdAndIsTheCallersUntilSignOut() throws Exception {
    start(() -> REFUNDS, event -> {}, builder -> builder);
    String planted = cookie(get("/in/new"));
    assertThat(get("/me", "Cookie: " + planted)).contains(" 401 ");

    String own = cookie(get("/in/ann", "Cookie: " + planted));

    assertThat(own).isNotEqualTo(planted);
    assertThat(get("/me", "Cookie: " + planted)).contains(" 401 ");
    assertThat(get("/me", "Cookie: " + own)).contains("CANARY ann");
    assertThat(get("/r", "Cookie: " + own)).contains("CANARY ann");
    assertThat(get("/in/out", "Cookie: " + own)).contains(" 200 ");
    assertThat(get("/me", "Cookie: " + own)).contains(" 401 ");
  }

  private static String cookie(String answer) {
    Matcher cookie = Pattern.compile("(?i)set-cookie: (JSESSIONID=[^;\r]+)").matcher(answer);
    assertThat(cookie.find()).as(answer).isTrue();
    return cookie.group(1);
  }

  @Test
  void caller_writtenAndReadBack_isEqual() throws Exception {
    for (Caller caller : List.of(ANN, new Caller("bob", NOW))) {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
        out.writeObject(caller);
      }
      try (ObjectInputStream in =
          new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
        assertThat(in.readObject()).isEqualTo(caller);
      }
    }
  }
}
