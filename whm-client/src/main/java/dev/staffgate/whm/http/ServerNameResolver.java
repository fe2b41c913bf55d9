package dev.staffgate.whm.http;

import dev.staffgate.network.Cidr;
import dev.staffgate.network.IpAddress;
import dev.staffgate.network.NetworkSet;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.stream.Stream;

/**
 * Looks where the name of a server leads before it is called, and refuses what no name of another
 * machine leads to: this machine, its own link, and addresses of nobody or of many. An address in
 * the URL, and {@code localhost}, mean what they say.
 *
 * <p>The HTTP client looks the name up anew, so this spares a wrong or forged name a connection and
 * its reader a riddle; it is the certificate that keeps the token from whoever is there (decision
 * 0023).
 */
public final class ServerNameResolver {
  private static final NetworkSet LOCAL =
      NetworkSet.copyOf(
          Stream.of(
                  "0.0.0.0/8", // this machine
                  "127.0.0.0/8", // loopback
                  "169.254.0.0/16", // the link, and clouds' metadata
                  "224.0.0.0/4", // groups
                  "240.0.0.0/4", // reserved, and broadcast
                  "::/127", // this machine and loopback
                  "fe80::/10", // the link
                  "fd00:ec2::254/128", // a cloud's metadata
                  "ff00::/8") // groups
              .map(Cidr::parse)
              .map(Cidr::toRange)
              .toList());

  private final AddressLookup resolver;

  /** Looks up the addresses of a name. */
  public interface AddressLookup {
    /** Returns all of them; may take long. */
    InetAddress[] resolve(String host) throws UnknownHostException;
  }

  public ServerNameResolver(AddressLookup resolver) {
    this.resolver = resolver;
  }

  /** Returns whether a host is a name that may lead anywhere until it is looked up. */
  public static boolean needsLookup(String host) {
    return !host.equals("localhost") && !host.endsWith(".localhost") && !isAddress(host);
  }

  private static boolean isAddress(String host) {
    try {
      return host.indexOf(':') >= 0 || IpAddress.parse(host).isIpv4();
    } catch (IllegalArgumentException name) {
      return false;
    }
  }

  /**
   * Requires that a name leads to another machine.
   *
   * @throws LocalException if one of its addresses is not another machine's
   * @throws UnknownHostException if it has none
   */
  public void requireRemote(String host) throws LocalException, UnknownHostException {
    for (InetAddress found : resolver.resolve(host)) {
      IpAddress address = IpAddress.from(found);
      if (LOCAL.contains(address)) {
        throw new LocalException(address);
      }
    }
  }

  /** A server's name leads to this machine or its link. Nothing was sent. */
  public static final class LocalException extends IOException {
    private static final long serialVersionUID = 1L;

    private final String address;

    private LocalException(IpAddress address) {
      super("the name leads to " + address);
      this.address = address.toString();
    }

    String address() {
      return address;
    }
  }
}
