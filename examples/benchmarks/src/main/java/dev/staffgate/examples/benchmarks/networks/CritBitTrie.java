package dev.staffgate.examples.benchmarks.networks;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The other way to hold a set of prefixes: a binary trie with its paths compressed. A node names
 * the first bit in which what is below it differs; only leaves hold a prefix, and one comparison at
 * the leaf says whether the address lies in it. Prefixes inside another are left out before.
 *
 * <p>Arrays instead of node objects, so that it is measured at its best: 16 bytes a node, 20 a
 * leaf.
 */
public final class CritBitTrie {
  private final int root;
  private final int[] bits;
  private final int[] children;
  private final long[] highs;
  private final long[] lows;
  private final int[] lengths;
  private int nodes;

  private CritBitTrie(List<AddressPrefix> sorted) {
    int leaves = sorted.size();
    this.bits = new int[leaves];
    this.children = new int[2 * leaves];
    this.highs = sorted.stream().map(AddressPrefix::network).mapToLong(CritBitTrie::high).toArray();
    this.lows = sorted.stream().map(AddressPrefix::network).mapToLong(CritBitTrie::low).toArray();
    this.lengths = sorted.stream().mapToInt(AddressPrefix::length).toArray();
    this.root = build(0, leaves);
  }

  /** The addresses in any of these prefixes: one at least. */
  public static CritBitTrie of(List<AddressPrefix> prefixes) {
    List<AddressPrefix> sorted =
        prefixes.stream()
            .sorted(
                Comparator.comparing(AddressPrefix::network, SortedRangeBaseline.ORDER)
                    .thenComparing(AddressPrefix::length))
            .toList();
    List<AddressPrefix> outermost = new ArrayList<>();
    for (AddressPrefix prefix : sorted) {
      AddressPrefix before = outermost.isEmpty() ? null : outermost.get(outermost.size() - 1);
      if (before == null
          || SortedRangeBaseline.ORDER.compare(before.last(), prefix.network()) < 0) {
        outermost.add(prefix);
      }
    }
    return new CritBitTrie(outermost);
  }

  /** Builds what holds the sorted prefixes from {@code start} to before {@code end}. */
  private int build(int start, int end) {
    if (end - start == 1) {
      return ~start;
    }
    int bit = firstDifference(start, end - 1);
    int split = start + 1;
    while (bitOf(highs[split], lows[split], bit) == 0) {
      split++;
    }
    int node = nodes++;
    bits[node] = bit;
    children[2 * node] = build(start, split);
    children[2 * node + 1] = build(split, end);
    return node;
  }

  private int firstDifference(int one, int other) {
    long high = highs[one] ^ highs[other];
    return high != 0
        ? Long.numberOfLeadingZeros(high)
        : Long.SIZE + Long.numberOfLeadingZeros(lows[one] ^ lows[other]);
  }

  private static int bitOf(long high, long low, int bit) {
    return (int) ((bit < Long.SIZE ? high : low) >>> (Long.SIZE - 1 - bit)) & 1;
  }

  /** Bits are counted from the top, so an IPv4 address stands there. */
  private static long high(AddressBits address) {
    return address.family() == AddressFamily.IPV4 ? address.low() << 32 : address.high();
  }

  private static long low(AddressBits address) {
    return address.family() == AddressFamily.IPV4 ? 0 : address.low();
  }

  /** Returns whether the IPv4 address of this number lies in a prefix. */
  public boolean containsIpv4(long address) {
    long high = address << 32;
    int node = root;
    while (node >= 0) {
      node = children[2 * node + ((int) (high >>> (Long.SIZE - 1 - bits[node])) & 1)];
    }
    int leaf = ~node;
    return (high ^ highs[leaf]) >>> 32 >>> (32 - lengths[leaf]) == 0;
  }

  /** Returns whether the IPv6 address of these numbers lies in a prefix. */
  public boolean containsIpv6(long high, long low) {
    int node = root;
    while (node >= 0) {
      node = children[2 * node + bitOf(high, low, bits[node])];
    }
    int leaf = ~node;
    int length = lengths[leaf];
    return length <= Long.SIZE
        ? length == 0 || (high ^ highs[leaf]) >>> (Long.SIZE - length) == 0
        : high == highs[leaf] && (low ^ lows[leaf]) >>> (2 * Long.SIZE - length) == 0;
  }

  /** Returns whether the address lies in a prefix. */
  public boolean contains(AddressBits address) {
    return address.family() == AddressFamily.IPV4
        ? containsIpv4(address.low())
        : containsIpv6(address.high(), address.low());
  }
}
