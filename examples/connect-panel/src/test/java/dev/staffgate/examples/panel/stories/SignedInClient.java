package dev.staffgate.examples.panel.stories;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.staffgate.examples.panel.app.DemoEnvironment;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A person without a browser: keeps cookies, sends forms with their token, follows no redirect. */
public final class SignedInClient {
  private static final Pattern CSRF = Pattern.compile("name=\"csrf\" value=\"([0-9a-f]+)\"");
  private static final Pattern RETURN = Pattern.compile("name=\"return\" value=\"([^\"]+)\"");
  private static final Pattern SEED = Pattern.compile("<code id=\"seed\">([A-Z2-7]+)</code>");

  private final HttpClient client =
      HttpClient.newBuilder().cookieHandler(new CookieManager()).build();
  private final URI panel;
  private final String landing;
  private String csrf = "";
  private String wayBack = "";

  /** Signs in for the first time. */
  public SignedInClient(URI panel, String name, Instant now) throws Exception {
    this(panel, name, now, "/sign-in/");
  }

  /** Signs in for the first time, by a link to the page for it. */
  public SignedInClient(URI panel, String name, Instant now, String link) throws Exception {
    this.panel = panel;
    assertThat(get(link).statusCode()).isEqualTo(200);
    Matcher seed =
        SEED.matcher(
            post(
                    "/sign-in/",
                    "return",
                    wayBack,
                    "name",
                    name,
                    "password",
                    DemoEnvironment.PASSWORDS.get(name))
                .body());
    assertThat(seed.find()).isTrue();
    // In two groups, as apps show it.
    String code = AuthenticatorApp.code(seed.group(1), now).replaceFirst("^...", "$0 ");
    HttpResponse<String> in = post("/sign-in/code", "return", wayBack, "code", code);
    assertThat(in.statusCode()).isBetween(300, 399);
    this.landing = in.headers().firstValue("Location").orElseThrow();
    assertThat(get("/servers/").statusCode()).isEqualTo(200);
  }

  /** Returns the path that the sign-in led to. */
  public String landing() {
    return landing;
  }

  public HttpResponse<String> get(String path) throws Exception {
    return send(HttpRequest.newBuilder(panel.resolve(path)).GET());
  }

  /** Sends a form with the token of the page that was seen last. */
  public HttpResponse<String> post(String path, String... fields) throws Exception {
    List<String> all = new ArrayList<>(List.of("csrf", csrf));
    all.addAll(List.of(fields));
    return postAsIs(path, all.toArray(String[]::new));
  }

  /** Sends a form with these fields alone. */
  public HttpResponse<String> postAsIs(String path, String... fields) throws Exception {
    StringBuilder body = new StringBuilder();
    for (int i = 0; i < fields.length; i += 2) {
      body.append(i == 0 ? "" : "&")
          .append(URLEncoder.encode(fields[i], UTF_8))
          .append('=')
          .append(URLEncoder.encode(fields[i + 1], UTF_8));
    }
    return send(
        HttpRequest.newBuilder(panel.resolve(path))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(body.toString())));
  }

  private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    HttpResponse<String> response =
        client.send(
            request.header("Accept", "text/html").timeout(Duration.ofMinutes(2)).build(),
            HttpResponse.BodyHandlers.ofString());
    Matcher found = CSRF.matcher(response.body());
    csrf = found.find() ? found.group(1) : csrf;
    Matcher back = RETURN.matcher(response.body());
    wayBack = back.find() ? back.group(1) : "";
    return response;
  }
}
