package dev.staffgate.servlet;

import static com.google.common.base.Preconditions.checkArgument;
import static com.google.common.base.Preconditions.checkState;
import static java.util.Objects.requireNonNull;

import com.google.common.base.CharMatcher;
import com.google.common.collect.Lists;
import com.google.common.collect.Sets;
import com.google.common.net.HttpHeaders;
import dev.staffgate.network.IpAddress;
import dev.staffgate.network.NetworkSet;
import dev.staffgate.servlet.request.ForwardedHeader;
import dev.staffgate.servlet.request.HopAddress;
import dev.staffgate.servlet.request.ProxyChain;
import dev.staffgate.servlet.request.ReplacedPeer;
import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.Enumeration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds a client's address behind proxies. Safe for any number of threads.
 *
 * <p>A peer that is not a trusted proxy is the client, and no header is read. Behind a trusted one
 * the one header that was named is read, and no other. {@code X-Forwarded-For} and {@code
 * Forwarded} (RFC 7239) are lists, all their lines together, and are read from the right: trusted
 * proxies are passed over, the next address is the client; if all are trusted, the leftmost is. Any
 * other header holds one address, and comes once. A trusted proxy that sends no such header, or an
 * empty one, has given no address, unless {@link #peerIfHeaderMissing()} says otherwise; nor has
 * one that sends what cannot be read as an address. Then every rule that restricts addresses
 * refuses. Names are never resolved.
 *
 * <p>Where something before the filter has replaced the peer by what a header says, as Tomcat's
 * {@code RemoteIpValve} does, which Spring Boot switches on in Kubernetes, the peer is not known
 * and no address is given, unless {@link #asTheContainerSays()} is chosen.
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

  /** Holds one address that always has a port, with brackets or without. */
  private static final String CLOUDFRONT = "CloudFront-Viewer-Address";

  private static final Logger log = LoggerFactory.getLogger(ClientAddress.class);

  /** The forms of the header. */
  private enum Form {
    LIST,
    FORWARDED,
    SINGLE
  }

  private final NetworkSet trusted;
  private final String header;
  private final Form form;
  private final Set<Option> options;
  private final AtomicBoolean told = new AtomicBoolean();

  /** The choices that a program makes by name. */
  private enum Option {
    PEER_IF_HEADER_MISSING,
    WITH_PORTS,
    AS_THE_CONTAINER_SAYS
  }

  private ClientAddress(NetworkSet trusted, String header, Form form, Set<Option> options) {
    this.trusted = requireNonNull(trusted, "trusted");
    this.header = header;
    this.form = form;
    this.options = options;
  }

  private ClientAddress with(Option option) {
    Set<Option> more = EnumSet.of(option);
    more.addAll(options);
    return new ClientAddress(trusted, header, form, Sets.immutableEnumSet(more));
  }

  /** The peer is the client; no header is read. */
  public static ClientAddress ofPeer() {
    return new ClientAddress(NetworkSet.EMPTY, HttpHeaders.X_FORWARDED_FOR, Form.LIST, Set.of());
  }

  /**
   * The peer is the client as the container shows it, though something before the filter may have
   * replaced it by what a header says. Only for containers that nobody reaches but through a proxy
   * that overwrites that header: where it is passed on or appended to, anybody can claim any
   * address.
   */
  public static ClientAddress asTheContainerSays() {
    return ofPeer().with(Option.AS_THE_CONTAINER_SAYS);
  }

  /**
   * The client behind these proxies, by {@code X-Forwarded-For}, as in {@code behind("127.0.0.1",
   * "10.0.0.0/8")}.
   *
   * @param proxies addresses, blocks, or ranges {@code a-b}
   * @throws IllegalArgumentException if one of them is something else, or all addresses are trusted
   */
  public static ClientAddress behind(String proxy, String... proxies) {
    return behind(TrustedProxies.of(Lists.asList(proxy, proxies)));
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
    ClientAddress address = new ClientAddress(trustedProxies, header, form, Set.of());
    return header.equalsIgnoreCase(CLOUDFRONT) ? address.withPorts() : address;
  }

  /**
   * The same, but a trusted proxy that sends no header, or an empty one, is the client itself.
   *
   * <p>For proxies that also ask on their own behalf, as to see whether the application is up, and
   * that set the header on each request they pass on. If one forgets it, everybody behind it comes
   * from the proxy's address, with all that rules permit to that address.
   */
  public ClientAddress peerIfHeaderMissing() {
    return with(Option.PEER_IF_HEADER_MISSING);
  }

  /**
   * The same, but each address in the header ends in a colon and a port, IPv6 with brackets or
   * without; one that does not is not read. Without it, an IPv6 address without brackets is taken
   * as a whole (RFC 5952, section 6), so that {@code 2001:db8::5:443} has no port. For {@code
   * CloudFront-Viewer-Address} that is so already.
   *
   * @throws IllegalStateException for {@code Forwarded}, which always has brackets
   */
  public ClientAddress withPorts() {
    checkState(form != Form.FORWARDED, "Forwarded writes IPv6 in brackets, with a port or without");
    return with(Option.WITH_PORTS);
  }

  /** The client's address, if it is known. */
  public Optional<IpAddress> of(HttpServletRequest request) {
    return Optional.ofNullable(orNull(request));
  }

  @Nullable IpAddress orNull(HttpServletRequest request) {
    if (!options.contains(Option.AS_THE_CONTAINER_SAYS)) {
      String replacement = ReplacedPeer.by(request);
      if (replacement != null) {
        tell(replacement);
        return null;
      }
    }
    IpAddress peer = HopAddress.ofPeer(request.getRemoteAddr());
    if (peer == null || !trusted.contains(peer)) {
      return peer;
    }
    IpAddress ifMissing = options.contains(Option.PEER_IF_HEADER_MISSING) ? peer : null;
    // A container may answer null where it does not let headers be read.
    Enumeration<String> lines = request.getHeaders(header);
    if (lines == null || !lines.hasMoreElements()) {
      return ifMissing;
    }
    return in(lines, ifMissing);
  }

  private void tell(String replacement) {
    if (told.compareAndSet(false, true)) {
      log.error(
          "{} has replaced the peer's address by what a header says, so no address is given, and"
              + " rules that restrict addresses refuse. Take it out (in Spring Boot:"
              + " server.forward-headers-strategy=none, for it is on in Kubernetes) and name the"
              + " proxies by ClientAddress.behind(…). If nobody gets here but through a proxy that"
              + " overwrites the header, choose ClientAddress.asTheContainerSays()",
          replacement);
    }
  }

  private @Nullable IpAddress hop(String text) {
    return options.contains(Option.WITH_PORTS)
        ? HopAddress.ofHopWithPort(text)
        : HopAddress.ofHop(text);
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
      return address.isEmpty() ? ifMissing : hop(address);
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

  private boolean alongList(String line, ProxyChain walk) {
    for (int end = line.length(); end >= 0; ) {
      int comma = line.lastIndexOf(',', end - 1);
      String hop = HopAddress.trimmed(line, comma + 1, end);
      if (!hop.isEmpty() && !walk.goesOnPast(hop(hop))) {
        return false;
      }
      end = comma;
    }
    return true;
  }
}
