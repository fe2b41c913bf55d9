package dev.staffgate.servlet;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.staffgate.Staffgate;
import dev.staffgate.audit.AuditEvent;
import dev.staffgate.fixtures.RecordingAudit;
import dev.staffgate.network.IpRange;
import dev.staffgate.network.NetworkSet;
import dev.staffgate.yaml.PolicyFiles;
import dev.staffgate.yaml.PolicySource;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import org.eclipse.jetty.ee10.servlet.FilterHolder;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The filter before real servlets on a real Jetty that lets every URI through. */
class StaffgateFilterTest {
  private static final Instant NOW = Instant.parse("2026-11-23T09:00:00Z");
  private static final String POLICY =
      """
      staffgate: 1
      networks: { office: [203.0.113.0/24] }
      departments: [sales, billing]
      roles:
        helper:
          grants:
            - permission: client.view
              networks: [office]
            - permission: ticket.view
              only: { department: assigned }
            - permission: payment.refund
              second-factor: 15m
      staff:
        ann: { roles: [helper], assigned: { department: [sales] } }
        mal: { roles: [helper], disabled: true }
      routes:
        - { path: /assets/**, access: public }
        - { path: /account/**, access: signed-in }
        - { path: /clients/**, methods: [GET], permission: client.view }
        - { path: "/tickets/{department}/**", permission: ticket.view, resource: { department: "{department}" } }
        - { path: /refund, methods: [POST], permission: payment.refund }
        - { path: /go/**, access: public }
      """;

  private final RecordingAudit audit = new RecordingAudit();
  private final Server server = new Server();
  private final ServerConnector connector;
  private volatile Optional<Caller> caller = Optional.empty();

  StaffgateFilterTest() {
    HttpConfiguration configuration = new HttpConfiguration();
    configuration.setUriCompliance(UriCompliance.UNSAFE);
    connector = new ServerConnector(server, new HttpConnectionFactory(configuration));
  }

  @BeforeEach
  void start() throws Exception {
    Staffgate staffgate =
        Staffgate.builder()
            .policy(PolicySource.of(PolicyFiles.parse("policy.yaml", POLICY)))
            .audit(audit)
            .clock(() -> NOW)
            .build();
    StaffgateFilter filter =
        StaffgateFilter.of(staffgate)
            .callers(request -> caller)
            .clientAddress(ClientAddress.behind(NetworkSet.of(IpRange.parse("127.0.0.1"))))
            .build();
    ServletContextHandler context = new ServletContextHandler("/");
    context.getServletHandler().setDecodeAmbiguousURIs(true);
    context.addFilter(new FilterHolder(filter), "/*", EnumSet.allOf(DispatcherType.class));
    context.addServlet(new ServletHolder(new Canary()), "/");
    context.addServlet(new ServletHolder(new Forwarder()), "/go/*");
    server.addConnector(connector);
    server.setHandler(context);
    server.start();
  }

  @AfterEach
  void stop() throws Exception {
    server.stop();
  }

