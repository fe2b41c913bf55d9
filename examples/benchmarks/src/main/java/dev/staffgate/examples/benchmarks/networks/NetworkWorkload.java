package dev.staffgate.examples.benchmarks.networks;

import dev.staffgate.network.IpAddress;
import dev.staffgate.network.IpRange;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Prefixes and addresses, the same ones for the same seed: half of the addresses are taken out of a
 * prefix, half are drawn from the whole family, as good as all of which lie outside.
 *
 * <p>Lengths are those that policies and routing tables have: /22 to /32 of IPv4, /32 to /64 of
 * IPv6, and one in eight a single address.
 *
 * @param prefixes as numbers, for what is built of numbers
 * @param addresses as numbers
 */
public record NetworkWorkload(
    AddressFamily family, List<AddressPrefix> prefixes, List<AddressBits> addresses) {
  /** Enough that no branch predictor learns them by heart. */
  public static final int ADDRESSES = 1 << 16;

  private static final long SEED = 20261125;

  /** A workload of {@code count} prefixes and {@link #ADDRESSES} addresses. */
  public static NetworkWorkload of(AddressFamily family, int count) {
    SplittableRandom random = new SplittableRandom(SEED + count);
    List<AddressPrefix> prefixes =
        IntStream.range(0, count).mapToObj(any -> AddressPrefix.random(family, random)).toList();
    List<AddressBits> addresses =
        IntStream.range(0, ADDRESSES)
            .mapToObj(
                i ->
                    i % 2 == 0
                        ? prefixes.get(random.nextInt(count)).randomInside(random)
                        : AddressBits.random(family, random))
            .toList();
    return new NetworkWorkload(family, prefixes, shuffled(addresses, random));
  }

  private static List<AddressBits> shuffled(List<AddressBits> addresses, SplittableRandom random) {
    AddressBits[] array = addresses.toArray(AddressBits[]::new);
    for (int i = array.length - 1; i > 0; i--) {
      int other = random.nextInt(i + 1);
      AddressBits kept = array[i];
      array[i] = array[other];
      array[other] = kept;
    }
    return List.of(array);
  }

  /** The prefixes as Staffgate reads them. */
  public List<IpRange> ranges() {
    return prefixes.stream().map(AddressPrefix::toString).map(IpRange::parse).toList();
  }

  /** The addresses as texts, each an object of its own. */
  public String[] texts() {
    return addresses.stream().map(AddressBits::toString).toArray(String[]::new);
  }

  /** The addresses as Staffgate holds them. */
  public IpAddress[] parsed() {
    return addresses.stream().map(a -> IpAddress.parse(a.toString())).toArray(IpAddress[]::new);
  }
}
