package dev.staffgate.servlet;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import com.google.common.base.CharMatcher;
import com.google.common.base.Splitter;
import com.google.common.net.HttpHeaders;
import dev.staffgate.network.IpAddress;
import dev.staffgate.network.IpRange;
import dev.staffgate.network.NetworkSet;
import dev.staffgate.servlet.request.ForwardedHeader;
import dev.staffgate.servlet.request.HopAddress;
import dev.staffgate.servlet.request.ProxyChain;
import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds a client's address behind proxies. Immutable.
 *
 * <p>A peer that is not a trusted proxy is the client, and no header is read. Behind a trusted one
 * the one header that was named is read, and no other. {@code X-Forwarded-For} and {@code
 * Forwarded} (RFC 7239) are lists, all their lines together, and are read from the right: trusted
 * proxies are passed over, the next address is the client; if all are trusted, the leftmost is. Any
 * other header holds one address, and comes once. A trusted proxy that sends no such header, or an
 * empty one, has given no address, unless {@link #peerIfHeaderMissing()} says otherwise; nor has
 * one that sends what cannot be read as an address. Then every rule that restricts addresses
 * refuses. Names are never resolved.
 */
public final class ClientAddress {
  private static final CharMatcher TOKEN =
      CharMatcher.inRange('a', 'z')
          .or(CharMatcher.inRange('A', 'Z'))
          .or(CharMatcher.inRange('0', '9'))
          .or(CharMatcher.anyOf("-_"));

  /** All lines of the header together, in characters; more is not read. */
  private static final int MAX_LENGTH = 65_536;

  private static final int MAX_LINES = 1024;

  /** The forms of the header. */
  private enum Form {
    LIST,
    FORWARDED,
    SINGLE
  }

  private final NetworkSet trusted;
  private final String header;
  private final Form form;
  private final boolean peerIfHeaderMissing;

  private ClientAddress(NetworkSet trusted, String header, Form form, boolean peerIfHeaderMissing) {
    this.trusted = requireNonNull(trusted, "trusted");
    this.header = header;
    this.form = form;
    this.peerIfHeaderMissing = peerIfHeaderMissing;
  }

  /** The peer is the client; no header is read. */
  public static ClientAddress ofPeer() {
    return new ClientAddress(NetworkSet.EMPTY, HttpHeaders.X_FORWARDED_FOR, Form.LIST, false);
  }

  /**
   * The client behind these proxies, by {@code X-Forwarded-For}.
   *
   * @throws IllegalArgumentException if all addresses are trusted, for then everybody could claim
   *     any address
   */
  public static ClientAddress behind(NetworkSet trustedProxies) {
    return behind(trustedProxies, HttpHeaders.X_FORWARDED_FOR);
  }

  /**
   * The client behind these proxies, by the header that they write.
   *
   * @param header {@code X-Forwarded-For}, {@code Forwarded}, or the name of one that holds a
   *     single address, such as {@code X-Real-IP}
   * @throws IllegalArgumentException if all addresses are trusted, for then everybody could claim
   *     any address; if {@code header} is not the name of one header
   */
  public static ClientAddress behind(NetworkSet trustedProxies, String header) {
    checkArgument(
        !trustedProxies.coversAllIpv4() && !trustedProxies.coversAllIpv6(),
        "proxies that are trusted everywhere let anybody claim any address");
    checkArgument(
        !header.isEmpty() && TOKEN.matchesAllOf(header),
        "`%s` is not one header: a client's address is read from one at a time",
        header);
    Form form =
        header.equalsIgnoreCase(HttpHeaders.FORWARDED)
            ? Form.FORWARDED
            : header.equalsIgnoreCase(HttpHeaders.X_FORWARDED_FOR) ? Form.LIST : Form.SINGLE;
    return new ClientAddress(trustedProxies, header, form, false);
  }

  /**
   * The same, but a trusted proxy that sends no header, or an empty one, is the client itself.
   *
   * <p>For proxies that also ask on their own behalf, as to see whether the application is up, and
   * that set the header on each request they pass on. If one forgets it, everybody behind it comes
   * from the proxy's address, with all that rules permit to that address.
   */
  public ClientAddress peerIfHeaderMissing() {
    return new ClientAddress(trusted, header, form, true);
  }

  /** The blocks, addresses and ranges of a text, with commas between them. */
  static NetworkSet proxies(String text) {
    return NetworkSet.copyOf(
        Splitter.on(',').trimResults().splitToStream(text).map(IpRange::parse).toList());
  }

  /** The client's address, if it is known. */
  public Optional<IpAddress> of(HttpServletRequest request) {
    return Optional.ofNullable(orNull(request));
  }

  @Nullable IpAddress orNull(HttpServletRequest request) {
    IpAddress peer = HopAddress.ofPeer(request.getRemoteAddr());
    if (peer == null || !trusted.contains(peer)) {
      return peer;
    }
    IpAddress ifMissing = peerIfHeaderMissing ? peer : null;
    // A container may answer null where it does not let headers be read.
    Enumeration<String> lines = request.getHeaders(header);
    if (lines == null || !lines.hasMoreElements()) {
      return ifMissing;
    }
    return in(lines, ifMissing);
  }

  private @Nullable IpAddress in(Enumeration<String> lines, @Nullable IpAddress ifMissing) {
    String first = lines.nextElement();
    if (lines.hasMoreElements()) {
      return form == Form.SINGLE ? null : in(first, lines, ifMissing);
    }
    if (first.length() > MAX_LENGTH) {
      return null;
    }
    if (form == Form.SINGLE) {
      String address = HopAddress.trimmed(first, 0, first.length());
      return address.isEmpty() ? ifMissing : HopAddress.ofHop(address);
    }
    ProxyChain walk = new ProxyChain(trusted, ifMissing);
    boolean unused = along(first, walk);
    return walk.client();
  }

  private @Nullable IpAddress in(
      String first, Enumeration<String> more, @Nullable IpAddress ifMissing) {
    List<String> lines = new ArrayList<>(List.of(first));
    long length = first.length();
    while (more.hasMoreElements()) {
      String line = more.nextElement();
      length += line.length();
      if (length > MAX_LENGTH || lines.size() == MAX_LINES) {
        return null;
      }
      lines.add(line);
    }
    ProxyChain walk = new ProxyChain(trusted, ifMissing);
    int nearest = lines.size() - 1;
    while (nearest >= 0 && along(lines.get(nearest), walk)) {
      nearest--;
    }
    return walk.client();
  }

  /** Returns whether the walk goes on beyond the left end of a line. */
  private boolean along(String line, ProxyChain walk) {
    return form == Form.FORWARDED ? ForwardedHeader.along(line, walk) : alongList(line, walk);
  }

  private static boolean alongList(String line, ProxyChain walk) {
    for (int end = line.length(); end >= 0; ) {
      int comma = line.lastIndexOf(',', end - 1);
      String hop = HopAddress.trimmed(line, comma + 1, end);
      if (!hop.isEmpty() && !walk.goesOnPast(HopAddress.ofHop(hop))) {
        return false;
      }
      end = comma;
    }
    return true;
  }
}
