package dev.staffgate.examples.spring;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import dev.staffgate.whm.testing.SimulatedBehaviour;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.CookieManager;
import java.net.HttpCookie;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.web.util.HtmlUtils;

/**
 * The panel in its own Tomcat, as a browser sees it, which goes where it is sent. That it runs
 * shows that the filter stands before everything: it would not have started otherwise.
 */
class PanelOnTomcatTest {
  private static final Pattern HIDDEN =
      Pattern.compile("type=\"hidden\" name=\"([^\"]+)\" value=\"([^\"]*)\"");
  private static final Pattern TOKEN = Pattern.compile("name=\"_csrf\"[^>]*value=\"([^\"]+)\"");

  private final RunningPanel panel = RunningPanel.get();
  private final CookieManager cookies = new CookieManager();
  private final HttpClient browser = HttpClient.newBuilder().cookieHandler(cookies).build();

  /** The same browser, going where it is sent. */
  private final HttpClient following =
      HttpClient.newBuilder()
          .cookieHandler(cookies)
          .followRedirects(HttpClient.Redirect.NORMAL)
          .build();

  private HttpResponse<String> visit(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    return following.send(
        request.header("Accept", "text/html,*/*;q=0.8").build(), BodyHandlers.ofString());
  }

  private HttpResponse<String> visit(String path) throws IOException, InterruptedException {
    return visit(HttpRequest.newBuilder(panel.url(path)));
  }

