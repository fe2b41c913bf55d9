package dev.staffgate.network;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.net.InetAddresses;
import java.math.BigInteger;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Laws that hold for every address, block, range and set; numbers and Guava are the oracles. */
class NetworkPropertiesTest {
  private static final BigInteger FIRST_MAPPED = new BigInteger("ffff00000000", 16);
  private static final BigInteger LAST_MAPPED = new BigInteger("ffffffffffff", 16);

  @Property
  void parse_ofToString_isTheSameAddress(@ForAll("addresses") IpAddress address) {
    assertThat(IpAddress.parse(address.toString())).isEqualTo(address).hasSameHashCodeAs(address);
    assertThat(IpAddress.parseUnmapped(address.toString())).isEqualTo(address);
  }

  @Property
  void toString_ofAnyAddress_isWhatGuavaWrites(@ForAll("addresses") IpAddress address) {
    InetAddress same = InetAddresses.forString(address.toString());
    assertThat(same instanceof Inet4Address).isEqualTo(address.isIpv4());
    assertThat(InetAddresses.toAddrString(same)).isEqualTo(address.toString());
    assertThat(IpAddress.from(same)).isEqualTo(address);
  }

  @Property
  void parse_ofGroupsWrittenOut_isTheSameAddress(@ForAll("addresses") IpAddress address) {
    String digits =
        HexFormat.of().toHexDigits(address.high()) + HexFormat.of().toHexDigits(address.low());
    String groups = digits.replaceAll("(.{4})(?!$)", "$1:");
    assertThat(IpAddress.parse(groups)).isEqualTo(address);
    int low = (int) address.low();
    String quad =
        (low >>> 24) + "." + (low >>> 16 & 0xff) + "." + (low >>> 8 & 0xff) + "." + (low & 0xff);
    assertThat(IpAddress.parse(groups.substring(0, 30) + quad)).isEqualTo(address);
  }

  @Property(tries = 20_000)
  void parse_ofNearlyRightText_isWhatGuavaReads(@ForAll("nearlyAddresses") String text) {
    assertThat(read(text)).isEqualTo(readByGuava(text));
  }

  private static List<IpAddress> read(String text) {
    try {
      return List.of(IpAddress.parse(text));
    } catch (IllegalArgumentException notAnAddress) {
      return List.of();
    }
  }

  private static List<IpAddress> readByGuava(String text) {
    return InetAddresses.isInetAddress(text)
        ? List.of(IpAddress.from(InetAddresses.forString(text)))
        : List.of();
  }

  @Property
  void compareTo_ofTwoAddresses_isFamilyThenNumber(
      @ForAll("addresses") IpAddress a, @ForAll("addresses") IpAddress b) {
    int expected = a.isIpv4() == b.isIpv4() ? number(a).compareTo(number(b)) : a.isIpv4() ? -1 : 1;
    assertThat(Integer.signum(a.compareTo(b))).isEqualTo(expected);
    assertThat(a.equals(b)).isEqualTo(expected == 0);
  }

  @Property
  void isRightBefore_ofTwoAddresses_isThatNoAddressLiesBetween(@ForAll("addresses") IpAddress a) {
    BigInteger next = number(a).add(BigInteger.ONE);
    next = next.equals(FIRST_MAPPED) && !a.isIpv4() ? LAST_MAPPED.add(BigInteger.ONE) : next;
    for (IpAddress other : List.of(a, address(next), address(next.add(BigInteger.ONE)))) {
      assertThat(a.isRightBefore(other))
          .isEqualTo(other.isIpv4() == a.isIpv4() && number(other).equals(next));
    }
  }

  @Property
  void cidr_ofAnyAddressAndLength_holdsWhatHasItsFirstBits(
      @ForAll("addresses") IpAddress address,
      @ForAll("addresses") IpAddress other,
      @ForAll Random random) {
    int length = random.nextInt(address.bits() + 1);
    Cidr block = new Cidr(address.withZerosAfter(length), length);
    assertThat(Cidr.parse(block.toString())).isEqualTo(block);
    assertThat(block.contains(address)).isTrue();
    assertThat(block.toRange().contains(address)).isTrue();
    int rest = address.bits() - length;
    boolean shares =
        other.isIpv4() == address.isIpv4()
            && number(other).shiftRight(rest).equals(number(address).shiftRight(rest));
    assertThat(block.contains(other)).isEqualTo(shares);
    assertThat(block.toRange().contains(other)).isEqualTo(shares);
    assertThat(address.hasOnesAfter(length))
        .isEqualTo(number(address).mod(BigInteger.ONE.shiftLeft(rest)).signum() != 0);
  }

  @Property
  void range_parseOfToString_isTheSameRange(@ForAll("ranges") IpRange range) {
    assertThat(IpRange.parse(range.toString())).isEqualTo(range);
    assertThat(IpRange.parseUnmapped(range.toString())).isEqualTo(range);
    assertThat(IpRange.parse(range.first() + "-" + range.last())).isEqualTo(range);
  }

  @Property
  void set_ofAnyRanges_holdsWhatOneOfThemHolds(
      @ForAll("rangeLists") List<IpRange> ranges, @ForAll("addresses") IpAddress any) {
    NetworkSet set = NetworkSet.copyOf(ranges);
    List<IpAddress> probes = new ArrayList<>(List.of(any));
    for (IpRange range : ranges) {
      for (IpAddress edge : List.of(range.first(), range.last())) {
        probes.add(edge);
        probes.add(address(number(edge).subtract(BigInteger.ONE)));
        probes.add(address(number(edge).add(BigInteger.ONE)));
      }
    }
    for (IpAddress probe : probes) {
      boolean expected = ranges.stream().anyMatch(range -> range.contains(probe));
      assertThat(set.contains(probe)).as("%s in %s", probe, ranges).isEqualTo(expected);
      assertThat(set.contains(probe.toString())).isEqualTo(expected);
    }
  }

