package dev.staffgate.whm;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;

import com.google.common.base.Splitter;
import dev.staffgate.whm.call.JsonFields;
import dev.staffgate.whm.call.LoginOrigins;
import dev.staffgate.whm.call.LoginUrl;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The form of WHM's login URLs: {@code https://HOST:PORT/cpsess…/login/?session=USER:…}. Whoever
 * has one can use the session.
 */
final class WhmLoginUrl {
  private static final Pattern SECURITY_TOKEN = Pattern.compile("/cpsess[0-9A-Za-z]{1,64}");

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,64}");
  private static final Pattern SCHEME = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*:");
  private static final String SESSION = "session";
  private static final String PAGE = "goto_uri";

  private WhmLoginUrl() {}

  /**
   * Requires that a URL leads to the session that was asked for.
   *
   * @param url as it was returned
   * @param securityToken as it was returned beside it
   * @param places where it may lead
   * @param user whose session it has to be
   * @param toPage whether a page was asked for, so that the URL may name one
   * @throws LoginUrl.RefusedException if it does not, with the reason in words that quote the URL's
   *     host at most
   */
  static void requireValid(
      String url, String securityToken, LoginOrigins places, String user, boolean toPage)
      throws LoginUrl.RefusedException {
    URI uri = LoginUrl.parseAllowed(url, places);
    if (!SECURITY_TOKEN.matcher(securityToken).matches()
        || !Stream.of("/login", "/login/")
            .map(securityToken::concat)
            .anyMatch(uri.getRawPath()::equals)) {
      throw new LoginUrl.RefusedException("has another path than the one of its security token");
    }
    Map<String, String> parameters = parameters(uri);
    if (!parameters.getOrDefault(SESSION, "").startsWith(user + ":")) {
      throw new LoginUrl.RefusedException("is not one for a session of user " + user);
    }
    requireHarmless(parameters, toPage);
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

  /** Returns the parameters by their names, both decoded. */
  private static Map<String, String> parameters(URI uri) throws LoginUrl.RefusedException {
    String query = uri.getRawQuery() == null ? "" : uri.getRawQuery();
    Map<String, String> parameters = new LinkedHashMap<>();
    // Some servers take a semicolon for an ampersand.
    if (query.indexOf(';') >= 0) {
      throw new LoginUrl.RefusedException("has parameters that can be read in two ways");
    }
    for (String one : Splitter.on('&').split(query)) {
      int equals = one.indexOf('=');
      String name = decoded(equals < 0 ? one : one.substring(0, equals));
      String value = equals < 0 ? "" : decoded(one.substring(equals + 1));
      if (value.chars().anyMatch(Character::isISOControl)) {
        throw new LoginUrl.RefusedException("holds an encoded control character");
      }
      if (parameters.put(name, value) != null) {
        throw new LoginUrl.RefusedException("has a parameter twice");
      }
    }
    return parameters;
  }

  private static void requireHarmless(Map<String, String> parameters, boolean toPage)
      throws LoginUrl.RefusedException {
    for (Map.Entry<String, String> one : parameters.entrySet()) {
      boolean harmless =
          switch (one.getKey()) {
            case SESSION -> true;
            case "locale", "app" -> NAME.matcher(one.getValue()).matches();
            case PAGE -> toPage && isWithinPanel(one.getValue());
            default -> false;
          };
      if (!harmless) {
        throw new LoginUrl.RefusedException("has a parameter that was not asked for");
      }
    }
  }

  private static boolean isWithinPanel(String page) {
    return page.chars().allMatch(c -> c > ' ' && c < 0x7f && c != '\\')
        && !page.startsWith("//")
        && !SCHEME.matcher(page).lookingAt();
  }
}
