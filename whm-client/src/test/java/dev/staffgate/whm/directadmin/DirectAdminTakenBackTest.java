package dev.staffgate.whm.directadmin;

import static dev.staffgate.whm.fixtures.PanelUnderTest.TOKEN;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.staffgate.model.Server;
import dev.staffgate.panels.PanelException;
import dev.staffgate.panels.PanelException.Detail;
import dev.staffgate.panels.PanelOpening;
import dev.staffgate.panels.PanelSessionClient;
import dev.staffgate.whm.directadmin.DirectAdminSessionClient.Way;
import dev.staffgate.whm.fixtures.PanelUnderTest;
import dev.staffgate.whm.fixtures.RawServer;
import dev.staffgate.whm.fixtures.TestAuthority;
import dev.staffgate.whm.fixtures.TestServers;
import dev.staffgate.whm.testing.DirectAdminSimulator;
import dev.staffgate.whm.testing.SimulatedBehaviour;
import dev.staffgate.whm.transport.PanelTransport;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A login URL that was made and is not handed out is taken back where its id is known. */
class DirectAdminTakenBackTest {
  private static final String TAKEN_BACK = "The login URL that it made was taken back.";
  private static final String LEFT =
      "What the panel opened was handed to nobody, and may let in until it ends by itself";
  private static final String ELSEWHERE =
      "\"url\":\"https://da.example.net:2222/api/login/url?key=KKKKKKKKKKKKKKKK\"";

  @TempDir private static Path folder;
  private static RawServer raw;
  private static SSLContext tls;
  private static TestAuthority authority;

  private final List<String> requests = new CopyOnWriteArrayList<>();

  @BeforeAll
  static void start() throws IOException, GeneralSecurityException {
    authority = new TestAuthority(folder);
    authority.makeServer("web1", "web1", "dns:web1.example", "root");
    tls = authority.context("web1", 2);
    raw = new RawServer();
  }

  @AfterAll
  static void stop() throws IOException {
    raw.close();
  }

  private static PanelSessionClient client(Way way) throws Exception {
    return DirectAdminSessionClient.builder()
        .way(way)
        .transport(
            PanelTransport.builder()
                .deadline(Duration.ofSeconds(30))
                .authorities(authority.trusted())
                .proxy(raw.asProxy())
                .build())
        .build();
  }

  /** Opens in a server that answers the first request and, by status alone, a second one. */
  private PanelException failure(Way way, String body, int second) throws Exception {
    raw.behave(
        tls,
        connection -> {
          requests.add(raw.lastRequest());
          boolean first = raw.lastRequest().startsWith("POST");
          String answer =
              "HTTP/1.1 %s X\r\nContent-Type: application/json\r\nContent-Length: %s\r\nConnection: close\r\n\r\n%s"
                  .formatted(first ? 200 : second, first ? body.length() : 0, first ? body : "");
          connection.out().write(answer.getBytes(ISO_8859_1));
          connection.out().flush();
        });
    Server server =
        TestServers.server(
            "directadmin", URI.create("https://web1.example:2222"), Optional.empty(), "admin");
    return PanelUnderTest.failure(
        client(way), PanelOpening.of(server, "ops", TOKEN).from(PanelUnderTest.BROWSER));
  }