  @Property
  void set_ofTheSameRangesInAnotherOrder_isEqual(
      @ForAll("rangeLists") List<IpRange> ranges, @ForAll Random random) {
    NetworkSet set = NetworkSet.copyOf(ranges);
    List<IpRange> shuffled = new ArrayList<>(ranges);
    shuffled.addAll(set.ranges());
    Collections.shuffle(shuffled, random);
    assertThat(NetworkSet.copyOf(shuffled)).isEqualTo(set).hasSameHashCodeAs(set);
    assertThat(set.isEmpty()).isEqualTo(ranges.isEmpty());
  }

  @Property
  void ranges_ofASet_areSortedAndHaveAGapBetweenThem(@ForAll("rangeLists") List<IpRange> ranges) {
    List<IpRange> canonical = NetworkSet.copyOf(ranges).ranges();
    for (int i = 1; i < canonical.size(); i++) {
      IpAddress before = canonical.get(i - 1).last();
      IpAddress after = canonical.get(i).first();
      assertThat(before).isLessThan(after);
      assertThat(before.isRightBefore(after)).isFalse();
    }
    assertThat(NetworkSet.copyOf(canonical).ranges()).isEqualTo(canonical);
  }

  @Property
  void union_ofTwoSets_isTheSetOfTheRangesOfBoth(
      @ForAll("rangeLists") List<IpRange> a, @ForAll("rangeLists") List<IpRange> b) {
    List<IpRange> both = new ArrayList<>(a);
    both.addAll(b);
    NetworkSet union = NetworkSet.copyOf(a).union(NetworkSet.copyOf(b));
    assertThat(union).isEqualTo(NetworkSet.copyOf(both));
    assertThat(NetworkSet.copyOf(b).union(NetworkSet.copyOf(a))).isEqualTo(union);
    assertThat(union.union(union)).isEqualTo(union);
  }

  private static BigInteger number(IpAddress address) {
    return new BigInteger(Long.toUnsignedString(address.high()))
        .shiftLeft(64)
        .or(new BigInteger(Long.toUnsignedString(address.low())));
  }

  /** The address of the lower 128 bits of {@code number}. */
  private static IpAddress address(BigInteger number) {
    return IpAddress.ofBits(number.shiftRight(64).longValue(), number.longValue());
  }

  /** All families, with many near limits, near the mapped addresses, and near each other. */
  @Provide
  Arbitrary<IpAddress> addresses() {
    Arbitrary<Long> halves =
        Arbitraries.oneOf(
            Arbitraries.longs(),
            Arbitraries.integers().between(-3, 3).map(Integer::longValue),
            Arbitraries.integers().between(-3, 3).map(near -> Long.MIN_VALUE + near),
            Arbitraries.integers().between(0, 63).map(bit -> 1L << bit),
            Arbitraries.of(0x2001_0db8_0000_0000L, 0x0001_0000_0001_0000L));
    Arbitrary<IpAddress> ipv6 = Combinators.combine(halves, halves).as(IpAddress::ofBits);
    Arbitrary<IpAddress> ipv4 =
        Arbitraries.oneOf(
                Arbitraries.integers(),
                Arbitraries.integers().between(-3, 3),
                Arbitraries.integers().between(-3, 3).map(near -> Integer.MIN_VALUE + near),
                Arbitraries.integers().between(10 << 24, (10 << 24) + 40))
            .map(IpAddress::ofIpv4Bits);
    Arbitrary<IpAddress> nearMapped =
        Combinators.combine(
                Arbitraries.of(FIRST_MAPPED, LAST_MAPPED), Arbitraries.integers().between(-3, 3))
            .as((edge, near) -> address(edge.add(BigInteger.valueOf(near))));
    return Arbitraries.oneOf(ipv4, ipv6, nearMapped);
  }

  @Provide
  Arbitrary<IpRange> ranges() {
    Arbitrary<IpRange> between =
        Combinators.combine(addresses(), addresses())
            .as(
                (a, b) ->
                    a.isIpv4() != b.isIpv4()
                        ? IpRange.of(a)
                        : a.compareTo(b) <= 0 ? new IpRange(a, b) : new IpRange(b, a));
    Arbitrary<IpRange> blocks =
        Combinators.combine(addresses(), Arbitraries.integers().between(0, 128))
            .as(
                (address, length) -> {
                  int kept = Math.min(length, address.bits());
                  return new Cidr(address.withZerosAfter(kept), kept).toRange();
                });
    return Arbitraries.oneOf(between, blocks, addresses().map(IpRange::of));
  }

  @Provide
  Arbitrary<List<IpRange>> rangeLists() {
    return ranges().list().ofMaxSize(12);
  }

  @Provide
  Arbitrary<String> nearlyAddresses() {
    Arbitrary<String> pieces =
        Arbitraries.of(
            "0", "1", "00", "01", "7f", "ffff", "FFFF", "10000", "255", "256", "127", ":", ":", ":",
            "::", ".", ".", "1.2.3.4", "::ffff:", "0:0:0:0", "g", "-", " ", "x");
    Arbitrary<String> joined =
        pieces.list().ofMinSize(1).ofMaxSize(12).map(parts -> String.join("", parts));
    Arbitrary<String> edited =
        Combinators.combine(addresses().map(IpAddress::toString), pieces, Arbitraries.integers())
            .as(
                (text, piece, at) -> {
                  int start = Math.floorMod(at, text.length());
                  int end = start + (at & 1);
                  return text.substring(0, start) + piece + text.substring(end);
                });
    return Arbitraries.oneOf(joined, edited);
  }
}