  /** Says that it ran, and with which decision. */
  private static final class Canary extends HttpServlet {
    private static final long serialVersionUID = 1L;

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      response.getWriter().print("CANARY " + StaffgateRequest.of(request).decision().outcome());
    }
  }

  private static final class Forwarder extends HttpServlet {
    private static final long serialVersionUID = 1L;

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response)
        throws jakarta.servlet.ServletException, IOException {
      request.getRequestDispatcher(request.getParameter("to")).forward(request, response);
    }
  }

  private String send(String method, String target, String... headers) {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), connector.getLocalPort())) {
      socket.setSoTimeout(10_000);
      String more = headers.length == 0 ? "" : String.join("\r\n", headers) + "\r\n";
      socket
          .getOutputStream()
          .write(
              (method
                      + " "
                      + target
                      + " HTTP/1.1\r\nHost: panel\r\nConnection: close\r\n"
                      + more
                      + "\r\n")
                  .getBytes(UTF_8));
      return new String(socket.getInputStream().readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static int status(String answer) {
    return Integer.parseInt(answer.substring(9, 12));
  }

  private void signIn(String staff) {
    caller = Optional.of(new Caller(staff, null));
  }

  @Test
  void publicRoute_nobodySignedIn_isServedWithADecision() {
    assertThat(send("GET", "/assets/a.css")).contains("200").contains("CANARY permit");
    assertThat(send("GET", "/assets")).as("a prefix matches itself").contains("CANARY");
  }

  @Test
  void pathWithoutRoute_whoever_is403() {
    signIn("ann");
    assertThat(status(send("GET", "/other"))).isEqualTo(403);
    assertThat(status(send("GET", "/Assets/a.css"))).as("case counts").isEqualTo(403);
    assertThat(status(send("POST", "/clients/1"))).as("another method").isEqualTo(403);
    assertThat(audit.events())
        .extracting(event -> event.details().get("what"))
        .containsExactly("GET /other", "GET /Assets/a.css", "POST /clients/1");
  }

  @Test
  void protectedRoute_nobodySignedIn_is401AsProblemOrPage() {
    String problem = send("GET", "/clients/1");
    assertThat(status(problem)).isEqualTo(401);
    assertThat(problem)
        .contains("Content-Type: application/problem+json")
        .contains("\"code\":\"not-signed-in\"")
        .contains("Cache-Control: no-store");
    String page = send("GET", "/clients/1", "Accept: text/html,*/*;q=0.8");
    assertThat(page).contains("Content-Type: text/html").contains("<h1>Please sign in</h1>");
  }

  @Test
  void protectedRoute_fromTheRightAddress_isServed() {
    signIn("ann");
    assertThat(send("GET", "/clients/1", "X-Forwarded-For: 203.0.113.7")).contains("CANARY permit");
    assertThat(send("HEAD", "/clients/1", "X-Forwarded-For: 203.0.113.7")).contains("200");
    assertThat(status(send("GET", "/clients/1", "X-Forwarded-For: 198.51.100.1"))).isEqualTo(403);
    assertThat(status(send("GET", "/clients/1", "X-Forwarded-For: nonsense"))).isEqualTo(403);
    assertThat(audit.events())
        .extracting(AuditEvent::type)
        .containsOnly(AuditEvent.Type.ACCESS_REFUSED);
  }

  @Test
  void resourceOfTheRoute_isTakenFromThePath() {
    signIn("ann");
    assertThat(send("GET", "/tickets/sales/7")).contains("CANARY permit");
    assertThat(status(send("GET", "/tickets/billing/7"))).isEqualTo(403);
    assertThat(status(send("GET", "/tickets"))).isEqualTo(403);
  }

  @Test
  void secondFactor_missing_is401WithTheRemedy_fresh_isServed() {
    signIn("ann");
    assertThat(send("POST", "/refund")).contains("401").contains("\"remedy\":\"second-factor\"");
    caller = Optional.of(new Caller("ann", NOW.minusSeconds(60)));
    assertThat(send("POST", "/refund")).contains("CANARY permit");
  }

  @Test
  void disabledOrUnknownAccount_signedIn_is403() {
    signIn("mal");
    assertThat(status(send("GET", "/account/"))).isEqualTo(403);
    signIn("nobody");
    assertThat(status(send("GET", "/account/"))).isEqualTo(403);
    signIn("ann");
    assertThat(send("GET", "/account/")).contains("CANARY");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/assets/..;/clients/1",
        "/assets/%2e%2e/clients/1",
        "/assets/../clients/1",
        "/assets;/../clients/1",
        "//clients/1",
        "/clients//1",
        "/assets/%2fclients",
        "/assets\\..\\clients",
        "/assets/%5c..%5cclients",
        "/assets/%252e%252e/clients",
        "/assets/%00",
        "/assets/%0a",
        "/assets/..%c0%af",
        "/assets/.",
        "/assets/%EF%BC%8F"
      })
  void suspiciousPath_whoever_isRefusedBeforeAnyRoute(String target) {
    signIn("ann");
    String answer = send("GET", target, "X-Forwarded-For: 203.0.113.7");
    assertThat(answer).doesNotContain("CANARY");
    assertThat(status(answer)).isEqualTo(400);
  }

  @Test
  void forward_toAProtectedPath_isDecidedAnew() {
    assertThat(send("GET", "/go/x?to=/clients/1")).doesNotContain("CANARY");
    assertThat(send("GET", "/go/x?to=/assets/a")).contains("CANARY");
  }

  @Test
  void error_dispatchedToAPageWithoutRoute_showsNoCanary() {
    String answer = send("GET", "/go/x?to=/nothing");
    assertThat(answer).doesNotContain("CANARY");
    assertThat(status(answer)).isEqualTo(403);
  }

  @Test
  void callerSource_thatFails_refusesTheRequest() {
    caller = null;
    assertThat(status(send("GET", "/clients/1"))).isEqualTo(503);
  }
}
