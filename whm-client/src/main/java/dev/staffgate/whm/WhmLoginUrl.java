package dev.staffgate.whm;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;

import dev.staffgate.whm.call.JsonFields;
import dev.staffgate.whm.call.LoginOrigins;
import dev.staffgate.whm.call.LoginUrl;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The form of WHM's login URLs: {@code https://HOST:PORT/cpsess…/login/?session=USER:…}. Whoever
 * has one can use the session.
 */
final class WhmLoginUrl {
  private static final Pattern SECURITY_TOKEN = Pattern.compile("/cpsess[0-9A-Za-z]{1,64}");

  private WhmLoginUrl() {}

  /**
   * Requires that a URL leads to the session that was asked for.
   *
   * @param url as it was returned
   * @param securityToken as it was returned beside it
   * @param places where it may lead
   * @param user whose session it has to be
   * @throws LoginUrl.RefusedException if it does not, with the reason in words that quote the URL's
   *     host at most
   */
  static void requireValid(String url, String securityToken, LoginOrigins places, String user)
      throws LoginUrl.RefusedException {
    URI uri = LoginUrl.parseAllowed(url, places);
    if (!SECURITY_TOKEN.matcher(securityToken).matches()
        || !Stream.of("/login", "/login/")
            .map(securityToken::concat)
            .anyMatch(uri.getRawPath()::equals)) {
      throw new LoginUrl.RefusedException("has another path than the one of its security token");
    }
    requireSessionOf(uri, user);
  }

  /**
   * Returns a URL that was checked, with a page of the panel to go to.
   *
   * @param path as {@link dev.staffgate.panels.PanelTarget#path} has it
   */
  static String withPage(String url, String path) {
    int query = url.indexOf('?') + 1;
    String others =
        Stream.of(url.substring(query).split("&"))
            .filter(parameter -> !parameter.startsWith("goto_uri="))
            .collect(joining("&"));
    return url.substring(0, query) + others + "&goto_uri=" + URLEncoder.encode(path, UTF_8);
  }

  private static String decoded(String value) {
    return URLDecoder.decode(value.replace("+", "%2B"), UTF_8);
  }

  /** Returns whether a URL's session has bytes that are not text. */
  static boolean isUnreadable(String url) {
    return Stream.of(url.substring(url.indexOf('?') + 1).split("&"))
        .filter(parameter -> parameter.startsWith("session="))
        .anyMatch(parameter -> decoded(parameter).indexOf(JsonFields.NO_CHARACTER) >= 0);
  }

  private static void requireSessionOf(URI uri, String user) throws LoginUrl.RefusedException {
    String query = uri.getRawQuery() == null ? "" : uri.getRawQuery();
    List<String> sessions =
        Stream.of(query.split("&"))
            .filter(parameter -> parameter.startsWith("session="))
            .map(parameter -> parameter.substring("session=".length()))
            .map(WhmLoginUrl::decoded)
            .toList();
    if (sessions.size() != 1 || !sessions.get(0).startsWith(user + ":")) {
      throw new LoginUrl.RefusedException("is not one for a session of user " + user);
    }
  }
}
