package dev.staffgate.servlet.request;

import com.google.common.base.CharMatcher;
import dev.staffgate.network.IpAddress;
import org.jspecify.annotations.Nullable;

/** The text of one hop: an address, with or without port and brackets. */
public final class HopAddress {
  private static final CharMatcher DIGIT = CharMatcher.inRange('0', '9');

  /** The characters after the underscore of an obfuscated port (RFC 7239, section 6.3). */
  private static final CharMatcher OBFUSCATED =
      DIGIT
          .or(CharMatcher.inRange('a', 'z'))
          .or(CharMatcher.inRange('A', 'Z'))
          .or(CharMatcher.anyOf("._-"));

  private HopAddress() {}

  /** The address that the container reports: a zone is dropped, and so are brackets. */
  public static @Nullable IpAddress ofPeer(@Nullable String text) {
    if (text == null) {
      return null;
    }
    String bare =
        text.startsWith("[") && text.endsWith("]") ? text.substring(1, text.length() - 1) : text;
    int zone = bare.indexOf('%');
    return parsed(zone < 0 ? bare : bare.substring(0, zone));
  }

  /** Part of a line without the blanks and tabs around it (RFC 9110, section 5.6.1). */
  public static String trimmed(String line, int start, int end) {
    int from = start;
    int to = end;
    while (from < to && isBlank(line.charAt(from))) {
      from++;
    }
    while (from < to && isBlank(line.charAt(to - 1))) {
      to--;
    }
    return line.substring(from, to);
  }

  private static boolean isBlank(char c) {
    return c == ' ' || c == '\t';
  }

  /**
   * {@code 203.0.113.7:4711}, {@code [2001:db8::1]:4711}, {@code [2001:db8::1]}, or an address
   * alone; null for anything else.
   */
  public static @Nullable IpAddress ofHop(String hop) {
    if (hop.startsWith("[")) {
      return bracketed(hop, false);
    }
    int colon = hop.indexOf(':');
    if (colon < 0 || hop.indexOf(':', colon + 1) >= 0) {
      return parsed(hop);
    }
    return isPort(hop, colon, false) ? parsed(hop.substring(0, colon)) : null;
  }

  /**
   * An address that a port follows, with brackets or without, as in {@code 203.0.113.7:4711} or
   * {@code 2001:db8::1:4711}; null for anything else.
   */
  public static @Nullable IpAddress ofHopWithPort(String hop) {
    if (hop.startsWith("[")) {
      return hop.endsWith("]") ? null : bracketed(hop, false);
    }
    int colon = hop.lastIndexOf(':');
    boolean port = colon >= 0 && isPort(hop, colon, false) && !hop.startsWith(":0", colon);
    return port ? parsed(hop.substring(0, colon)) : null;
  }

  /**
   * The same in the words of RFC 7239, section 6: IPv6 stands in brackets always, and a port may be
   * obfuscated.
   */
  static @Nullable IpAddress ofForwardedNode(String node) {
    if (node.startsWith("[")) {
      return bracketed(node, true);
    }
    int colon = node.indexOf(':');
    if (colon < 0) {
      return parsed(node);
    }
    return isPort(node, colon, true) ? parsed(node.substring(0, colon)) : null;
  }

  private static @Nullable IpAddress bracketed(String hop, boolean obfuscated) {
    int end = hop.indexOf(']');
    boolean whole = end > 0 && (end == hop.length() - 1 || isPort(hop, end + 1, obfuscated));
    String inside = whole ? hop.substring(1, end) : "";
    return inside.indexOf(':') < 0 ? null : parsed(inside);
  }

  private static boolean isPort(String text, int colon, boolean obfuscated) {
    String port = text.substring(colon + 1);
    if (text.charAt(colon) != ':' || port.isEmpty()) {
      return false;
    }
    if (obfuscated && port.charAt(0) == '_') {
      return port.length() > 1 && OBFUSCATED.matchesAllOf(port.substring(1));
    }
    return port.length() <= 5 && DIGIT.matchesAllOf(port) && Integer.parseInt(port) <= 65535;
  }

  private static @Nullable IpAddress parsed(String text) {
    try {
      return IpAddress.parse(text);
    } catch (IllegalArgumentException none) {
      return null;
    }
  }
}
