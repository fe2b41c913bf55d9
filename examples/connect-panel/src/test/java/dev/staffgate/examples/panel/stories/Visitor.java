package dev.staffgate.examples.panel.stories;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.CookieManager;
import java.net.HttpCookie;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Somebody without a browser: keeps cookies, sends forms with their token, follows no redirect. */
public class Visitor {
  private static final Pattern CSRF = Pattern.compile("name=\"csrf\" value=\"([0-9a-f]+)\"");
  private static final Pattern RETURN = Pattern.compile("name=\"return\" value=\"([^\"]+)\"");
  private static final Pattern SEED = Pattern.compile("<code id=\"seed\">([A-Z2-7]+)</code>");

  private final CookieManager cookies = new CookieManager();
  private final HttpClient client = HttpClient.newBuilder().cookieHandler(cookies).build();
  private final URI panel;
  private String csrf = "";
  String wayBack = "";

  public Visitor(URI panel) {
    this.panel = panel;
  }

  /** Returns the token of the form that was seen last. */
  public String csrf() {
    return csrf;
  }

  /** Returns the values of all cookies. */
  public List<String> cookies() {
    return cookies.getCookieStore().getCookies().stream().map(HttpCookie::getValue).toList();
  }

  /** Returns the key for an authenticator app that a page shows. */
  public static Optional<String> seedIn(String page) {
    Matcher seed = SEED.matcher(page);
    return seed.find() ? Optional.of(seed.group(1)) : Optional.empty();
  }

  public HttpResponse<String> head(String path) throws Exception {
    return send(
        HttpRequest.newBuilder(panel.resolve(path))
            .method("HEAD", HttpRequest.BodyPublishers.noBody()));
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
