package dev.staffgate.whm.call;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;

import com.google.common.collect.ImmutableMap;
import dev.staffgate.whm.http.CallEffect;
import dev.staffgate.whm.http.ServerAddress;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.util.Map;

/**
 * One request to a panel's API. Headers and body may hold secrets, so they are never printed.
 *
 * @param name what it is called in a log
 * @param method such as {@code POST}
 * @param path on the server, encoded
 * @param headers beside those that every request has
 * @param body empty for a request without one
 * @param effect {@link CallEffect#CHANGES} unless {@link #as} says otherwise
 */
public record PanelCall(
    String name,
    String method,
    String path,
    Map<String, String> headers,
    String body,
    CallEffect effect) {
  public PanelCall {
    headers = ImmutableMap.copyOf(headers);
  }

  /** A request without a body. */
  public static PanelCall get(String name, String path) {
    return new PanelCall(name, "GET", path, Map.of(), "", CallEffect.CHANGES);
  }

  /** A request that posts a body of this type. */
  public static PanelCall post(String name, String path, String type, String body) {
    return new PanelCall(
        name, "POST", path, Map.of("Content-Type", type), body, CallEffect.CHANGES);
  }

  /** A request that posts a form; whatever is in a value stays in that value. */
  public static PanelCall form(String name, String path, Map<String, String> fields) {
    return post(
        name,
        path,
        "application/x-www-form-urlencoded",
        fields.entrySet().stream()
            .map(one -> encoded(one.getKey()) + "=" + encoded(one.getValue()))
            .collect(joining("&")));
  }

  /** Returns this with one more header. */
  public PanelCall header(String header, String value) {
    return new PanelCall(
        name,
        method,
        path,
        ImmutableMap.<String, String>builder().putAll(headers).put(header, value).buildOrThrow(),
        body,
        effect);
  }

  /** Returns this with what it does on the server. */
  public PanelCall as(CallEffect does) {
    return new PanelCall(name, method, path, headers, body, does);
  }

  HttpRequest request(ServerAddress address) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("https://" + address + path))
            .header("Accept-Encoding", "gzip")
            .header("User-Agent", "Staffgate");
    headers.forEach(request::header);
    return request
        .method(
            method,
            body.isEmpty()
                ? HttpRequest.BodyPublishers.noBody()
                : HttpRequest.BodyPublishers.ofString(body, UTF_8))
        .build();
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, UTF_8);
  }

  @Override
  public String toString() {
    return "PanelCall[" + name + "]";
  }
}
