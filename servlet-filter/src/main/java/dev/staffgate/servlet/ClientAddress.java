package dev.staffgate.servlet;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import com.google.common.base.Splitter;
import dev.staffgate.network.IpAddress;
import dev.staffgate.network.NetworkSet;
import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds a client's address behind proxies. Immutable.
 *
 * <p>A peer that is no trusted proxy is the client, and no header is read. Behind a trusted one the
 * lines of {@code X-Forwarded-For} are one list, read from the right: trusted proxies are passed
 * over, the next address is the client; if all are trusted, the leftmost is. What cannot be read as
 * an address ends the search without one, so that every rule that restricts addresses refuses.
 */
public final class ClientAddress {
  private static final String HEADER = "X-Forwarded-For";
  private static final int MAX_LENGTH = 8192;
  private static final int MAX_HOPS = 64;

  private final NetworkSet trusted;

  private ClientAddress(NetworkSet trusted) {
    this.trusted = requireNonNull(trusted, "trusted");
  }

  /** The peer is the client; no header is read. */
  public static ClientAddress ofPeer() {
    return new ClientAddress(NetworkSet.EMPTY);
  }

  /**
   * The client behind these proxies.
   *
   * @throws IllegalArgumentException if all addresses are trusted, for then everybody could claim
   *     any address
   */
  public static ClientAddress behind(NetworkSet trustedProxies) {
    checkArgument(
        !trustedProxies.coversAllIpv4() && !trustedProxies.coversAllIpv6(),
        "proxies that are trusted everywhere let anybody claim any address");
    return new ClientAddress(trustedProxies);
  }

  /** The client's address, if it is known. */
  public Optional<IpAddress> of(HttpServletRequest request) {
    return of(request.getRemoteAddr(), Collections.list(request.getHeaders(HEADER)));
  }

  Optional<IpAddress> of(@Nullable String peerText, List<String> lines) {
    IpAddress peer = parsed(withoutZone(peerText));
    if (peer == null || !trusted.contains(peer)) {
      return Optional.ofNullable(peer);
    }
    List<String> hops = hops(lines);
    if (hops.size() > MAX_HOPS) {
      return Optional.empty();
    }
    IpAddress client = peer;
    for (int i = hops.size() - 1; i >= 0; i--) {
      client = parsed(withoutPort(hops.get(i)));
      if (client == null || !trusted.contains(client)) {
        return Optional.ofNullable(client);
      }
    }
    return Optional.of(client);
  }

  /** The elements of all lines that are not empty; too many if the lines are too long. */
  private static List<String> hops(List<String> lines) {
    List<String> hops = new ArrayList<>();
    long length = lines.stream().mapToLong(String::length).sum();
    if (length > MAX_LENGTH) {
      return Collections.nCopies(MAX_HOPS + 1, "");
    }
    for (String line : lines) {
      for (String element : Splitter.on(',').split(line)) {
        String hop = stripped(element);
        if (!hop.isEmpty()) {
          hops.add(hop);
        }
      }
    }
    return hops;
  }

  /** Without the blanks and tabs around it that a list may have (RFC 9110, section 5.6.1). */
  private static String stripped(String element) {
    int start = 0;
    int end = element.length();
    while (start < end && isBlank(element.charAt(start))) {
      start++;
    }
    while (end > start && isBlank(element.charAt(end - 1))) {
      end--;
    }
    return element.substring(start, end);
  }

  private static boolean isBlank(char c) {
    return c == ' ' || c == '\t';
  }

  private static @Nullable String withoutZone(@Nullable String text) {
    if (text == null) {
      return null;
    }
    String bare =
        text.startsWith("[") && text.endsWith("]") ? text.substring(1, text.length() - 1) : text;
    int zone = bare.indexOf('%');
    return zone < 0 ? bare : bare.substring(0, zone);
  }

  /**
   * {@code 203.0.113.7:4711} and {@code [2001:db8::1]:4711} without the port, {@code [2001:db8::1]}
   * without brackets.
   */
  private static @Nullable String withoutPort(String hop) {
    if (hop.startsWith("[")) {
      int end = hop.indexOf(']');
      boolean whole = end > 0 && (end == hop.length() - 1 || isPort(hop, end + 1));
      return whole && hop.indexOf(':') < end ? hop.substring(1, end) : null;
    }
    int colon = hop.indexOf(':');
    if (colon < 0 || hop.indexOf(':', colon + 1) >= 0) {
      return hop;
    }
    return isPort(hop, colon) ? hop.substring(0, colon) : null;
  }

  private static boolean isPort(String text, int colon) {
    String port = text.substring(colon + 1);
    return text.charAt(colon) == ':'
        && port.matches("[0-9]{1,5}")
        && Integer.parseInt(port) <= 65535;
  }

  private static @Nullable IpAddress parsed(@Nullable String text) {
    if (text == null) {
      return null;
    }
    try {
      return IpAddress.parse(text);
    } catch (IllegalArgumentException none) {
      return null;
    }
  }
}