  private PanelException failure(String body, int second) throws Exception {
    return failure(Way.LOGIN_URLS, body, second);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"id\":\"abc123\"," + ELSEWHERE + ",\"expires\":\"2026-11-30T23:00:00Z\"}",
        "{\"id\":\"abc123\",\"url\":\"https://web1.example:2222/k?key=z\",\"expires\":\"never\"}",
        "{\"id\":\"abc123\",\"url\":\"https://web1.example:2222/k?key=z\",\"expires\":\"2020-01-01T00:00:00Z\"}",
        "{\"id\":\"abc123\",\"url\":\"https://web1.example:2222/k?key=z\",\"error\":false}",
        "{\"id\":\"abc123\",\"url\":\"https://web1.example:2222/k?key=z\",\"error\":\"no mail\"}",
        "{\"id\":\"abc123\",\"url\":5}",
        "{\"id\":\"abc123\"}",
      })
  void open_refusedAnswerWithAnId_isTakenBackOnce(String body) throws Exception {
    PanelException failure = failure(body, 204);

    assertThat(failure).hasMessageEndingWith(TAKEN_BACK);
    assertThat(failure.mayHaveLeftOpen()).isFalse();
    assertThat(requests).hasSize(2);
    assertThat(requests.get(1))
        .startsWith("DELETE /api/login-keys/urls/abc123 HTTP/1.1\r\n")
        .contains("Authorization: Basic ");
  }

  @Test
  void open_urlThatIsNotBoundAsAsked_isTakenBack() throws Exception {
    String body = "{\"id\":\"abc123\",\"url\":\"https://web1.example:2222/k?key=z\"}";
    PanelException failure = failure(Way.BOUND_LOGIN_URLS, body, 204);

    assertThat(failure)
        .hasMessageContaining("is not bound to the browser's address")
        .hasMessageEndingWith(TAKEN_BACK);
    assertThat(requests).hasSize(2);
  }

  @Test
  void open_refusedAnswerThatCannotBeTakenBack_saysUntilWhenItMayLiveOn() throws Exception {
    String body = "{\"id\":\"abc123\"," + ELSEWHERE + ",\"expires\":\"2999-11-30T23:00:00Z\"}";
    PanelException failure = failure(body, 500);

    assertThat(failure.detail()).isEqualTo(Detail.UNTRUSTED_URL);
    assertThat(failure).hasMessageEndingWith(LEFT + ", at 2999-11-30T23:00:00Z.");
    assertThat(failure.mayHaveLeftOpen()).isTrue();
    assertThat(failure.leftOpenUntil()).isPresent();
    assertThat(requests).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"id\":\"../../x\"," + ELSEWHERE + ",\"expires\":\"never\"}",
        "{" + ELSEWHERE + ",\"expires\":5}",
        "{" + ELSEWHERE + "," + ELSEWHERE + "}",
        "{" + ELSEWHERE + ",",
      })
  void open_refusedAnswerWithoutAnId_saysThatALinkMayLiveOn(String body) throws Exception {
    PanelException failure = failure(body, 204);

    assertThat(failure).hasMessageEndingWith(LEFT + ".");
    assertThat(failure.mayHaveLeftOpen()).isTrue();
    assertThat(requests).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"error\":\"no\"}", "{}", "[]", "no"})
  void open_answerWithoutAUrl_leavesNothing(String body) throws Exception {
    PanelException failure = failure(body, 204);

    assertThat(failure.mayHaveLeftOpen()).isFalse();
    assertThat(failure).hasMessageNotContaining(LEFT);
    assertThat(requests).hasSize(1);
  }

  @Test
  void open_urlElsewhereOfTheSimulatedServer_isGoneThereToo() {
    try (DirectAdminSimulator admin = DirectAdminSimulator.start("web1", TOKEN, Set.of("ops"))) {
      admin.behave(SimulatedBehaviour.leadingTo("https://evil.example"));
      Server server =
          TestServers.server("directadmin", admin.url(), Optional.of(admin.pin()), "admin");
      PanelException failure =
          PanelUnderTest.failure(
              DirectAdminSessionClient.create(), PanelOpening.of(server, "ops", TOKEN));

      assertThat(failure).hasMessageEndingWith(TAKEN_BACK);
      assertThat(admin.ids()).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "error=0&details=https://web1.example:2222/k?a=1&b=2",
        "error=0&details=https://web1.example:2222/k&b=2&text=x",
        "details=/CMD_LOGIN?a=1&key=z&error=0",
        "error=1&text=Mail could not be sent&details=/CMD_LOGIN?key=s3cr3tKEY1234567",
        "{\"error\":\"1\",\"result\":\"CMD_LOGIN?key=s3cr3tKEY1234567\"}",
        "{\"error\":0,\"details\":\"//evil.example/k\"}",
      })
  void open_refusedAnswerOfTheOlderApi_saysThatALinkMayLiveOn(String body) throws Exception {
    PanelException failure = failure(Way.LOGIN_KEYS, body, 204);

    assertThat(failure.mayHaveLeftOpen()).isTrue();
    assertThat(failure)
        .hasMessageContaining(LEFT + ", at 20")
        .hasMessageNotContaining("s3cr3t")
        .hasMessageNotContaining("?a=1");
    assertThat(requests).hasSize(1);
  }
}
