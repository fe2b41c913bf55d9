package dev.staffgate.network;

import java.util.Arrays;
import java.util.Comparator;

/**
 * IPv6 addresses as sorted ranges that neither overlap nor touch: one half of a {@link NetworkSet}.
 *
 * <p>Each array holds two numbers an address, the upper 64 bits and then the lower.
 */
final class Ipv6Ranges {
  static final Ipv6Ranges EMPTY = new Ipv6Ranges(new long[0], new long[0]);

  // INVARIANT: as that of Ipv4Ranges; both halves of an address have their top bit flipped.
  private final long[] firsts;
  private final long[] lasts;

  private Ipv6Ranges(long[] firsts, long[] lasts) {
    this.firsts = firsts;
    this.lasts = lasts;
  }

  /** The union of ranges, in O(n log n). Sorts the array given. */
  static Ipv6Ranges of(IpRange[] ranges) {
    if (ranges.length == 0) {
      return EMPTY;
    }
    Arrays.sort(ranges, Comparator.comparing(IpRange::first));
    long[] firsts = new long[2 * ranges.length];
    long[] lasts = new long[2 * ranges.length];
    int count = 0;
    IpAddress reached = ranges[0].last();
    for (IpRange range : ranges) {
      if (count > 0
          && (range.first().compareTo(reached) <= 0 || reached.isRightBefore(range.first()))) {
        reached = range.last().compareTo(reached) > 0 ? range.last() : reached;
      } else {
        put(firsts, count, range.first());
        reached = range.last();
        count++;
      }
      put(lasts, count - 1, reached);
    }
    return new Ipv6Ranges(Arrays.copyOf(firsts, 2 * count), Arrays.copyOf(lasts, 2 * count));
  }

  private static void put(long[] addresses, int index, IpAddress address) {
    addresses[2 * index] = flip(address.high());
    addresses[2 * index + 1] = flip(address.low());
  }

  /** Whether the address of these 128 bits lies in one of the ranges. */
  boolean contains(long high, long low) {
    long wantedHigh = flip(high);
    long wantedLow = flip(low);
    int base = 0;
    for (int left = size(); left > 1; ) {
      int half = left >>> 1;
      base = compare(firsts, base + half, wantedHigh, wantedLow) <= 0 ? base + half : base;
      left -= half;
    }
    return firsts.length > 0
        && compare(firsts, base, wantedHigh, wantedLow) <= 0
        && compare(lasts, base, wantedHigh, wantedLow) >= 0;
  }

  private static int compare(long[] addresses, int index, long high, long low) {
    int order = Long.compare(addresses[2 * index], high);
    return order != 0 ? order : Long.compare(addresses[2 * index + 1], low);
  }

  boolean coversAll() {
    return size() == 1
        && compare(firsts, 0, Long.MIN_VALUE, Long.MIN_VALUE) == 0
        && compare(lasts, 0, Long.MAX_VALUE, Long.MAX_VALUE) == 0;
  }

  int size() {
    return firsts.length / 2;
  }

  IpRange get(int index) {
    return new IpRange(address(firsts, index), address(lasts, index));
  }

  private static IpAddress address(long[] addresses, int index) {
    return IpAddress.ofBits(flip(addresses[2 * index]), flip(addresses[2 * index + 1]));
  }

  boolean sameAs(Ipv6Ranges other) {
    return Arrays.equals(firsts, other.firsts) && Arrays.equals(lasts, other.lasts);
  }

  int hash() {
    return 31 * Arrays.hashCode(firsts) + Arrays.hashCode(lasts);
  }

  private static long flip(long bits) {
    return bits ^ Long.MIN_VALUE;
  }
}
