package dev.staffgate.whm.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.staffgate.model.KeyPin;
import dev.staffgate.model.Secret;
import dev.staffgate.model.Server;
import dev.staffgate.panels.PanelException;
import dev.staffgate.panels.PanelOpening;
import dev.staffgate.whm.WhmSessionClient;
import dev.staffgate.whm.fixtures.RawServer;
import dev.staffgate.whm.fixtures.TestAuthority;
import dev.staffgate.whm.fixtures.TestServers;
import dev.staffgate.whm.testing.WhmSimulator;
import dev.staffgate.whm.transport.PanelTransport;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the client sends, when it lets go of a connection, and when it trusts none it has. */
class RequestOnTheWireTest {
  private static final Secret TOKEN = Secret.of("WIRETOKENWIRETOKEN");
  private static final Server SERVER =
      TestServers.server(URI.create("https://web1.example:2087"), Optional.empty());

  @TempDir static Path folder;
  private static RawServer raw;
  private static SSLContext tls;
  private static WhmSessionClient impatient;
  private static WhmSessionClient patient;

  @BeforeAll
  static void start() throws IOException, GeneralSecurityException {
    TestAuthority authority = new TestAuthority(folder);
    authority.makeServer("web1", "web1", "dns:web1.example", "root");
    tls = authority.context("web1", 2);
    raw = new RawServer();
    impatient = client(Duration.ofSeconds(1), authority);
    patient = client(Duration.ofSeconds(30), authority);
  }

  private static WhmSessionClient client(Duration deadline, TestAuthority authority)
      throws IOException, GeneralSecurityException {
    return WhmSessionClient.builder()
        .transport(
            PanelTransport.builder()
                .deadline(deadline)
                .authorities(authority.trusted())
                .proxy(raw.asProxy())
                .build())
        .build();
  }

  @AfterAll
  static void stop() throws IOException {
    raw.close();
  }

  @Test
  void request_userFullOfSpecialCharacters_staysOneFieldOfTheForm() {
    raw.behave(tls, connection -> {});
    PanelException failure = open(patient, "a&service=x%0d\"=+");

    assertThat(failure.kind()).isEqualTo(PanelException.Kind.UNREACHABLE);
    assertThat(raw.lastRequest())
        .startsWith("POST /json-api/create_user_session HTTP/1.1\r\n")
        .containsOnlyOnce("Authorization: whm root:WIRETOKENWIRETOKEN\r\n")
        .containsOnlyOnce("Accept-Encoding: gzip\r\n")
        .doesNotContainIgnoringCase("cookie:")
        .endsWith("\r\n\r\napi.version=1&user=a%26service%3Dx%250d%22%3D%2B&service=whostmgrd");
    assertThat(raw.requests()).isEqualTo(1);
  }

  @Test
  void request_userWithLineBreak_isNotSent() {
    raw.behave(tls, connection -> {});
    PanelException failure = open(patient, "ops\r\nX-Injected: yes");

    assertThat(failure.kind()).isEqualTo(PanelException.Kind.MISCONFIGURED);
    assertThat(failure).hasMessageNotContaining("Injected");
    assertThat(raw.requests()).isZero();
  }

  @Test
  void answer_thatStopsInItsBody_endsAtTheDeadlineAndClosesTheConnection() throws Exception {
    raw.behave(
        tls,
        connection -> {
          String begun = "HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n{\"metadata\":";
          connection.out().write(begun.getBytes(ISO_8859_1));
          connection.out().flush();
          connection.hang();
        });
    PanelException failure = open(impatient, "ops");

    assertThat(failure)
        .hasMessageStartingWith(
            "server web1 (web1.example:2087): it gave no whole answer within 1 s.");
    assertThat(raw.endsWithin(RawServer.PATIENCE_MS / 2)).isTrue();
  }

  @Test
  void open_keptConnectionThatBreaks_isSentOnce() {
    raw.behave(
        tls,
        connection -> {
          answer(connection);
          connection.next();
        });
    assertThat(open(patient, "ops").kind()).isEqualTo(PanelException.Kind.BUSY);
    assertThat(open(patient, "ops"))
        .hasMessageContaining("the connection broke before there was a whole answer");

    assertThat(raw.requests()).isEqualTo(2);
    assertThat(raw.connections()).isEqualTo(1);
  }

  private static void answer(RawServer.Connection connection) throws IOException {
    connection.out().write("HTTP/1.1 503 Busy\r\nContent-Length: 0\r\n\r\n".getBytes(ISO_8859_1));
    connection.out().flush();
  }

  @Test
  void build_jvmThatSendsAllRequestsTwice_isRefused() {
    HttpTransport.requireNoAutomaticResend(null);
    HttpTransport.requireNoAutomaticResend("false");

    assertThatThrownBy(() -> HttpTransport.requireNoAutomaticResend(""))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "the system property jdk.httpclient.enableAllMethodRetry makes Java's HTTP client send"
                + " requests twice, and sessions would be opened twice: start this program without it");
    assertThatThrownBy(() -> HttpTransport.requireNoAutomaticResend("TRUE"))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void pin_changedWhileAConnectionIsOpen_isNotServedByThatConnection() {
    WhmSessionClient direct = WhmSessionClient.create();
    try (WhmSimulator whm = WhmSimulator.start("web1", TOKEN, Set.of("ops"))) {
      KeyPin other = KeyPin.ofSha256(new byte[32]);
      assertThat(direct.open(opening(whm, Optional.of(whm.pin()))).user()).isEqualTo("ops");

      for (Optional<KeyPin> changed : Set.of(Optional.of(other), Optional.<KeyPin>empty())) {
        PanelException failure =
            catchThrowableOfType(PanelException.class, () -> direct.open(opening(whm, changed)));
        assertThat(failure).hasMessageContaining("the token was not sent");
      }
      assertThat(whm.calls()).isEqualTo(1);
      assertThat(direct.open(opening(whm, Optional.of(whm.pin()))).user()).isEqualTo("ops");
    }
  }

  private static PanelOpening opening(WhmSimulator whm, Optional<KeyPin> pin) {
    return PanelOpening.of(TestServers.server(whm.url(), pin), "ops", TOKEN);
  }

  private static PanelException open(WhmSessionClient client, String user) {
    return catchThrowableOfType(
        PanelException.class, () -> client.open(PanelOpening.of(SERVER, user, TOKEN)));
  }
}
