package dev.staffgate.servlet;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import com.google.common.base.CharMatcher;
import com.google.common.collect.Lists;
import dev.staffgate.network.IpAddress;
import dev.staffgate.network.NetworkSet;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.Enumeration;
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
  private static final CharMatcher BLANKS = CharMatcher.anyOf(" \t");

  /** All lines of the header together, in characters; more is not read. */
  private static final int MAX_LENGTH = 65_536;

  /** How many trusted proxies a request may have come through, besides the peer. */
  private static final int MAX_TRUSTED_HOPS = 64;

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
    // A container may answer null where it does not let headers be read.
    Enumeration<String> lines = request.getHeaders(HEADER);
    return of(request.getRemoteAddr(), lines == null ? List.of() : Collections.list(lines));
  }

  Optional<IpAddress> of(@Nullable String peerText, List<String> lines) {
    IpAddress peer = parsed(withoutZone(peerText));
    if (peer == null || !trusted.contains(peer)) {
      return Optional.ofNullable(peer);
    }
    if (lines.stream().mapToLong(String::length).sum() > MAX_LENGTH) {
      return Optional.empty();
    }
    return walk(Lists.reverse(lines), peer);
  }

  /** From the last element of the last line; {@code lines} come last line first. */
  private Optional<IpAddress> walk(List<String> lines, IpAddress peer) {
    IpAddress farthest = peer;
    int hops = 0;
    for (String line : lines) {
      for (int end = line.length(); end >= 0; ) {
        int comma = line.lastIndexOf(',', end - 1);
        // Blanks and tabs alone may stand around an element (RFC 9110, section 5.6.1).
        String hop = BLANKS.trimFrom(line.substring(comma + 1, end));
        end = comma;
        if (hop.isEmpty()) {
          continue;
        }
        IpAddress address = parsed(withoutPort(hop));
        if (address == null || !trusted.contains(address)) {
          return Optional.ofNullable(address);
        }
        hops++;
        if (hops > MAX_TRUSTED_HOPS) {
          return Optional.empty();
        }
        farthest = address;
      }
    }
    return Optional.of(farthest);
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
      String inside = whole ? hop.substring(1, end) : "";
      return inside.indexOf(':') < 0 ? null : inside;
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
