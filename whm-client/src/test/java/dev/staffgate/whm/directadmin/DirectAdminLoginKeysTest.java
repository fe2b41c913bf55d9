package dev.staffgate.whm.directadmin;

import static dev.staffgate.whm.fixtures.PanelUnderTest.TOKEN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.staffgate.model.Secret;
import dev.staffgate.model.Server;
import dev.staffgate.panels.PanelException;
import dev.staffgate.panels.PanelException.Kind;
import dev.staffgate.panels.PanelOpening;
import dev.staffgate.panels.PanelSession;
import dev.staffgate.whm.call.PanelConnection;
import dev.staffgate.whm.call.PanelConnector;
import dev.staffgate.whm.directadmin.DirectAdminSessionClient.Way;
import dev.staffgate.whm.fixtures.PanelUnderTest;
import dev.staffgate.whm.fixtures.SessionVisitor;
import dev.staffgate.whm.fixtures.TestServers;
import dev.staffgate.whm.http.HttpReply;
import dev.staffgate.whm.testing.DirectAdminSimulator;
import dev.staffgate.whm.testing.DirectAdminSimulator.LoginKeyReply;
import dev.staffgate.whm.testing.SimulatedBehaviour;
import dev.staffgate.whm.transport.PanelTransport;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** DirectAdmin's older API in the shapes of its versions, and what its refusals say to do. */
class DirectAdminLoginKeysTest {
  private static final Instant NOW = Instant.parse("2026-11-23T09:00:00Z");
  private static final PanelTransport TRANSPORT = PanelTransport.builder().clock(() -> NOW).build();

  private static PanelUnderTest keys;

  @BeforeAll
  static void start() {
    keys = PanelUnderTest.directAdmin(Way.LOGIN_KEYS);
  }

  @AfterAll
  static void stop() {
    keys.close();
  }

  @BeforeEach
  void heal() {
    keys.behave(SimulatedBehaviour.healthy());
  }

  @ParameterizedTest
  @EnumSource(LoginKeyReply.class)
  void open_loginKeyInEachShape_leadsIntoTheServer(LoginKeyReply shape) throws Exception {
    try (DirectAdminSimulator admin = DirectAdminSimulator.start("web1", TOKEN, Set.of("ops"))) {
      admin.answerLoginKeysAs(shape);
      Server server =
          TestServers.server("directadmin", admin.url(), Optional.of(admin.pin()), "admin");

      PanelSession session = keys.client().open(PanelOpening.of(server, "ops", TOKEN));

      assertThat(session.url().revealToUse()).startsWith(admin.url() + "/api/login/url?key=");
      assertThat(SessionVisitor.to(session, server).body()).contains(">ops<");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          error=0&text=Done&details=https%3A%2F%2Fevil.example%3A2222%2Fx | untrusted-url
          error=0&text=Done&details=%2F%2Fevil.example%2Fx                | untrusted-url
          error=0&text=Done&details=javascript%3Aalert(1)                 | untrusted-url
          error=0&text=Done&details=Login+key+created                     | malformed
          error=1&text=No&details=%2Fapi%2Flogin%2Furl%3Fkey%3Dz          | api-error
          <p>Please sign in: https://127.0.0.1/x</p>                      | content-type
          """)
  void open_loginKeyThatLeadsNowhere_isProtocol(String body, String detail) {
    keys.behave(SimulatedBehaviour.answering(200, "text/html", body));
    PanelException failure = keys.failure("ops");

    assertThat(failure.kind()).isEqualTo(Kind.PROTOCOL);
    assertThat(failure.detail().text()).isEqualTo(detail);
  }

  @Test
  void open_urlThatIsNotEncodedInAForm_isRefusedWhereItMayGoOn() {
    String url = keys.server().url() + "/CMD_LOGIN?key=z";
    keys.behave(SimulatedBehaviour.answering(200, "text/plain", "error=0&details=" + url + "&b=2"));
    assertThat(keys.failure("ops"))
        .hasMessageContaining("its answer does not show where its login URL ends. ");

    for (String whole :
        new String[] {"error=0&details=" + url, "details=" + url + "&error=0&text=Done"}) {
      keys.behave(SimulatedBehaviour.answering(200, "text/plain", whole));
      assertThat(keys.open("ops").url().revealToUse()).isEqualTo(url);
    }
  }

  @Test
  void open_loginKey_endsAtTheLaterOfTheTwoEndsThatWereAskedFor() {
    PanelConnection connection =
        new PanelConnector(DirectAdminSessionClient.KIND, TRANSPORT, Map.of())
            .connectToOpen(keys.opening("ops", TOKEN), DirectAdminSessionClient.PURPOSES);
    PanelOpening opening = keys.opening("ops", TOKEN);
    Duration life = Duration.ofSeconds(90);
    Instant end = NOW.plus(life);
    String body = "{\"url\":\"" + keys.server().url() + "/x\"}";

    assertThat(DirectAdminLoginKeys.call(connection, opening, life, end).body())
        .contains("&expiry=2m&", "&expiry_timestamp=" + end.getEpochSecond() + "&");
    assertThat(
            DirectAdminLoginKeys.session(connection, opening, life, end, answer(body, NOW))
                .expiresAt())
        .as("two minutes, for expiry counts in minutes")
        .contains(NOW.plusSeconds(120));
    assertThat(
            DirectAdminLoginKeys.session(
                    connection, opening, life, end, answer(body, NOW.minusSeconds(3600)))
                .expiresAt())
        .as("an hour later by a clock that is an hour behind")
        .contains(end.plusSeconds(3600));
  }

  private static HttpReply answer(String body, Instant date) {
    return new HttpReply(
        200, "application/json", "", Optional.of(date), body.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void open_loginKeysSwitchedOff_saysWhatToSwitchOn() {
    keys.behave(DirectAdminSimulator.refusingInAForm("Login Keys are disabled for this User"));
    PanelException failure = keys.failure("ops");

    assertThat(failure.kind()).isEqualTo(Kind.MISCONFIGURED);
    assertThat(failure)
        .hasMessageContaining("DirectAdmin says \"Login Keys are disabled for this User\"")
        .hasMessageContaining("`login_keys=ON`");
  }

  @ParameterizedTest
  @ValueSource(strings = {"admin:secret", "\"secret\""})
  void open_passwordKeptWithItsUserOrQuotes_thatIsRefused_saysSo(String password) {
    PanelException failure =
        PanelUnderTest.failure(keys.client(), keys.opening("ops", Secret.of(password)));

    assertThat(failure.kind()).isEqualTo(Kind.AUTHENTICATION);
    assertThat(failure)
        .hasMessageEndingWith(
            "What was sent begins with its user or stands in quotes: store it alone in"
                + " env:WEB1_TOKEN unless it is so.")
        .hasMessageNotContaining("secret");
  }
}
