package dev.staffgate.whm.call;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;

import dev.staffgate.whm.http.ServerAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The URL that turns into a session when a browser opens it, as WHM returns it: {@code
 * https://HOST:PORT/cpsess…/login/?session=USER:…}. Who has it has the session.
 *
 * <p>A browser reads URLs with more lenience than {@link URI} does, so only what both read alike
 * passes: what {@code URI} refuses, a backslash or a space say, is no login URL.
 */
public final class LoginUrl {
  private static final int MAX_LENGTH = 8192;
  private static final Pattern SECURITY_TOKEN = Pattern.compile("/cpsess[0-9A-Za-z]{1,64}");

  private LoginUrl() {}

  /**
   * Checks a URL.
   *
   * @param url as it was returned
   * @param securityToken as it was returned beside it
   * @param places where it may lead
   * @param user whose session it has to be
   * @throws RefusedException if it is not what it has to be, with the reason in words that quote
   *     the URL's host at most
   */
  public static void check(String url, String securityToken, LoginOrigins places, String user)
      throws RefusedException {
    URI uri = at(url, places);
    if (!SECURITY_TOKEN.matcher(securityToken).matches()
        || !Stream.of("/login", "/login/")
            .map(securityToken::concat)
            .anyMatch(uri.getRawPath()::equals)) {
      throw new RefusedException("has another path than the one of its security token");
    }
    checkSession(uri, user);
  }

  /**
   * Reads a URL that leads to one of these places, wherever on it.
   *
   * @throws RefusedException if it does not
   */
  static URI at(String url, LoginOrigins places) throws RefusedException {
    URI uri = parse(url);
    if (!"https".equalsIgnoreCase(uri.getScheme())) {
      throw new RefusedException("is not https");
    }
    if (uri.getHost() == null || uri.getRawUserInfo() != null || uri.getRawFragment() != null) {
      throw new RefusedException("has an unusual form");
    }
    String host = ServerAddress.canonical(uri.getHost());
    if (!places.hasHost(host)) {
      throw new RefusedException("leads to another host, " + host);
    }
    int port = uri.getPort() == -1 ? 443 : uri.getPort();
    if (!places.has(host, port)) {
      throw new RefusedException("leads to another port, " + port);
    }
    return uri;
  }

  /**
   * Returns a URL that was checked, with a page of the panel to go to.
   *
   * @param path as {@link dev.staffgate.panels.PanelTarget#path} has it
   */
  public static String to(String url, String path) {
    int query = url.indexOf('?') + 1;
    String others =
        Stream.of(url.substring(query).split("&"))
            .filter(parameter -> !parameter.startsWith("goto_uri="))
            .collect(joining("&"));
    return url.substring(0, query) + others + "&goto_uri=" + URLEncoder.encode(path, UTF_8);
  }

  private static void checkSession(URI uri, String user) throws RefusedException {
    String query = uri.getRawQuery() == null ? "" : uri.getRawQuery();
    List<String> sessions =
        Stream.of(query.split("&"))
            .filter(parameter -> parameter.startsWith("session="))
            .map(parameter -> parameter.substring("session=".length()))
            .map(value -> URLDecoder.decode(value.replace("+", "%2B"), UTF_8))
            .toList();
    if (sessions.size() != 1 || !sessions.get(0).startsWith(user + ":")) {
      throw new RefusedException("is not one for a session of user " + user);
    }
  }

  private static URI parse(String url) throws RefusedException {
    if (url.length() > MAX_LENGTH || !url.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
      throw new RefusedException("is too long, or holds characters that no URL has");
    }
    try {
      return new URI(url);
    } catch (URISyntaxException quotesIt) {
      throw new RefusedException("is no URL");
    }
  }

  /** The URL is not one to hand to a browser. */
  public static final class RefusedException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String reason;

    /** Makes one; {@code reason} completes "the login URL …" and holds no secret. */
    RefusedException(String reason) {
      super(reason);
      this.reason = reason;
    }

    public String reason() {
      return reason;
    }
  }
}
