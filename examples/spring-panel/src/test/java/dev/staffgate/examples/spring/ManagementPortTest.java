package dev.staffgate.examples.spring;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/** Actuator, with everything that it can show, on a port of its own and on that of the panel. */
class ManagementPortTest {
  private static final List<String> ENDPOINTS =
      List.of("", "/env", "/beans", "/heapdump", "/mappings", "/health/ping", "/health;x");

  private final HttpClient client = HttpClient.newHttpClient();

  private int status(String port, String path) throws IOException, InterruptedException {
    HttpResponse<Void> answer =
        client.send(
            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build(),
            BodyHandlers.discarding());
    return answer.statusCode();
  }

  private void requireGuarded(String port) throws IOException, InterruptedException {
    assertThat(status(port, "/actuator/health")).isEqualTo(200);
    for (String endpoint : ENDPOINTS) {
      assertThat(status(port, "/actuator" + endpoint)).as(endpoint).isIn(400, 403);
    }
  }

  @Test
  void actuator_onAPortOfItsOwn_isDecidedByTheSamePolicy() throws Exception {
    try (ConfigurableApplicationContext panel =
        SpringApplication.run(
            SpringPanel.class,
            "--server.port=0",
            "--management.server.port=0",
            "--management.server.address=127.0.0.1",
            "--management.endpoints.web.exposure.include=*")) {
      String own = panel.getEnvironment().getRequiredProperty("local.management.port");
      String panels = panel.getEnvironment().getRequiredProperty("local.server.port");

      assertThat(own).isNotEqualTo(panels);
      requireGuarded(own);
      assertThat(status(panels, "/actuator/health")).isEqualTo(404);
    }
  }

  @Test
  void actuator_onThePortOfThePanel_isDecidedByTheSamePolicy() throws Exception {
    try (ConfigurableApplicationContext panel =
        SpringApplication.run(
            SpringPanel.class,
            "--server.port=0",
            "--management.endpoints.web.exposure.include=*")) {
      requireGuarded(panel.getEnvironment().getRequiredProperty("local.server.port"));
    }
  }
}
