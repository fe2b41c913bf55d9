package dev.staffgate.servlet.authzen;

import static org.assertj.core.api.Assertions.assertThat;

import dev.staffgate.containers.AppDeployment;
import dev.staffgate.containers.RunningContainer;
import dev.staffgate.containers.ServletContainer;
import dev.staffgate.servlet.launch.AuthZenApp;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The servlet answers alike in every container, behind the filter. */
class AuthZenOnContainersTest {
  private static final String READ = ExampleHandlers.evaluation("ann", "read", "doc", "1");
  private static final String EDIT = ExampleHandlers.evaluation("ann", "edit", "doc", "1");

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private static HttpRequest.Builder to(RunningContainer running, String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + running.port() + path))
        .timeout(Duration.ofSeconds(60))
        .header("Content-Type", "application/json");
  }

  private HttpResponse<String> post(
      RunningContainer running, String path, HttpRequest.BodyPublisher body) throws Exception {
    return client.send(
        to(running, path)
            .header("Authorization", "Bearer " + AuthZenApp.KEY)
            .header("X-Request-ID", "r-1")
            .POST(body)
            .build(),
        BodyHandlers.ofString());
  }

  private HttpResponse<String> post(RunningContainer running, String path, String body)
      throws Exception {
    return post(running, path, BodyPublishers.ofString(body));
  }

  /** The status; 0 if a container has closed before all was sent, and its answer was lost so. */
  private int statusOfTooMuch(RunningContainer running) throws Exception {
    byte[] tooMuch = new byte[(1 << 20) + 1];
    try {
      return post(
              running,
              "/access/v1/evaluation",
              BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(tooMuch)))
          .statusCode();
    } catch (IOException closed) {
      return 0;
    }
  }

  @ParameterizedTest
  @EnumSource(ServletContainer.class)
  void calls_ofEachKind_areAnswered(ServletContainer container) throws Exception {
    AppDeployment stage =
        new AppDeployment("AuthZenApp", true, AppDeployment.staffgate(AuthZenApp.POLICY), Map.of());
    try (RunningContainer running = container.start(stage)) {
      HttpResponse<String> permit = post(running, "/access/v1/evaluation", READ);
      assertThat(permit.body()).isEqualTo("{\"decision\":true}");
      assertThat(permit.headers().firstValue("X-Request-ID")).contains("r-1");
      assertThat(permit.headers().firstValue("Content-Type").orElseThrow())
          .startsWith("application/json");
      assertThat(permit.headers().firstValue("Cache-Control")).contains("no-store");
      assertThat(post(running, "/access/v1/evaluation", EDIT).body())
          .startsWith("{\"decision\":false");
      assertThat(
              post(
                      running,
                      "/access/v1/evaluations",
                      "{\"evaluations\":[" + READ + "," + EDIT + "]}")
                  .body())
          .startsWith("{\"evaluations\":[{\"decision\":true},{\"decision\":false");
      assertThat(
              post(running, "/access/v1/search/subject", READ.replace(",\"id\":\"ann\"", ""))
                  .body())
          .contains("{\"type\":\"user\",\"id\":\"ann\"}")
          .doesNotContain("bob");
      RunningContainer.Answer metadata =
          running.send("GET", "/.well-known/authzen-configuration", List.of());
      assertThat(metadata.status()).isEqualTo(200);
      assertThat(metadata.text()).contains("\"policy_decision_point\":\"https://pdp.example.com\"");
    }
    stage.staffgate.close();
  }

  @ParameterizedTest
  @EnumSource(ServletContainer.class)
  void calls_thatAreWrong_areRefused(ServletContainer container) throws Exception {
    AppDeployment stage =
        new AppDeployment("AuthZenApp", true, AppDeployment.staffgate(AuthZenApp.POLICY), Map.of());
    try (RunningContainer running = container.start(stage)) {
      HttpResponse<String> nobody =
          client.send(
              to(running, "/access/v1/evaluation").POST(BodyPublishers.ofString(READ)).build(),
              BodyHandlers.ofString());
      assertThat(nobody.statusCode()).isEqualTo(401);
      assertThat(nobody.headers().firstValue("WWW-Authenticate")).isPresent();
      assertThat(running.send("GET", "/access/v1/evaluation", List.of()).status()).isEqualTo(405);
      assertThat(post(running, "/access/v1/nothing", READ).statusCode()).isEqualTo(404);
      assertThat(
              post(running, "/access/v1/evaluation", READ.replace("\"action\"", "\"subject\""))
                  .statusCode())
          .isEqualTo(400);
      assertThat(statusOfTooMuch(running)).as("in chunks, without a length").isIn(413, 0);
      for (String path :
          List.of("/access/v1/%2e%2e/v1/evaluation", "/access/v1;x/evaluation", "//access/v1/x")) {
        assertThat(running.send("POST", path, List.of()).status()).as(path).isEqualTo(400);
      }
    }
    stage.staffgate.close();
  }
}
