package dev.staffgate.examples.panel.pages.servers;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.staffgate.examples.panel.app.ConnectPanel;
import dev.staffgate.examples.panel.app.DemoEnvironment;
import dev.staffgate.examples.panel.stories.SignedInClient;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Entering a server over HTTP, with 600 more servers in the policy than the demonstration has. */
class EnterServerTest {
  private static final Instant NOW = Instant.parse("2026-11-24T10:00:00Z");
  private static final Pattern GOES_ON =
      Pattern.compile("<meta http-equiv=\"refresh\" content=\"0; url=(https://[^\"]+)\">");

  @TempDir static Path data;

  private static DemoEnvironment demo;
  private static ConnectPanel panel;

  @BeforeAll
  static void start() throws Exception {
    demo = DemoEnvironment.prepare(data);
    StringBuilder more = new StringBuilder();
    for (int i = 100; i < 700; i++) {
      more.append(
          "  srv%s: { panel: whm, url: \"https://srv%s.example.net:2087\", user: root, token: \"env:T\" }\n"
              .formatted(i, i));
    }
    Files.writeString(data.resolve("servers.yaml"), more, UTF_8, StandardOpenOption.APPEND);
    panel = ConnectPanel.start(demo.config("demo.yaml", data, 0, () -> NOW));
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

  private static String policyOf(HttpResponse<String> page) {
    return page.headers().firstValue("Content-Security-Policy").orElseThrow();
  }

  @Test
  void page_forAStranger_isServedAndNamesNoServer() throws Exception {
    HttpResponse<String> page =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(panel.url().resolve("/sign-in/")).build(),
                HttpResponse.BodyHandlers.ofString());
    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.headers().map().toString() + page.body())
        .doesNotContain("srv", "2087", "https://");
    assertThat(policyOf(page)).contains("form-action 'self'").doesNotContain("unsafe");
  }

  @Test
  void enter_aServer_answersAPageThatGoesOnToItByItselfAndByALink() throws Exception {
    SignedInClient bob = new SignedInClient(panel.url(), "bob", NOW);
    HttpResponse<String> page = bob.post("/servers/", "server", "web1");

    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.headers().firstValue("Location")).isEmpty();
    assertThat(page.headers().firstValue("Cache-Control")).contains("no-store");
    assertThat(page.headers().firstValue("Referrer-Policy")).contains("no-referrer");
    assertThat(policyOf(page)).endsWith("form-action 'self'");
    Matcher goesOn = GOES_ON.matcher(page.body());
    assertThat(goesOn.find()).isTrue();
    URI server = URI.create(goesOn.group(1).replace("&amp;", "&"));
    assertThat(server.getPort()).isEqualTo(demo.simulators().get(0).url().getPort());
    assertThat(page.body())
        .contains(
            "<a rel=\"noopener noreferrer\" href=\"" + goesOn.group(1) + "\">Go on to web1</a>");
  }
}
