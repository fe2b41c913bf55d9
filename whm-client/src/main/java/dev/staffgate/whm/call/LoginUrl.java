package dev.staffgate.whm.call;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.common.base.CharMatcher;
import com.google.common.base.Splitter;
import dev.staffgate.whm.http.ServerAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads a URL that turns into a session when a browser opens it; whoever has it can use the
 * session.
 *
 * <p>A browser reads URLs with more lenience than {@link URI} does, so only what both read alike
 * passes: what {@code URI} refuses, a backslash or a space say, is not a login URL.
 */
public final class LoginUrl {
  private static final int MAX_LENGTH = 8192;
  private static final Pattern HOST = Pattern.compile("https?://([^/?#@:\\\\]{1,253})");

  private static final Pattern CONTROL = Pattern.compile("%(?:[01][0-9A-Fa-f]|7[Ff])");

  /** A parameter that a page to go on to may be in. */
  private static final Pattern PAGE =
      Pattern.compile("redirect|ur[il]|goto|next|return|dest|target", Pattern.CASE_INSENSITIVE);

  private static final Pattern URL =
      Pattern.compile("\\s*https?:[/\\\\]", Pattern.CASE_INSENSITIVE);

  /** The beginning of a page elsewhere; Base64, in another parameter, may begin so, too. */
  private static final Pattern ELSEWHERE =
      Pattern.compile("\\s*(?:https?:|[/\\\\]{2})", Pattern.CASE_INSENSITIVE);

  private LoginUrl() {}

  /**
   * Returns a URL that leads to one of these places, whatever its path.
   *
   * @throws RefusedException if it does not
   */
  public static URI parseAllowed(String url, LoginOrigins places) throws RefusedException {
    URI uri = parse(url);
    if (!"https".equalsIgnoreCase(uri.getScheme())) {
      throw new RefusedException(
          "is not https", "http".equalsIgnoreCase(uri.getScheme()) ? Mend.HTTPS : Mend.NONE);
    }
    if (uri.getHost() == null || uri.getRawUserInfo() != null || uri.getRawFragment() != null) {
      throw new RefusedException("has an unusual form");
    }
    String host = ServerAddress.canonical(uri.getHost());
    if (!places.hasHost(host)) {
      throw new RefusedException("leads to another host, " + host, Mend.HOST);
    }
    int port = uri.getPort() == -1 ? 443 : uri.getPort();
    if (!places.has(host, port)) {
      throw new RefusedException("leads to another port, " + port, Mend.PORT);
    }
    requireNothingHidden(uri, places);
    return uri;
  }

  /**
   * Refuses encoded control characters, which end a line or a text where servers decode them, and
   * parameters that would lead on to another place.
   */
  private static void requireNothingHidden(URI uri, LoginOrigins places) throws RefusedException {
    String query = Objects.requireNonNullElse(uri.getRawQuery(), "");
    if (CONTROL.matcher(uri.getRawPath() + "?" + query).find()) {
      throw new RefusedException("holds an encoded control character");
    }
    for (String parameter : Splitter.on(CharMatcher.anyOf("&;")).split(query)) {
      int equals = parameter.indexOf('=');
      String value = decoded(parameter.substring(equals + 1));
      boolean page = equals > 0 && PAGE.matcher(decoded(parameter.substring(0, equals))).find();
      if ((page ? ELSEWHERE : URL).matcher(value).lookingAt()) {
        requireAllowedPage(value, places);
      }
    }
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text, UTF_8);
  }

  private static void requireAllowedPage(String page, LoginOrigins places) throws RefusedException {
    try {
      URI there = parse(page);
      if ("https".equalsIgnoreCase(there.getScheme()) && there.getHost() != null) {
        int port = there.getPort() == -1 ? 443 : there.getPort();
        if (places.has(ServerAddress.canonical(there.getHost()), port)) {
          return;
        }
      }
    } catch (RefusedException notAUrl) {
      // it is refused below, in the words for a page
    }
    throw new RefusedException("leads on to another place");
  }

  private static URI parse(String url) throws RefusedException {
    if (url.length() > MAX_LENGTH) {
      throw new RefusedException("is too long");
    }
    if (!url.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
      throw hostInAscii(url)
          .map(host -> "leads to a host that it does not write in ASCII, " + host)
          .map(reason -> new RefusedException(reason, Mend.HOST))
          .orElseGet(() -> new RefusedException("holds characters that no URL has"));
    }
    try {
      return new URI(url);
    } catch (URISyntaxException quotesIt) {
      throw new RefusedException("is not a URL");
    }
  }

  private static Optional<String> hostInAscii(String url) {
    Matcher host = HOST.matcher(url);
    return host.lookingAt() ? ServerAddress.inAscii(host.group(1)) : Optional.empty();
  }

  /** The settings that could be what is wrong when a URL is refused. */
  enum Mend {
    /** The server's other names. */
    HOST,
    /** The port that this panel is expected on. */
    PORT,
    /** TLS in the panel. */
    HTTPS,
    /** None: such a URL is wrong wherever it leads. */
    NONE
  }

  /** The URL is not one to hand to a browser. */
  public static final class RefusedException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String reason;
    private final Mend mend;

    /** Makes one; {@code reason} completes "the login URL …" and holds no secret. */
    public RefusedException(String reason) {
      this(reason, Mend.NONE);
    }

    private RefusedException(String reason, Mend mend) {
      super(reason);
      this.reason = reason;
      this.mend = mend;
    }

    Mend mend() {
      return mend;
    }

    public String reason() {
      return reason;
    }
  }
}
