package dev.staffgate.model;

import static java.util.Objects.requireNonNull;

import dev.staffgate.network.IpRange;

/** One entry where a policy lists networks: the name of a network, or addresses written out. */
public sealed interface NetworkTerm {
  /** Where it was written. */
  Place at();

  /** The name of a network of the policy. */
  record Named(Ref network) implements NetworkTerm {
    public Named {
      requireNonNull(network, "network");
    }

    @Override
    public Place at() {
      return network.at();
    }

    @Override
    public String toString() {
      return network.id();
    }
  }

  /** An address, a block or a range. */
  record Addresses(IpRange range, Place at) implements NetworkTerm {
    public Addresses {
      requireNonNull(range, "range");
      requireNonNull(at, "at");
    }

    @Override
    public String toString() {
      return range.toString();
    }
  }
}
