package dev.staffgate.examples.benchmarks.networks;

import java.util.SplittableRandom;

/** A block of addresses that share their first {@code length} bits. */
public record AddressPrefix(AddressBits network, int length) {
  static AddressPrefix random(AddressFamily family, SplittableRandom random) {
    boolean single = random.nextInt(8) == 0;
    int length =
        switch (family) {
          case IPV4 -> single ? 32 : random.nextInt(22, 32);
          case IPV6 -> single ? 128 : random.nextInt(32, 65);
        };
    AddressBits any = AddressBits.random(family, random);
    return new AddressPrefix(
        new AddressBits(
            family, any.high() & highMask(family, length), any.low() & lowMask(family, length)),
        length);
  }

  AddressBits randomInside(SplittableRandom random) {
    AddressFamily family = network.family();
    AddressBits any = AddressBits.random(family, random);
    return new AddressBits(
        family,
        network.high() | (any.high() & ~highMask(family, length)),
        network.low() | (any.low() & ~lowMask(family, length)));
  }

  /** The highest address. */
  AddressBits last() {
    AddressFamily family = network.family();
    return new AddressBits(
        family,
        network.high() | ~highMask(family, length),
        family == AddressFamily.IPV4
            ? network.low() | (~lowMask(family, length) & 0xffff_ffffL)
            : network.low() | ~lowMask(family, length));
  }

  private static long highMask(AddressFamily family, int length) {
    return family == AddressFamily.IPV4 ? -1 : ones(Math.min(length, Long.SIZE));
  }

  private static long lowMask(AddressFamily family, int length) {
    return family == AddressFamily.IPV4
        ? -1L << (32 - length)
        : ones(Math.max(length - Long.SIZE, 0));
  }

  private static long ones(int count) {
    return count == 0 ? 0 : -1L << (Long.SIZE - count);
  }

  @Override
  public String toString() {
    return network + "/" + length;
  }
}
