package dev.staffgate.analysis.cells;

import dev.staffgate.decision.AccessRequest;
import dev.staffgate.network.IpAddress;
import dev.staffgate.network.IpRange;
import dev.staffgate.network.NetworkSet;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** Client addresses of both families, and none given, which is part 0. */
final class AddressDimension implements Dimension {
  private static final int IPV6_BYTES = 16;
  private static final BigInteger MAPPED = BigInteger.valueOf(0xffffL << Integer.SIZE);
  private static final BigInteger IPV4_COUNT = BigInteger.ONE.shiftLeft(Integer.SIZE);
  private static final BigInteger IPV6_END = BigInteger.ONE.shiftLeft(128);

  private final List<NetworkSet> networks;
  private final Partition<IpRange> parts;

  AddressDimension(List<NetworkSet> networks) {
    this.networks = networks;
    List<IpRange> stretches = new ArrayList<>();
    addStretches(stretches, 4, BigInteger.ZERO, IPV4_COUNT);
    addStretches(stretches, IPV6_BYTES, BigInteger.ZERO, MAPPED);
    addStretches(stretches, IPV6_BYTES, MAPPED.add(IPV4_COUNT), IPV6_END);
    this.parts = Partition.of(stretches, stretch -> signature(stretch.first()));
  }

  /** The number of all addresses: IPv4, and IPv6 without those that stand for IPv4. */
  static BigInteger allAddresses() {
    return IPV6_END;
  }

  // Cut wherever one of the networks begins, or has ended.
  private void addStretches(List<IpRange> stretches, int bytes, BigInteger from, BigInteger end) {
    TreeSet<BigInteger> starts = new TreeSet<>();
    starts.add(from);
    for (NetworkSet one : networks) {
      for (IpRange range : one.ranges()) {
        if (range.first().toBytes().length == bytes) {
          starts.add(number(range.first()));
          starts.add(number(range.last()).add(BigInteger.ONE));
        }
      }
    }
    List<BigInteger> within = List.copyOf(starts.subSet(from, true, end, false));
    for (int i = 0; i < within.size(); i++) {
      BigInteger next = i + 1 < within.size() ? within.get(i + 1) : end;
      stretches.add(
          new IpRange(
              address(within.get(i), bytes), address(next.subtract(BigInteger.ONE), bytes)));
    }
  }

  private static BigInteger number(IpAddress address) {
    return new BigInteger(1, address.toBytes());
  }

  private static IpAddress address(BigInteger number, int bytes) {
    byte[] all = new byte[bytes];
    byte[] some = number.toByteArray(); // with a sign in front, if that needs a byte
    for (int i = 1; i <= Math.min(bytes, some.length); i++) {
      all[bytes - i] = some[some.length - i];
    }
    return IpAddress.fromBytes(all);
  }

  private Object signature(IpAddress address) {
    return networks.stream().map(one -> one.contains(address)).toList();
  }

  @Override
  public int size() {
    return parts.size() + 1;
  }

  @Override
  public int partOf(AccessRequest request) {
    return request.from().map(from -> parts.numberOf(signature(from), -1) + 1).orElse(0);
  }

  /** Returns an address in a part; empty for the part of none. */
  Optional<IpAddress> example(int part) {
    return part == 0 ? Optional.empty() : Optional.of(parts.group(part - 1).get(0).first());
  }

  @Override
  public RegionLimit limit(BitSet some) {
    List<IpRange> ranges =
        some.stream().filter(part -> part > 0).boxed().flatMap(this::rangesOf).toList();
    List<String> values = new ArrayList<>();
    NetworkSet.copyOf(ranges).ranges().forEach(range -> values.add(range.toString()));
    if (some.get(0)) {
      values.add("no address");
    }
    BigInteger size =
        ranges.stream().map(AddressDimension::count).reduce(BigInteger.ZERO, BigInteger::add);
    return new RegionLimit(RegionLimit.Kind.ADDRESS, "", values, Optional.of(size));
  }

  private java.util.stream.Stream<IpRange> rangesOf(int part) {
    return parts.group(part - 1).stream();
  }

  private static BigInteger count(IpRange range) {
    return number(range.last()).subtract(number(range.first())).add(BigInteger.ONE);
  }
}
