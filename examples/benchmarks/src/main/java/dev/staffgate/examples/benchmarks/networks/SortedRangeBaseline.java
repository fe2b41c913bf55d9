package dev.staffgate.examples.benchmarks.networks;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The yardstick: sorted ranges of numbers, searched by halving as a textbook does it. The ranges of
 * IPv4 are one number an end, those of IPv6 two.
 */
public final class SortedRangeBaseline {
  static final Comparator<AddressBits> ORDER =
      ((Comparator<AddressBits>) (a, b) -> Long.compareUnsigned(a.high(), b.high()))
          .thenComparing((a, b) -> Long.compareUnsigned(a.low(), b.low()));

  private final long[] firstHighs;
  private final long[] firstLows;
  private final long[] lastHighs;
  private final long[] lastLows;

  private SortedRangeBaseline(List<AddressBits> firsts, List<AddressBits> lasts) {
    this.firstHighs = firsts.stream().mapToLong(AddressBits::high).toArray();
    this.firstLows = firsts.stream().mapToLong(AddressBits::low).toArray();
    this.lastHighs = lasts.stream().mapToLong(AddressBits::high).toArray();
    this.lastLows = lasts.stream().mapToLong(AddressBits::low).toArray();
  }

  /** The addresses in any of these prefixes; what overlaps is laid together. */
  public static SortedRangeBaseline of(List<AddressPrefix> prefixes) {
    List<AddressBits> firsts = new ArrayList<>();
    List<AddressBits> lasts = new ArrayList<>();
    for (AddressPrefix prefix :
        prefixes.stream().sorted(Comparator.comparing(AddressPrefix::network, ORDER)).toList()) {
      int reached = lasts.size() - 1;
      if (reached >= 0 && ORDER.compare(prefix.network(), lasts.get(reached)) <= 0) {
        lasts.set(
            reached,
            ORDER.compare(prefix.last(), lasts.get(reached)) > 0
                ? prefix.last()
                : lasts.get(reached));
      } else {
        firsts.add(prefix.network());
        lasts.add(prefix.last());
      }
    }
    return new SortedRangeBaseline(firsts, lasts);
  }

  /** Returns whether the IPv4 address of this number lies in a range. */
  public boolean containsIpv4(long address) {
    int low = 0;
    int high = firstLows.length - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      if (address < firstLows[middle]) {
        high = middle - 1;
      } else if (address > lastLows[middle]) {
        low = middle + 1;
      } else {
        return true;
      }
    }
    return false;
  }

  /** Returns whether the IPv6 address of these numbers lies in a range. */
  public boolean containsIpv6(long addressHigh, long addressLow) {
    int low = 0;
    int high = firstLows.length - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      if (isBelow(addressHigh, addressLow, firstHighs[middle], firstLows[middle])) {
        high = middle - 1;
      } else if (isBelow(lastHighs[middle], lastLows[middle], addressHigh, addressLow)) {
        low = middle + 1;
      } else {
        return true;
      }
    }
    return false;
  }

  private static boolean isBelow(long high, long low, long otherHigh, long otherLow) {
    int order = Long.compareUnsigned(high, otherHigh);
    return order < 0 || (order == 0 && Long.compareUnsigned(low, otherLow) < 0);
  }

  /** Returns whether the address lies in a range. */
  public boolean contains(AddressBits address) {
    return address.family() == AddressFamily.IPV4
        ? containsIpv4(address.low())
        : containsIpv6(address.high(), address.low());
  }
}
