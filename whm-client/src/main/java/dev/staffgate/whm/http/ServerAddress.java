package dev.staffgate.whm.http;

import static com.google.common.base.Preconditions.checkArgument;

import dev.staffgate.model.Server;
import dev.staffgate.network.IpAddress;
import java.net.IDN;
import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The place where a server listens, in one form for each: the name in lower case or the address in
 * its canonical text without brackets, and the port.
 *
 * @param host such as {@code web1.example.net} or {@code 2001:db8::1}
 * @param port 1 to 65535
 */
public record ServerAddress(String host, int port) {
  private static final Pattern NAME =
      Pattern.compile(
          "(?=.{1,253}$)[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*");

  public ServerAddress {
    checkArgument(port >= 1 && port <= 65535, "port %s is not in 1..65535", port);
  }

  /** Returns where {@code server} listens: its URL's port, or this one if that has none. */
  public static ServerAddress of(Server server, int usualPort) {
    URI url = server.url();
    return new ServerAddress(
        canonical(url.getHost()), url.getPort() == -1 ? usualPort : url.getPort());
  }

  /**
   * Returns the one form of a host, so that two texts for one host are equal.
   *
   * @param host a name or an address, an IPv6 address with or without brackets
   */
  public static String canonical(String host) {
    String bare =
        host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
    if (bare.indexOf(':') < 0) {
      return bare.toLowerCase(Locale.ROOT);
    }
    try {
      return IpAddress.parse(bare).toString();
    } catch (IllegalArgumentException withZone) {
      return bare.toLowerCase(Locale.ROOT);
    }
  }

  /**
   * Returns the one form of a host that a program was told.
   *
   * @throws IllegalArgumentException if it is neither a host name nor an address
   */
  public static String requireHost(String text) {
    String host = canonical(text);
    checkArgument(
        NAME.matcher(host).matches() || isAddress(host),
        "an alias is a host name in ASCII or an address%s",
        inAscii(host).map(ascii -> ": write " + ascii).orElse(""));
    return host;
  }

  /** Returns the ASCII form of a host name that is not ASCII, if it has one (RFC 3490). */
  public static Optional<String> inAscii(String host) {
    if (host.chars().allMatch(c -> c < 0x80)) {
      return Optional.empty();
    }
    try {
      return Optional.of(IDN.toASCII(host).toLowerCase(Locale.ROOT))
          .filter(ascii -> NAME.matcher(ascii).matches());
    } catch (IllegalArgumentException none) {
      return Optional.empty();
    }
  }

  private static boolean isAddress(String host) {
    try {
      return IpAddress.parse(host).toString().equals(host);
    } catch (IllegalArgumentException none) {
      return false;
    }
  }

  /** The form that a URL takes: {@code host:port}, an IPv6 address in brackets. */
  @Override
  public String toString() {
    return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port;
  }
}
