package dev.staffgate.network;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A set of addresses of both families, compiled for one question: does it hold this address?
 *
 * <p>However the ranges were given, overlapping, touching, in any order, sets of the same addresses
 * are equal. {@code 0.0.0.0/0} holds no IPv6 and {@code ::/0} no IPv4; all addresses are the union
 * of both. Made for up to 100,000 blocks: building takes O(n log n), a question O(log n) without
 * allocation. Immutable, so safe for any number of threads.
 */
public final class NetworkSet {
  /** The set that holds no address. */
  public static final NetworkSet EMPTY = new NetworkSet(Ipv4Ranges.EMPTY, Ipv6Ranges.EMPTY);

  private static final int MAX_PRINTED = 16;

  private final Ipv4Ranges ipv4;
  private final Ipv6Ranges ipv6;

  private NetworkSet(Ipv4Ranges ipv4, Ipv6Ranges ipv6) {
    this.ipv4 = ipv4;
    this.ipv6 = ipv6;
  }

  /** The set of every address that lies in one of {@code ranges}. */
  public static NetworkSet of(IpRange... ranges) {
    return copyOf(Arrays.asList(ranges));
  }

  /**
   * The set of every address that lies in one of these networks.
   *
   * @param network an address, a block or a range, such as {@code 127.0.0.1}, {@code 10.0.0.0/8} or
   *     {@code 198.51.100.16-198.51.100.31}
   * @throws IllegalArgumentException if one has another form (see {@link IpRange#parse})
   */
  public static NetworkSet of(String network, String... more) {
    return copyOf(Stream.concat(Stream.of(network), Stream.of(more)).map(IpRange::parse).toList());
  }

  /** The set of every address that lies in one of {@code ranges}. */
  public static NetworkSet copyOf(Collection<IpRange> ranges) {
    if (ranges.isEmpty()) {
      return EMPTY;
    }
    return new NetworkSet(
        Ipv4Ranges.of(
            ranges.stream()
                .filter(range -> range.first().isIpv4())
                .mapToLong(Ipv4Ranges::pack)
                .toArray()),
        Ipv6Ranges.of(
            ranges.stream().filter(range -> !range.first().isIpv4()).toArray(IpRange[]::new)));
  }

  /** Returns whether {@code address} is in this set. Allocates nothing. */
  public boolean contains(IpAddress address) {
    return address.isIpv4()
        ? ipv4.contains((int) address.low())
        : ipv6.contains(address.high(), address.low());
  }

  /**
   * Returns whether the address that {@code text} names is in this set.
   *
   * @param text an address as {@link IpAddress#parse} reads it
   * @throws IllegalArgumentException if {@code text} is not an address, whatever the set holds
   */
  public boolean contains(String text) {
    return contains(IpAddress.parse(text));
  }

  /** The set of every address that is in this set or in {@code other}. */
  public NetworkSet union(NetworkSet other) {
    return copyOf(Stream.concat(stream(), other.stream()).toList());
  }

  /** Returns whether this set holds no address. */
  public boolean isEmpty() {
    return ipv4.size() == 0 && ipv6.size() == 0;
  }

  /** Returns whether this set contains every IPv4 address and so restricts none. */
  public boolean coversAllIpv4() {
    return ipv4.coversAll();
  }

  /** Returns whether this set contains every IPv6 address and so restricts none. */
  public boolean coversAllIpv6() {
    return ipv6.coversAll();
  }

  /**
   * The fewest ranges that make up this set: IPv4 first, in ascending order, no two of them
   * overlapping or touching. {@link #copyOf} makes an equal set of them.
   */
  public List<IpRange> ranges() {
    return stream().toList();
  }

  private Stream<IpRange> stream() {
    return Stream.concat(
        IntStream.range(0, ipv4.size()).mapToObj(ipv4::get),
        IntStream.range(0, ipv6.size()).mapToObj(ipv6::get));
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof NetworkSet that && ipv4.sameAs(that.ipv4) && ipv6.sameAs(that.ipv6);
  }

  @Override
  public int hashCode() {
    return 31 * ipv4.hash() + ipv6.hash();
  }

  /** The first 16 of {@link #ranges}, and how many there are besides. */
  @Override
  public String toString() {
    int more = ipv4.size() + ipv6.size() - MAX_PRINTED;
    return stream()
        .limit(MAX_PRINTED)
        .map(IpRange::toString)
        .collect(
            Collectors.joining(", ", "NetworkSet[", more > 0 ? ", and " + more + " more]" : "]"));
  }
}
