package dev.staffgate.examples.panel.app;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.staffgate.examples.panel.stories.AuthenticatorApp;
import dev.staffgate.examples.panel.stories.SignedInClient;
import dev.staffgate.examples.panel.stories.Visitor;
import dev.staffgate.model.Secret;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the panel gives to, takes from and records of callers who have proved nothing yet. */
class PanelDoorTest {
  private static final Instant START = Instant.parse("2026-11-24T10:00:00Z");
  private static final AtomicReference<Instant> NOW = new AtomicReference<>(START);

  @TempDir static Path data;

  private static DemoEnvironment demo;
  private static ConnectPanel panel;

  private long recorded;

  @BeforeAll
  static void start() throws Exception {
    demo = DemoEnvironment.prepare(data);
    panel =
        ConnectPanel.start(
            demo.config("demo.yaml", data, 0, NOW::get)
                .withApiKey(Optional.of(Secret.of("a-key-of-the-tests-0123456789"))));
  }

  @AfterAll
  static void stop() {
    if (panel != null) {
      panel.close();
    }
    if (demo != null) {
      demo.close();
    }
  }

  /** Each test has a period of its own, for refusals are counted by periods. */
  @BeforeEach
  void goOn() throws Exception {
    NOW.set(NOW.get().plus(Duration.ofHours(1)));
    recorded = Files.size(data.resolve("audit.jsonl"));
  }

  /** Returns the audit records since the test began. */
  private String audit() throws Exception {
    return Files.readString(data.resolve("audit.jsonl")).substring((int) recorded);
  }

  private static HttpResponse<String> password(Visitor visitor, String name) throws Exception {
    return visitor.post("/sign-in/", "name", name, "password", DemoEnvironment.PASSWORDS.get(name));
  }

  private static String setCookies(HttpResponse<String> response) {
    return response.headers().allValues("Set-Cookie").toString();
  }

  @Test
  void visitor_withoutASignIn_getsNoSession() throws Exception {
    Visitor visitor = new Visitor(panel.url());
    HttpResponse<String> page = visitor.get("/sign-in/");
    assertThat(setCookies(page)).contains("connect-form=", "HttpOnly", "SameSite=Lax");
    assertThat(setCookies(page)).doesNotContain("JSESSIONID");
    HttpResponse<String> wrong = visitor.post("/sign-in/", "name", "nobody", "password", "guess");
    assertThat(wrong.statusCode()).isEqualTo(403);
    for (HttpResponse<String> answer :
        List.of(
            wrong,
            visitor.get("/"),
            visitor.get("/servers/"),
            visitor.get("/assets/style.css"),
            visitor.post("/sign-in/code", "code", "123456"),
            visitor.postAsIs("/sign-in/", "name", "bob"),
            visitor.post("/sign-out"))) {
      assertThat(setCookies(answer)).isEqualTo("[]");
    }
  }

  @Test
  void form_ofAnotherVisitor_isRefused() throws Exception {
    Visitor one = new Visitor(panel.url());
    Visitor other = new Visitor(panel.url());
    one.get("/sign-in/");
    other.get("/sign-in/");
    HttpResponse<String> stolen =
        other.postAsIs("/sign-in/", "csrf", one.csrf(), "name", "nobody", "password", "guess");
    assertThat(stolen.body()).contains("Please send this form again");
    assertThat(one.post("/sign-in/", "name", "nobody", "password", "guess").body())
        .doesNotContain("Please send this form again");
  }

  @Test
  void form_fromBeforeTheSignIn_isWorthNothingAfterIt() throws Exception {
    Visitor carol = new Visitor(panel.url());
    carol.get("/sign-in/");
    String first = carol.csrf();
    String seed = Visitor.seedIn(password(carol, "carol").body()).orElseThrow();
    String second = carol.csrf();
    carol.post("/sign-in/code", "code", AuthenticatorApp.code(seed, NOW.get()));
    carol.get("/servers/");
    assertThat(carol.csrf()).isNotIn(first, second);
    for (String old : new String[] {first, second}) {
      HttpResponse<String> answer = carol.postAsIs("/sign-out", "csrf", old);
      assertThat(answer.statusCode()).isEqualTo(403);
    }
    assertThat(carol.get("/servers/").statusCode()).isEqualTo(200);
    assertThat(audit()).contains("\"reason\":\"form-without-token\"", "\"staff\":\"carol\"");
  }

  @Test
  void code_wrongWhileEnrolling_leavesTheSameKey() throws Exception {
    Visitor dave = new Visitor(panel.url());
    dave.get("/sign-in/");
    HttpResponse<String> enrol = password(dave, "dave");
    String seed = Visitor.seedIn(enrol.body()).orElseThrow();
    assertThat(enrol.body()).contains("<svg").doesNotContain("maxlength");
    HttpResponse<String> again = dave.post("/sign-in/code", "code", "000 000");
    assertThat(again.statusCode()).isEqualTo(403);
    assertThat(again.body()).contains("<svg", "role=\"alert\"");
    assertThat(Visitor.seedIn(again.body())).contains(seed);
    String code = AuthenticatorApp.code(seed, NOW.get());
    HttpResponse<String> in =
        dave.post("/sign-in/code", "code", "  " + code.substring(0, 3) + " - " + code.substring(3));
    assertThat(in.statusCode()).isEqualTo(303);
  }

