package dev.staffgate.examples.panel.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.staffgate.model.Secret;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The AuthZEN API of the panel, by which other programs ask its policy. */
class PanelApiTest {
  private static final String KEY = "a-key-of-the-tests-0123456789";
  private static final String AT_THE_OFFICE =
      "{\"ip\":\"127.0.0.1\",\"second_factor_at\":\"2026-11-24T09:59:00Z\"}";

  @TempDir static Path data;

  private static DemoEnvironment demo;
  private static ConnectPanel panel;

  @BeforeAll
  static void start() throws Exception {
    demo = DemoEnvironment.prepare(data);
    panel =
        ConnectPanel.start(
            demo.config("demo.yaml", data, 0, () -> Instant.parse("2026-11-24T10:00:00Z"))
                .withApiKey(Optional.of(Secret.of(KEY))));
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

  private static HttpResponse<String> ask(URI at, String path, String key, String body)
      throws Exception {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(at.resolve(path))
                .timeout(Duration.ofSeconds(60))
                .header("Authorization", "Bearer " + key)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build(),
            HttpResponse.BodyHandlers.ofString());
  }

  private static String enter(String server, String context) {
    return """
        {"subject": {"type": "user", "id": "bob"}, "action": {"name": "sso"},
         "resource": {"type": "server", "id": "%s"}, "context": %s}
        """
        .formatted(server, context);
  }

  @Test
  void evaluation_ofEnteringAServer_isThatOfThePanel() throws Exception {
    String path = "/access/v1/evaluation";

    assertThat(ask(panel.url(), path, KEY, enter("web1", AT_THE_OFFICE)).body())
        .isEqualTo("{\"decision\":true}");
    assertThat(ask(panel.url(), path, KEY, enter("web2", AT_THE_OFFICE)).body())
        .startsWith("{\"decision\":false,\"context\":{\"reason\":\"server-restricted\"");
    assertThat(ask(panel.url(), path, KEY, enter("web1", "{\"ip\":\"127.0.0.1\"}")).body())
        .contains("\"remedy\":\"second-factor\"");
  }

  @Test
  void search_forServers_findsThoseThatBobMayEnter() throws Exception {
    assertThat(
            ask(
                    panel.url(),
                    "/access/v1/search/resource",
                    KEY,
                    """
                    {"subject": {"type": "user", "id": "bob"}, "action": {"name": "sso"},
                     "resource": {"type": "server"}, "context": %s}
                    """
                        .formatted(AT_THE_OFFICE))
                .body())
        .isEqualTo(
            "{\"results\":[{\"type\":\"server\",\"id\":\"web1\"},{\"type\":\"server\",\"id\":\"web3\"},"
                + "{\"type\":\"server\",\"id\":\"web4\"},{\"type\":\"server\",\"id\":\"web5\"},"
                + "{\"type\":\"server\",\"id\":\"web6\"}]}");
  }

  @Test
  void call_withoutTheKey_isRefused() throws Exception {
    assertThat(
            ask(panel.url(), "/access/v1/evaluation", KEY + "x", enter("web1", "{}")).statusCode())
        .isEqualTo(401);
  }

  @Test
  void page_askedForWithTheKeyOfTheApi_isNotOpened() throws Exception {
    assertThat(ask(panel.url(), "/servers/web1", KEY, "").statusCode()).isEqualTo(401);
  }

  @Test
  void panel_withoutAKey_answersNobody(@TempDir Path other) throws Exception {
    try (ConnectPanel closed =
        ConnectPanel.start(demo.config("demo.yaml", other, 0, Instant::now))) {
      assertThat(ask(closed.url(), "/access/v1/evaluation", KEY, enter("web1", "{}")).statusCode())
          .isIn(404, 405);
    }
  }
}
