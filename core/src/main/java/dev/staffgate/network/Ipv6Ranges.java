package dev.staffgate.network;

import java.util.Arrays;
import java.util.Comparator;

/**
 * IPv6 addresses as sorted ranges that neither overlap nor touch: one half of a {@link NetworkSet}.
 *
 * <p>The upper 64 bits of all first addresses stand together: prefixes of up to 64 bits, which is
 * what networks have, are told apart by them alone, so that the search compares one number a step.
 */
final class Ipv6Ranges {
  static final Ipv6Ranges EMPTY = new Ipv6Ranges(new long[0], new long[0], new long[0]);

  // INVARIANT: as that of Ipv4Ranges; both halves of an address have their top bit flipped. Of the
  // range at i, firstHighs[i] and firstLows[i] are the first address, lasts[2 * i] and the number
  // after it the last.
  private final long[] firstHighs;
  private final long[] firstLows;
  private final long[] lasts;

  private Ipv6Ranges(long[] firstHighs, long[] firstLows, long[] lasts) {
    this.firstHighs = firstHighs;
    this.firstLows = firstLows;
    this.lasts = lasts;
  }

  /** The union of ranges, in O(n log n). Sorts the array given. */
  static Ipv6Ranges of(IpRange[] ranges) {
    if (ranges.length == 0) {
      return EMPTY;
    }
    Arrays.sort(ranges, Comparator.comparing(IpRange::first));
    long[] firstHighs = new long[ranges.length];
    long[] firstLows = new long[ranges.length];
    long[] lasts = new long[2 * ranges.length];
    int count = 0;
    IpAddress reached = ranges[0].last();
    for (IpRange range : ranges) {
      IpAddress first = range.first();
      if (count > 0 && (first.compareTo(reached) <= 0 || reached.isRightBefore(first))) {
        reached = range.last().compareTo(reached) > 0 ? range.last() : reached;
      } else {
        firstHighs[count] = flip(first.high());
        firstLows[count] = flip(first.low());
        reached = range.last();
        count++;
      }
      lasts[2 * count - 2] = flip(reached.high());
      lasts[2 * count - 1] = flip(reached.low());
    }
    return new Ipv6Ranges(
        Arrays.copyOf(firstHighs, count),
        Arrays.copyOf(firstLows, count),
        Arrays.copyOf(lasts, 2 * count));
  }

  /** Returns whether the address of these 128 bits lies in one of the ranges. */
  boolean contains(long high, long low) {
    long wantedHigh = flip(high);
    long wantedLow = flip(low);
    int at = lastStartingBy(wantedHigh);
    if (at >= 0 && firstHighs[at] == wantedHigh && firstLows[at] > wantedLow) {
      at = lastStartingBy(wantedHigh, wantedLow, at);
    }
    return at >= 0
        && (wantedHigh < lasts[2 * at]
            || (wantedHigh == lasts[2 * at] && wantedLow <= lasts[2 * at + 1]));
  }

  /** The last range whose first address has upper bits of at most {@code high}; -1 if none has. */
  private int lastStartingBy(long high) {
    int base = 0;
    // Halving without an early way out keeps the loop free of branches that no one can predict.
    for (int left = size(); left > 1; ) {
      int half = left >>> 1;
      base = firstHighs[base + half] <= high ? base + half : base;
      left -= half;
    }
    return firstHighs.length > 0 && firstHighs[base] <= high ? base : -1;
  }

  /**
   * The last range before {@code end} whose first address is at most the one given; -1 if none is.
   * For ranges that begin in one network of 64 bits.
   */
  private int lastStartingBy(long high, long low, int end) {
    int from = 0;
    int to = end;
    while (from < to) {
      int middle = (from + to) >>> 1;
      boolean isAfter =
          firstHighs[middle] > high || (firstHighs[middle] == high && firstLows[middle] > low);
      to = isAfter ? middle : to;
      from = isAfter ? from : middle + 1;
    }
    return to - 1;
  }

  boolean coversAll() {
    return size() == 1
        && firstHighs[0] == Long.MIN_VALUE
        && firstLows[0] == Long.MIN_VALUE
        && lasts[0] == Long.MAX_VALUE
        && lasts[1] == Long.MAX_VALUE;
  }

  int size() {
    return firstHighs.length;
  }

  IpRange get(int index) {
    return new IpRange(
        IpAddress.ofBits(flip(firstHighs[index]), flip(firstLows[index])),
        IpAddress.ofBits(flip(lasts[2 * index]), flip(lasts[2 * index + 1])));
  }

  boolean sameAs(Ipv6Ranges other) {
    return Arrays.equals(firstHighs, other.firstHighs)
        && Arrays.equals(firstLows, other.firstLows)
        && Arrays.equals(lasts, other.lasts);
  }

  int hash() {
    return 31 * (31 * Arrays.hashCode(firstHighs) + Arrays.hashCode(firstLows))
        + Arrays.hashCode(lasts);
  }

  private static long flip(long bits) {
    return bits ^ Long.MIN_VALUE;
  }
}
