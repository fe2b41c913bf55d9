package dev.staffgate.examples.benchmarks.networks;

/** The addresses of a workload. */
public enum AddressFamily {
  IPV4(32),
  IPV6(128);

  private final int bits;

  AddressFamily(int bits) {
    this.bits = bits;
  }

  /** The bits of an address. */
  public int bits() {
    return bits;
  }
}
