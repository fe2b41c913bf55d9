package dev.staffgate.examples.panel.app;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import com.google.common.base.Ascii;
import com.google.common.collect.ImmutableSet;
import dev.staffgate.network.NetworkSet;
import dev.staffgate.servlet.ClientAddress;
import java.net.InetAddress;
import java.net.URI;
import java.util.Optional;
import java.util.Set;

/**
 * The place where the panel listens, and the one that people know it by. Immutable.
 *
 * @param listen an address of this machine
 * @param port 0 for any that is free
 * @param proxy the proxy in front; without one the panel is for browsers on this machine
 */
public record PanelAddress(InetAddress listen, int port, Optional<Proxy> proxy) {
  private static final int HTTPS_PORT = 443;
  private static final int MAX_PORT = 65_535;

  /**
   * A proxy that speaks TLS with browsers and passes their requests on.
   *
   * @param baseUrl the panel's address in browsers: {@code https}, a host and perhaps a port
   * @param clientAddress the way to a client's address, by the one header that the proxy writes
   */
  public record Proxy(URI baseUrl, ClientAddress clientAddress) {
    public Proxy {
      checkArgument(
          "https".equals(baseUrl.getScheme())
              && baseUrl.getHost() != null
              && baseUrl.getRawUserInfo() == null
              && baseUrl.getPort() <= MAX_PORT
              && (baseUrl.getRawPath().isEmpty() || baseUrl.getRawPath().equals("/"))
              && baseUrl.getRawQuery() == null
              && baseUrl.getRawFragment() == null,
          "the panel's address in browsers is https:// and a host, such as"
              + " https://panel.example.net/");
      requireNonNull(clientAddress, "clientAddress");
    }

    /**
     * Returns a proxy.
     *
     * @param trusted the addresses that its requests come from
     * @param header what it writes the client's address into, such as {@code X-Forwarded-For}
     * @throws IllegalArgumentException if nobody is trusted, or everybody
     */
    public static Proxy of(URI baseUrl, NetworkSet trusted, String header) {
      checkArgument(!trusted.isEmpty(), "a proxy that is not trusted tells no client's address");
      return new Proxy(baseUrl, ClientAddress.behind(trusted, header));
    }
  }

  public PanelAddress {
    requireNonNull(listen, "listen");
    checkArgument(port >= 0 && port <= MAX_PORT, "%s is not a port", port);
    requireNonNull(proxy, "proxy");
    checkArgument(
        proxy.isPresent() || listen.isLoopbackAddress(),
        "without a proxy that speaks TLS the panel listens on loopback alone");
  }

  /** Returns a place on loopback, for browsers on this machine. */
  public static PanelAddress onLoopback(int port) {
    return new PanelAddress(InetAddress.getLoopbackAddress(), port, Optional.empty());
  }

  /** Returns the way to a client's address. */
  ClientAddress clientAddress() {
    return proxy.map(Proxy::clientAddress).orElseGet(ClientAddress::ofPeer);
  }

  /** Returns the panel's address in browsers. */
  URI url(int boundPort) {
    return proxy
        .map(Proxy::baseUrl)
        .orElseGet(() -> URI.create("http://" + literal() + ":" + boundPort + "/"));
  }

  /**
   * Returns the values of the header {@code Host} that are answered, in lower case: the panel's
   * names, and its address on this machine, which a proxy may ask by. A page elsewhere whose name
   * was made to lead here asks by another.
   */
  Set<String> hosts(int boundPort) {
    ImmutableSet.Builder<String> hosts = ImmutableSet.builder();
    for (String host : new String[] {literal(), "localhost", "127.0.0.1", "[::1]"}) {
      hosts.add(host + ":" + boundPort);
    }
    proxy.ifPresent(
        one -> {
          String host = Ascii.toLowerCase(one.baseUrl().getHost());
          int shown = one.baseUrl().getPort();
          if (shown == -1 || shown == HTTPS_PORT) {
            hosts.add(host).add(host + ":" + HTTPS_PORT);
          } else {
            hosts.add(host + ":" + shown);
          }
        });
    return hosts.build();
  }

  private String literal() {
    String text = listen.getHostAddress();
    return text.indexOf(':') < 0 ? text : "[" + text + "]";
  }
}
