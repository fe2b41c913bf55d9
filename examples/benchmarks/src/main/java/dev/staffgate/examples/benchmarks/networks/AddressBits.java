package dev.staffgate.examples.benchmarks.networks;

import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * An address as two numbers, most significant first. The 32 bits of IPv4 are the lowest of {@code
 * low}.
 */
public record AddressBits(AddressFamily family, long high, long low) {
  static AddressBits random(AddressFamily family, SplittableRandom random) {
    // Global unicast alone: 2000::/3 holds no address that maps one of IPv4.
    return family == AddressFamily.IPV4
        ? new AddressBits(family, 0, random.nextInt() & 0xffff_ffffL)
        : new AddressBits(family, random.nextLong() >>> 3 | 1L << 61, random.nextLong());
  }

  /** Dotted decimal, or eight groups of hexadecimal digits. */
  @Override
  public String toString() {
    if (family == AddressFamily.IPV4) {
      return IntStream.of(24, 16, 8, 0)
          .mapToObj(shift -> Long.toString(low >>> shift & 0xff))
          .collect(Collectors.joining("."));
    }
    return IntStream.range(0, 8)
        .mapToObj(i -> (i < 4 ? high : low) >>> (48 - i % 4 * 16) & 0xffff)
        .map(Long::toHexString)
        .collect(Collectors.joining(":"));
  }
}
