package dev.staffgate.signin.attempts;

import dev.staffgate.network.IpAddress;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/**
 * A network that attempts come from, as a short text: an address alone says little, for who has one
 * of IPv6 has more than can be counted.
 *
 * @param text {@code 4-} or {@code 6-} and the network's bytes in hexadecimal digits; a dash where
 *     the address is not known
 */
record SourceNetwork(String text) {
  private static final SourceNetwork NONE = new SourceNetwork("-");
  private static final int IPV4_BYTES = 3;
  private static final int IPV6_BYTES = 8;
  private static final int IPV6_SITE_BYTES = 6;

  /** Returns the network that people share: a /24 of IPv4, a /64 of IPv6. */
  static SourceNetwork of(Optional<IpAddress> from) {
    return from.map(one -> of(one, IPV6_BYTES)).orElse(NONE);
  }

  /** Returns the network that one customer of a provider has: a /24 of IPv4, a /48 of IPv6. */
  static SourceNetwork siteOf(Optional<IpAddress> from) {
    return from.map(one -> of(one, IPV6_SITE_BYTES)).orElse(NONE);
  }

  private static SourceNetwork of(IpAddress address, int ipv6Bytes) {
    int bytes = address.isIpv4() ? IPV4_BYTES : ipv6Bytes;
    byte[] prefix = Arrays.copyOf(address.toBytes(), bytes);
    return new SourceNetwork((address.isIpv4() ? "4-" : "6-") + HexFormat.of().formatHex(prefix));
  }
}
