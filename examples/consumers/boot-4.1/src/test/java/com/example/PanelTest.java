package com.example;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

class PanelTest {
  @Test
  void application_behindTheFilter_answersAsItsRoutesSay() throws Exception {
    try (ConfigurableApplicationContext panel =
        SpringApplication.run(Panel.class, "--server.port=0", "--server.address=127.0.0.1")) {
      String port = panel.getEnvironment().getProperty("local.server.port");

      assertThat(get(port, "/").body()).isEqualTo("home");
      assertThat(get(port, "/invoices/7").statusCode()).isEqualTo(401);
      assertThat(get(port, "/invoices/7").body()).doesNotContain("secret");
      assertThat(get(port, "/elsewhere").statusCode()).isIn(401, 403);
    }
  }

  private static HttpResponse<String> get(String port, String path) throws Exception {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build(),
            HttpResponse.BodyHandlers.ofString());
  }
}
