package dev.staffgate.whm.call;

import dev.staffgate.whm.http.ServerAddress;
import java.net.URI;
import java.net.URISyntaxException;
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

  private LoginUrl() {}

  /**
   * Returns a URL that leads to one of these places, whatever its path.
   *
   * @throws RefusedException if it does not
   */
  public static URI parseAllowed(String url, LoginOrigins places) throws RefusedException {
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

  private static URI parse(String url) throws RefusedException {
    if (url.length() > MAX_LENGTH) {
      throw new RefusedException("is too long");
    }
    if (!url.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
      throw new RefusedException(
          hostInAscii(url)
              .map(host -> "leads to a host that it does not write in ASCII, " + host)
              .orElse("holds characters that no URL has"));
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

  /** The URL is not one to hand to a browser. */
  public static final class RefusedException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String reason;

    /** Makes one; {@code reason} completes "the login URL …" and holds no secret. */
    public RefusedException(String reason) {
      super(reason);
      this.reason = reason;
    }

    public String reason() {
      return reason;
    }
  }
}
