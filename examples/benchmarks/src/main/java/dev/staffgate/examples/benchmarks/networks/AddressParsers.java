package dev.staffgate.examples.benchmarks.networks;

import com.google.common.net.InetAddresses;
import com.google.common.primitives.Ints;
import com.google.common.primitives.Longs;
import inet.ipaddr.IPAddressString;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;

/** The other parsers of the class path, each followed by the plain search. */
final class AddressParsers {
  private AddressParsers() {}

  static boolean guava(SortedRangeBaseline search, String text) {
    return find(search, InetAddresses.forString(text).getAddress());
  }

  /** The JDK's, which would ask a name server about a text that is not an address. */
  static boolean jdk(SortedRangeBaseline search, String text) {
    try {
      return find(search, InetAddress.getByName(text).getAddress());
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException(e);
    }
  }

  static boolean seancfoley(SortedRangeBaseline search, String text) {
    return find(search, new IPAddressString(text).getAddress().getBytes());
  }

  private static boolean find(SortedRangeBaseline search, byte[] bytes) {
    return bytes.length == 4
        ? search.containsIpv4(Ints.fromByteArray(bytes) & 0xffff_ffffL)
        : search.containsIpv6(
            Longs.fromByteArray(bytes), Longs.fromByteArray(Arrays.copyOfRange(bytes, 8, 16)));
  }
}
