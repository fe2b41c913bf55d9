package dev.staffgate.whm.call;

import static dev.staffgate.whm.fixtures.PanelUnderTest.TOKEN;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.staffgate.model.Secret;
import dev.staffgate.panels.PanelException;
import dev.staffgate.panels.PanelException.Detail;
import dev.staffgate.panels.PanelException.Kind;
import dev.staffgate.panels.PanelOpening;
import dev.staffgate.whm.fixtures.PanelUnderTest;
import dev.staffgate.whm.fixtures.TestServers;
import dev.staffgate.whm.testing.SimulatedBehaviour;
import dev.staffgate.whm.transport.PanelTransport;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What Plesk, DirectAdmin and Virtualmin clients do alike, whatever the server does. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PanelFailuresTest {
  private List<PanelUnderTest> panels = List.of();

  @BeforeAll
  void start() {
    panels = PanelUnderTest.all();
  }

  @AfterAll
  void stop() {
    for (PanelUnderTest panel : panels) {
      panel.close();
    }
  }

  @BeforeEach
  void heal() {
    panels.forEach(panel -> panel.behave(SimulatedBehaviour.healthy()));
  }

  List<PanelUnderTest> panels() {
    return panels;
  }

  private record Case(SimulatedBehaviour behaviour, Kind kind, Detail detail, String part) {}

  private static List<Case> cases() {
    return List.of(
        new Case(
            SimulatedBehaviour.redirecting("https://169.254.169.254/latest/meta-data"),
            Kind.PROTOCOL,
            Detail.REDIRECT,
            "it answered with a redirect, which was not followed (HTTP 307)."),
        new Case(
            SimulatedBehaviour.showingPage(),
            Kind.PROTOCOL,
            Detail.CONTENT_TYPE,
            "it answered with a page or file instead of "),
        new Case(
            SimulatedBehaviour.answering(
                200, "text/html", "Your IP has been blocked after brute force"),
            Kind.LOCKED_OUT,
            Detail.CONTENT_TYPE,
            "Do not try again now, for that prolongs the lock; have it lifted in "),
        new Case(
            SimulatedBehaviour.answering(401, "text/html", "<h1>Unauthorized</h1>"),
            Kind.AUTHENTICATION,
            Detail.HTTP_STATUS,
            "it did not accept the "),
        new Case(
            SimulatedBehaviour.answering(403, "text/html", "<h1>Forbidden</h1>"),
            Kind.AUTHENTICATION,
            Detail.HTTP_STATUS,
            "it denied access (HTTP 403): the "),
        new Case(
            SimulatedBehaviour.answering(404, "text/html", "<h1>Not found</h1>"),
            Kind.MISCONFIGURED,
            Detail.HTTP_STATUS,
            "it has no such API at this address (HTTP 404). Check the port in `url:`; that of "),
        new Case(
            SimulatedBehaviour.answering(418, "text/plain", "teapot"),
            Kind.PROTOCOL,
            Detail.HTTP_STATUS,
            "it answered with HTTP 418."),
        new Case(
            SimulatedBehaviour.answering(429, "text/plain", "slow down"),
            Kind.BUSY,
            Detail.HTTP_STATUS,
            "it or a proxy before it is overloaded or out of order (HTTP 429)."),
        new Case(
            SimulatedBehaviour.answering(503, "text/html", "busy"),
            Kind.BUSY,
            Detail.HTTP_STATUS,
            "it or a proxy before it is overloaded or out of order (HTTP 503)."),
        new Case(
            SimulatedBehaviour.answering(200, "text/plain", "{\"code\":0,\"stdout\":\"https://"),
            Kind.PROTOCOL,
            Detail.MALFORMED,
            "its answer is not well-formed "),
        new Case(
            SimulatedBehaviour.answering(200, "text/plain", "x".repeat((1 << 20) + 1)),
            Kind.PROTOCOL,
            Detail.TOO_LARGE,
            "its answer has more than 1048576 bytes."),
        new Case(
            SimulatedBehaviour.losingAnswers(),
            Kind.UNREACHABLE,
            Detail.CONNECTION,
            "the connection broke before there was a whole answer."));
  }

  @ParameterizedTest(autoCloseArguments = false)
  @MethodSource("panels")
  void open_serverThatMisbehaves_failsByKindAndIsAskedOnce(PanelUnderTest panel) {
    for (Case one : cases()) {
      int before = panel.calls();
      panel.behave(one.behaviour());
      PanelException failure = panel.failure("ops");

      assertThat(failure.kind()).as("%s", one).isEqualTo(one.kind());
      assertThat(failure.detail()).as("%s", one).isEqualTo(one.detail());
      assertThat(failure)
          .hasMessageStartingWith("server web1 (" + panel.where() + "): ")
          .hasMessageContaining(one.part());
      assertThat(panel.calls()).as("%s", one).isEqualTo(before + 1);
    }
  }

  @ParameterizedTest(autoCloseArguments = false)
  @MethodSource("panels")
  void test_serverThatMisbehaves_failsByTheSameKind(PanelUnderTest panel) {
    for (Case one : cases()) {
      panel.behave(one.behaviour());
      PanelException failure =
          catchThrowableOfType(
              PanelException.class, () -> panel.client().test(panel.server(), TOKEN));

      assertThat(failure.kind()).as("%s", one).isEqualTo(one.kind());
    }
  }

  @Test
  void open_clientsOfAllPanelsOnOneTransport_work() {
    PanelTransport shared = PanelTransport.builder().deadline(Duration.ofSeconds(30)).build();

    assertThat(panels)
        .allSatisfy(
            panel ->
                assertThat(panel.client(shared).open(panel.opening("ops", TOKEN)).user())
                    .isEqualTo("ops"));
  }

  @ParameterizedTest(autoCloseArguments = false)
  @MethodSource("panels")
  void open_serverThatNeverAnswers_endsWithinTheDeadline(PanelUnderTest panel) {
    panel.behave(SimulatedBehaviour.silent());
    PanelTransport impatient = PanelTransport.builder().deadline(Duration.ofSeconds(2)).build();
    PanelException failure =
        PanelUnderTest.failure(panel.client(impatient), panel.opening("ops", TOKEN));

    assertThat(failure.kind()).isEqualTo(Kind.UNREACHABLE);
    assertThat(failure)
        .hasMessage(
            "server web1 (%s): it gave no whole answer within 2 s. A login link may have been made"
                + " nevertheless, and ends by itself; try again later.",
            panel.where());
  }

  @ParameterizedTest(autoCloseArguments = false)
  @MethodSource("panels")
  void open_wrongToken_isAuthentication(PanelUnderTest panel) {
    PanelException failure =
        PanelUnderTest.failure(panel.client(), panel.opening("ops", Secret.of("WRONG")));

    assertThat(failure.kind()).isEqualTo(Kind.AUTHENTICATION);
  }

  @ParameterizedTest(autoCloseArguments = false)
  @MethodSource("panels")
  void open_userThatTheServerDoesNotHave_isNotFound(PanelUnderTest panel) {
    assertThat(panel.failure("nobody").kind()).isEqualTo(Kind.NOT_FOUND);
  }

  @ParameterizedTest(autoCloseArguments = false)
  @MethodSource("panels")
  void test_clockTwoHoursOff_isARemark(PanelUnderTest panel) {
    PanelTransport off =
        PanelTransport.builder()
            .deadline(Duration.ofSeconds(30))
            .clock(() -> Instant.now().plus(Duration.ofHours(2)))
            .build();
    List<String> usual = panel.client().test(panel.server(), TOKEN).remarks();
    List<String> remarks = panel.client(off).test(panel.server(), TOKEN).remarks();

    assertThat(usual).noneMatch(remark -> remark.contains("clock"));
    assertThat(remarks)
        .containsAll(usual)
        .hasSize(usual.size() + 1)
        .anyMatch(
            remark ->
                remark.matches(
                    "The server's clock is (1 h 59|2 h 0) min \\d+ s behind this program's: correct"
                        + " the one that is wrong, for sessions and tokens end by it\\."));
  }

  @ParameterizedTest(autoCloseArguments = false)
  @MethodSource("panels")
  void open_tokenWithLineBreak_isMisconfiguredAndNotSent(PanelUnderTest panel) {
    int before = panel.calls();
    PanelException failure =
        PanelUnderTest.failure(
            panel.client(), panel.opening("ops", Secret.of("abc\nX-Injected: yes")));

    assertThat(failure.kind()).isEqualTo(Kind.MISCONFIGURED);
    assertThat(failure)
        .hasMessageContaining("for env:WEB1_TOKEN, holds a line break or another character")
        .hasMessageEndingWith("and was not sent. Store it alone, on one line.")
        .hasMessageNotContaining("Injected");
    assertThat(panel.calls()).isEqualTo(before);
  }

  @ParameterizedTest(autoCloseArguments = false)
  @MethodSource("panels")
  void open_selfSignedWithoutPin_isRefused(PanelUnderTest panel) {
    PanelOpening opening =
        PanelOpening.of(
                TestServers.server(
                    panel.server().panel(),
                    panel.server().url(),
                    Optional.empty(),
                    panel.server().user()),
                "ops",
                TOKEN)
            .from(PanelUnderTest.BROWSER);
    int before = panel.calls();
    PanelException failure = PanelUnderTest.failure(panel.client(), opening);

    assertThat(failure.detail()).isEqualTo(Detail.TLS);
    assertThat(failure).hasMessageContaining("the token was not sent");
    assertThat(panel.calls()).isEqualTo(before);
  }

  @ParameterizedTest(autoCloseArguments = false)
  @MethodSource("panels")
  void open_serverOfAnotherPanel_isTheCallersMistake(PanelUnderTest panel) {
    PanelOpening opening =
        PanelOpening.of(
            TestServers.server(URI.create("https://web1.example"), Optional.empty()), "ops", TOKEN);

    assertThatIllegalArgumentException().isThrownBy(() -> panel.client().open(opening));
  }

  @ParameterizedTest(autoCloseArguments = false)
  @MethodSource("panels")
  void failures_whateverTheServerEchoes_holdNoCredentialsInTheFormsThatAreSent(
      PanelUnderTest panel) {
    for (String caller : List.of("admin", "root", "admin|ops", "root|ops")) {
      for (String password : List.of("hunter2!", "pa:ss w?~")) {
        String basic =
            Base64.getEncoder().encodeToString((caller + ":" + password).getBytes(UTF_8));
        String said = "cannot read the header Basic " + basic + " at /CMD_LOGIN?key=s3cr3tKEY";
        for (SimulatedBehaviour behaviour : saying(said)) {
          panel.behave(behaviour);
          PanelException failure =
              PanelUnderTest.failure(panel.client(), panel.opening("ops", Secret.of(password)));

          assertThat(failure)
              .hasMessageNotContaining(basic.substring(0, 8))
              .hasMessageNotContaining("s3cr3t");
        }
      }
    }
  }

  /** Refuses in these words, in the form of each panel. */
  private static List<SimulatedBehaviour> saying(String said) {
    return List.of(
        SimulatedBehaviour.answering(
            200,
            "application/json",
            "{\"code\":1,\"stdout\":\"\",\"stderr\":\""
                + said
                + "\",\"error\":\""
                + said
                + "\",\"status\":\"failure\"}"),
        SimulatedBehaviour.answering(400, "application/json", "{\"message\":\"" + said + "\"}"),
        SimulatedBehaviour.answering(200, "text/plain", "error=1&text=" + said),
        SimulatedBehaviour.answering(200, "text/plain", "ERROR: " + said),
        SimulatedBehaviour.answering(
            200,
            "text/xml",
            "<packet><system><status>error</status><errcode>1</errcode><errtext>"
                + said
                + "</errtext></system></packet>"));
  }

  @ParameterizedTest(autoCloseArguments = false)
  @MethodSource("panels")
  void failures_whateverTheServerSays_holdNoToken(PanelUnderTest panel) {
    String token = TOKEN.revealToUse();
    String said = "no: " + token + " at https://h/login?secret=SECRETSECRETSECRET";
    for (SimulatedBehaviour behaviour : saying(said)) {
      panel.behave(behaviour);
      StringWriter all = new StringWriter();
      PanelException failure = panel.failure("ops");
      failure.printStackTrace(new PrintWriter(all));

      assertThat(failure).isNotNull();
      assertThat(all.toString()).doesNotContain(token).doesNotContain("SECRETSECRET");
    }
  }
}