  @Test
  void code_afterTheSignInIsOver_leadsBackToThePassword() throws Exception {
    Visitor erin = new Visitor(panel.url());
    erin.get("/sign-in/");
    assertThat(Visitor.seedIn(password(erin, "erin").body())).isPresent();
    NOW.set(NOW.get().plus(Duration.ofMinutes(6)));
    HttpResponse<String> late = erin.post("/sign-in/code", "code", "123456");
    assertThat(late.body()).contains("taken too long", "name=\"password\"");
    assertThat(Visitor.seedIn(late.body())).isEmpty();
  }

  @Test
  void signOut_isRecorded() throws Exception {
    SignedInClient bob = new SignedInClient(panel.url(), "bob", NOW.get());
    assertThat(bob.post("/sign-out").statusCode()).isEqualTo(302);
    assertThat(audit()).contains("\"type\":\"sign-out\",\"staff\":\"bob\",\"from\":\"127.0.0.1\"");
    assertThat(bob.get("/servers/").statusCode()).isEqualTo(303);
  }

  @Test
  void refusals_ofOutsiders_areRecordedAndTheirNumberIsBounded() throws Exception {
    Visitor visitor = new Visitor(panel.url());
    for (int i = 0; i < 100; i++) {
      visitor.get("/servers/web1");
      visitor.postAsIs("/access/v1/evaluation");
      visitor.postAsIs("/sign-in/", "name", "bob");
      visitor.get("/sign-in/");
      visitor.post("/sign-in/code", "code", "000000");
    }
    assertThat(audit().lines()).hasSize(60);
    assertThat(audit())
        .contains(
            "\"type\":\"access-refused\",\"staff\":\"\",\"from\":\"127.0.0.1\",\"reason\":\"not-signed-in\",\"path\":\"/servers/web1\"",
            "\"reason\":\"api-key\",\"path\":\"/access/v1/evaluation\"",
            "\"reason\":\"form-without-token\",\"path\":\"/sign-in/\"");
    NOW.set(NOW.get().plus(Duration.ofMinutes(10)));
    visitor.get("/servers/web1");
    assertThat(audit().lines()).hasSize(62);
    assertThat(audit())
        .contains(
            "\"reason\":\"not-signed-in\",\"more\":\"80\"", "\"by-address\":\"127.0.0.1 80\"");
  }

  @Test
  void calls_withoutAKeyByAnEncodedPath_areRecordedToo() throws Exception {
    Visitor visitor = new Visitor(panel.url());
    List<String> paths =
        List.of("/%61ccess/v1/evaluation", "/access/%761/evaluation", "/access/v1/%65valuation");
    for (String path : paths) {
      assertThat(visitor.postAsIs(path).statusCode()).as(path).isEqualTo(401);
    }
    // The record follows the answer: the filter sees only then what it was.
    Instant patience = Instant.now().plusSeconds(30);
    while (audit().split("\"path\":", -1).length <= 3 && Instant.now().isBefore(patience)) {
      Thread.onSpinWait();
    }
    assertThat(audit().lines().filter(line -> line.contains("\"path\":")))
        .hasSize(3)
        .allSatisfy(line -> assertThat(line).contains("\"reason\":\"api-key\""));
  }

  @Test
  void names_thatAreNoIds_areRecordedShortlyAndTheirNumberIsBounded() throws Exception {
    Visitor visitor = new Visitor(panel.url());
    visitor.get("/sign-in/");
    for (int i = 0; i < 30; i++) {
      HttpResponse<String> refused =
          visitor.post("/sign-in/", "name", "no name! " + "n".repeat(10_000), "password", "x");
      assertThat(refused.statusCode()).isEqualTo(403);
    }
    assertThat(audit().lines())
        .hasSize(20)
        .allSatisfy(
            line -> assertThat(line).contains("\"reason\":\"not-a-name\"").hasSizeLessThan(300));
  }

  private static String answerTo(String request) throws Exception {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), panel.url().getPort())) {
      socket.getOutputStream().write(request.getBytes(US_ASCII));
      socket.getOutputStream().flush();
      return new String(socket.getInputStream().readAllBytes(), US_ASCII);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "evil.example",
        "evil.example:%s",
        "127.0.0.1.evil.example:%s",
        "127.0.0.1",
        "127.0.0.1:1",
        "localhost.:%s",
        ""
      })
  void host_ofSomebodyElse_isAnsweredByNoPage(String host) throws Exception {
    String answer =
        answerTo(
            "GET /sign-in/ HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n\r\n"
                .formatted(host.formatted(panel.url().getPort())));
    assertThat(answer)
        .containsPattern("^HTTP/1.1 4(?:21|00) ")
        .doesNotContain("<form", "Set-Cookie");
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1:%s", "localhost:%s", "LOCALHOST:%s", "[::1]:%s"})
  void host_ofThePanel_isAnswered(String host) throws Exception {
    String answer =
        answerTo(
            "GET /sign-in/ HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n\r\n"
                .formatted(host.formatted(panel.url().getPort())));
    assertThat(answer).startsWith("HTTP/1.1 200 ");
  }

  @Test
  void host_inTheRequestLineAlone_doesNotHelp() throws Exception {
    String answer =
        answerTo(
            "GET http://evil.example/sign-in/ HTTP/1.1\r\nHost: 127.0.0.1:%s\r\nConnection: close\r\n\r\n"
                .formatted(panel.url().getPort()));
    assertThat(answer).startsWith("HTTP/1.1 4").doesNotContain("<form");
  }
}
