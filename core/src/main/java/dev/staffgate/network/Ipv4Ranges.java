package dev.staffgate.network;

import java.util.Arrays;

/**
 * IPv4 addresses as sorted ranges that neither overlap nor touch: one half of a {@link NetworkSet}.
 *
 * <p>Two arrays of {@code int}, so that 100,000 ranges take 800 KB and the search reads half of it.
 */
final class Ipv4Ranges {
  static final Ipv4Ranges EMPTY = new Ipv4Ranges(new int[0], new int[0]);

  // INVARIANT: firsts[i] <= lasts[i] and lasts[i] + 1 < firsts[i + 1]. Every number has its top bit
  // flipped, so that comparing with sign orders addresses without.
  private final int[] firsts;
  private final int[] lasts;

  private Ipv4Ranges(int[] firsts, int[] lasts) {
    this.firsts = firsts;
    this.lasts = lasts;
  }

  /** A range of {@link #of}: sorting these numbers sorts the ranges by their first address. */
  static long pack(IpRange range) {
    return ((long) flip((int) range.first().low()) << 32) | (range.last().low() & 0xffff_ffffL);
  }

  /** The union of packed ranges, in O(n log n). Sorts the array given. */
  static Ipv4Ranges of(long[] packed) {
    if (packed.length == 0) {
      return EMPTY;
    }
    Arrays.sort(packed);
    int[] firsts = new int[packed.length];
    int[] lasts = new int[packed.length];
    int count = 0;
    for (long range : packed) {
      int first = (int) (range >> 32);
      int last = flip((int) range);
      if (count > 0 && first - 1L <= lasts[count - 1]) {
        lasts[count - 1] = Math.max(lasts[count - 1], last);
      } else {
        firsts[count] = first;
        lasts[count] = last;
        count++;
      }
    }
    return new Ipv4Ranges(Arrays.copyOf(firsts, count), Arrays.copyOf(lasts, count));
  }

  /** Returns whether the address of these 32 bits lies in one of the ranges. */
  boolean contains(int bits) {
    int wanted = flip(bits);
    int base = 0;
    // Halving without an early way out keeps the loop free of branches that no one can predict.
    for (int left = firsts.length; left > 1; ) {
      int half = left >>> 1;
      base = firsts[base + half] <= wanted ? base + half : base;
      left -= half;
    }
    return firsts.length > 0 && firsts[base] <= wanted && wanted <= lasts[base];
  }

  boolean coversAll() {
    return firsts.length == 1 && firsts[0] == Integer.MIN_VALUE && lasts[0] == Integer.MAX_VALUE;
  }

  int size() {
    return firsts.length;
  }

  IpRange get(int index) {
    return new IpRange(
        IpAddress.ofIpv4Bits(flip(firsts[index])), IpAddress.ofIpv4Bits(flip(lasts[index])));
  }

  boolean sameAs(Ipv4Ranges other) {
    return Arrays.equals(firsts, other.firsts) && Arrays.equals(lasts, other.lasts);
  }

  int hash() {
    return 31 * Arrays.hashCode(firsts) + Arrays.hashCode(lasts);
  }

  private static int flip(int bits) {
    return bits ^ Integer.MIN_VALUE;
  }
}
