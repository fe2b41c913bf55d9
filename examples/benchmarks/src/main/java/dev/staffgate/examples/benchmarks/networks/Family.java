package dev.staffgate.examples.benchmarks.networks;

/** Which addresses a workload is made of. */
public enum Family {
  IPV4(32),
  IPV6(128);

  private final int bits;

  Family(int bits) {
    this.bits = bits;
  }

  /** The bits of an address. */
  public int bits() {
    return bits;
  }
}
