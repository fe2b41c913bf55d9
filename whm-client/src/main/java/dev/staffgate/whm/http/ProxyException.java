package dev.staffgate.whm.http;

import java.io.IOException;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A call that an HTTP proxy was to lead on has failed; not all of these are the proxy's doing. */
final class ProxyException extends IOException {
  private static final long serialVersionUID = 1L;

  // What the JDK says of a proxy that refuses; a refusal for want of credentials it hands out.
  private static final Pattern REFUSED = Pattern.compile("Tunnel failed, got: ([0-9]{3})");

  private final String proxy;
  private final int status;

  private ProxyException(String proxy, int status, IOException cause) {
    super("by the proxy " + proxy, cause);
    this.proxy = proxy;
    this.status = status;
  }

  /** The proxy answered with a status instead of leading on, so nothing has gone to the server. */
  static ProxyException refused(String proxy, int status) {
    return new ProxyException(proxy, status, new IOException("HTTP " + status));
  }

  /** A call through the proxy failed. */
  static ProxyException of(String proxy, IOException cause) {
    String message = cause.getMessage();
    Matcher refused = REFUSED.matcher(message == null ? "" : message);
    return new ProxyException(
        proxy, refused.matches() ? Integer.parseInt(refused.group(1)) : 0, cause);
  }

  /** Its host and port. */
  String proxy() {
    return proxy;
  }

  /** The status that it refused with, if it did. */
  OptionalInt status() {
    return status == 0 ? OptionalInt.empty() : OptionalInt.of(status);
  }
}