  private HttpResponse<String> submit(String path, String form)
      throws IOException, InterruptedException {
    return visit(
        HttpRequest.newBuilder(panel.url(path))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(form)));
  }

  private static String fields(String page) {
    return HIDDEN
        .matcher(page)
        .results()
        .map(field -> field.group(1) + "=" + URLEncoder.encode(unescaped(field.group(2)), UTF_8))
        .distinct()
        .collect(joining("&"));
  }

  private static String unescaped(String html) {
    return HtmlUtils.htmlUnescape(html);
  }

  @Test
  void nobody_openingThePanelInABrowser_signsInAndIsThere() throws Exception {
    HttpResponse<String> form = visit("/");
    HttpResponse<String> start =
        submit("/login", fields(form.body()) + "&username=ben&password=ben-books-invoices");

    assertThat(form.statusCode()).isEqualTo(200);
    assertThat(form.body()).contains("name=\"password\"", "name=\"viewport\"");
    assertThat(start.statusCode()).isEqualTo(200);
    assertThat(start.uri().getPath()).isEqualTo("/");
    assertThat(start.body()).contains("<h1>Panel</h1>", "name=\"viewport\"");
  }

  @Test
  void nobody_openingAPage_comesToItAfterAWrongAndARightPassword() throws Exception {
    HttpResponse<String> form = visit("/tickets?x=%22%3E");
    HttpResponse<String> again =
        submit("/login", fields(form.body()) + "&username=ann&password=wrong");
    HttpResponse<String> tickets =
        submit("/login", fields(again.body()) + "&username=ann&password=ann-answers-tickets");

    assertThat(again.statusCode()).isEqualTo(200);
    assertThat(again.body()).contains("Name or password is wrong");
    assertThat(tickets.statusCode()).isEqualTo(200);
    assertThat(tickets.uri()).isEqualTo(panel.url("/tickets?x=%22%3E"));
  }

  @Test
  void link_toTheFormThatLeadsElsewhere_staysHere() throws Exception {
    HttpResponse<String> form = visit("/login?return=//evil.example/");
    HttpResponse<String> start =
        submit(
            "/login",
            fields(form.body())
                + "&username=ann&password=ann-answers-tickets&return=https://evil.example/");

    assertThat(form.body()).doesNotContain("evil");
    assertThat(start.uri()).isEqualTo(panel.url("/"));
  }

  @Test
  void person_signingOutInABrowser_seesTheForm() throws Exception {
    signIn("ann");
    HttpResponse<String> form = submit("/logout", token("/"));

    assertThat(form.statusCode()).isEqualTo(200);
    assertThat(form.body()).contains("You are signed out", "name=\"password\"");
  }

  @Test
  void refund_inABrowser_isShownOnThePage() throws Exception {
    signIn("ben");
    HttpResponse<String> page = submit("/invoices/i2/refunds", token("/") + "&amount=0.07");

    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.body())
        .contains("<h1>Panel</h1>")
        .containsPattern("i2: 499.00, of which [0-9.]*7 were");
  }

  @Test
  void refund_inABrowserThatNeedsASecondFactor_leadsToThePageForIt() throws Exception {
    signIn("ben");
    HttpResponse<String> page = submit("/invoices/i2/refunds", token("/") + "&amount=120");

    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.body()).contains("Confirm your second factor", "name=\"viewport\"");
  }

  @Test
  void page_thatIsNotThere_isAPageInABrowserToo() throws Exception {
    signIn("ann");
    HttpResponse<String> answer = visit("/clients/c9");

    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(answer.body()).contains("<h1>Not Found</h1>", "name=\"viewport\"");
  }

  private HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return browser.send(HttpRequest.newBuilder(panel.url(path)).build(), BodyHandlers.ofString());
  }

  private HttpResponse<String> post(String path, String form)
      throws IOException, InterruptedException {
    return browser.send(
        HttpRequest.newBuilder(panel.url(path))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(form))
            .build(),
        BodyHandlers.ofString());
  }

  private String token(String page) throws IOException, InterruptedException {
    Matcher token = TOKEN.matcher(get(page).body());
    assertThat(token.find()).isTrue();
    return "_csrf=" + URLEncoder.encode(token.group(1), UTF_8);
  }

  private HttpResponse<String> signIn(String name, String password)
      throws IOException, InterruptedException {
    return post("/login", token("/login") + "&username=" + name + "&password=" + password);
  }

  private void signIn(String name) throws IOException, InterruptedException {
    assertThat(
            signIn(name, SecurityConfiguration.PASSWORDS.get(name))
                .headers()
                .firstValue("Location"))
        .contains("/"); // without scheme and host, which a proxy may have changed
  }

  private String session() {
    return cookies.getCookieStore().getCookies().stream()
        .filter(cookie -> cookie.getName().equals("JSESSIONID"))
        .map(HttpCookie::getValue)
        .findFirst()
        .orElse("");
  }

  @Test
  void person_signedInByTheForm_seesTheirTicketsInANewSession() throws Exception {
    signIn("ann");
    String before = session();
    signIn("ann");

    assertThat(before).isNotEmpty().isNotEqualTo(session());
    assertThat(get("/tickets").body()).contains("\"t1\"").doesNotContain("\"t2\"");
  }

  @Test
  void person_withAWrongPassword_staysOut() throws Exception {
    HttpResponse<String> answer = signIn("ann", "wrong");

    assertThat(answer.headers().firstValue("Location")).contains("/login?error");
    assertThat(get("/tickets").statusCode()).isEqualTo(401);
  }

  @Test
  void person_signedOut_isNobody() throws Exception {
    signIn("ann");
    post("/logout", token("/"));

    assertThat(get("/tickets").statusCode()).isEqualTo(401);
  }

  private static String cookiesOf(HttpResponse<String> answer) {
    return answer.headers().allValues("Set-Cookie").toString();
  }

  @Test
  void visitor_withoutASignIn_getsNoSession() throws Exception {
    String token = token("/login");
    for (HttpResponse<String> answer :
        List.of(
            get("/login"),
            get("/login?return=/invoices"),
            get("/"),
            get("/invoices"),
            get("/error"),
            get("/actuator/health"),
            post("/login", "username=ann&password=wrong"),
            post("/login", token + "&username=ann&password=wrong"),
            post("/logout", token),
            visit("/tickets"))) {
      assertThat(cookiesOf(answer)).as("%s", answer.uri()).doesNotContain("JSESSIONID");
    }
    assertThat(session()).isEmpty();
  }

  @Test
  void cookies_ofThePanel_areForItsFormsAlone() throws Exception {
    HttpResponse<String> form = get("/login");

    assertThat(cookiesOf(form)).contains("XSRF-TOKEN=", "HttpOnly", "SameSite=Lax");
    HttpResponse<String> in =
        post("/login", token("/login") + "&username=ann&password=ann-answers-tickets");
    assertThat(cookiesOf(in)).contains("JSESSIONID=", "HttpOnly", "SameSite=Lax");
  }

  @Test
  void errorPage_askedForByItsAddress_isNotThere() throws Exception {
    HttpResponse<String> answer = visit("/error");

    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(answer.body()).contains("<h1>Not Found</h1>").doesNotContain("None");
  }

  @Test
  void query_orFormThatCannotBeRead_isRefusedAndNotLogged() throws Exception {
    PrintStream log = System.out;
    ByteArrayOutputStream logged = new ByteArrayOutputStream();
    System.setOut(new PrintStream(logged, true, UTF_8));
    try {
      for (String target : List.of("/login?x=%ZZ", "/login?x=%", "/actuator/health?x=%ZZ")) {
        assertThat(raw("GET " + target, "")).startsWith("HTTP/1.1 400 ");
      }
      assertThat(raw("POST /login", "username=%ZZ")).startsWith("HTTP/1.1 400 ");
      assertThat(raw("GET /tickets?x=%ZZ", "")).startsWith("HTTP/1.1 401 ");
    } finally {
      System.setOut(log);
    }
    assertThat(logged.toString(UTF_8)).doesNotContain("ERROR");
  }

  /** Sends what no client of Java's would. */
  private String raw(String line, String form) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), panel.url("/").getPort())) {
      socket
          .getOutputStream()
          .write(
              (line
                      + " HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\nContent-Length: "
                      + form.length()
                      + "\r\nContent-Type: application/x-www-form-urlencoded\r\n\r\n"
                      + form)
                  .getBytes(UTF_8));
      return new String(socket.getInputStream().readAllBytes(), UTF_8);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/tickets;x=1", "//tickets", "/clients/%2e%2e/invoices", "/tickets%2f"})
  void path_thatCanBeReadInTwoWays_isRefused(String path) throws Exception {
    signIn("cleo");

    assertThat(get(path).statusCode()).isEqualTo(400);
  }

  @Test
  void errorPage_ofSpring_hasARouteOfItsOwn() throws Exception {
    signIn("ann");
    HttpResponse<String> answer = get("/clients/c9");

    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(answer.body()).contains("Not Found");
  }

  @Test
  void server_entered_isOpenedAndCounted() throws Exception {
    signIn("dora");
    panel.server().behave(SimulatedBehaviour.healthy());
    long before = calls("ok");
    HttpResponse<String> answer = post("/servers/web1/sessions", token("/"));

    assertThat(answer.statusCode()).isEqualTo(303);
    assertThat(answer.headers().firstValue("Location"))
        .hasValueSatisfying(to -> assertThat(to).startsWith("https://"));
    assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
    assertThat(calls("ok")).isEqualTo(before + 1);
  }

  @Test
  void server_thatRefusesItsToken_isCountedByTheKindOfTheFailure() throws Exception {
    signIn("dora");
    panel.server().behave(SimulatedBehaviour.denyingAccess());
    HttpResponse<String> answer = post("/servers/web1/sessions", token("/"));

    assertThat(answer.statusCode()).isEqualTo(502);
    assertThat(
            meters().find(ConnectMetrics.NAME).tag("server", "web1").timers().stream()
                .map(timer -> timer.getId().getTag("outcome"))
                .filter(outcome -> !"ok".equals(outcome)))
        .containsExactly("authentication");
  }

  @Test
  void server_thatIsForOthers_isRefusedAndNotCalled() throws Exception {
    signIn("ann");
    long before = panel.server().calls();

    assertThat(post("/servers/web1/sessions", token("/")).statusCode()).isEqualTo(403);
    assertThat((long) panel.server().calls()).isEqualTo(before);
  }

  private MeterRegistry meters() {
    return panel.context().getBean(MeterRegistry.class);
  }

  private long calls(String outcome) {
    return meters().find(ConnectMetrics.NAME).tag("outcome", outcome).timers().stream()
        .mapToLong(Timer::count)
        .sum();
  }
}
