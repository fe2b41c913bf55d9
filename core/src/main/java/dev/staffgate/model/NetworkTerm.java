package dev.staffgate.model;

import static java.util.Objects.requireNonNull;

import dev.staffgate.network.IpRange;
import java.util.regex.Pattern;

/** One entry where a policy lists networks: the name of a network, or addresses written out. */
public sealed interface NetworkTerm {
  /** Returns the place where it was written. */
  Place at();

  /**
   * Returns whether a reader, or another program, may take {@code text} for an address, block or
   * range, right or wrong: {@code 203.0.113.7}, {@code 10.1}, {@code 0x7f000001}, {@code 10/8},
   * {@code ::1}. A network must not have such a name.
   */
  static boolean readsAsAddresses(String text) {
    return text.indexOf(':') >= 0
        || text.indexOf('/') >= 0
        || (text.length() <= NameSyntax.MAX_LENGTH && Addresses.LIKE_IPV4.matcher(text).matches());
  }

  /** The name of a network of the policy. */
  record Named(NameRef network) implements NetworkTerm {
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
    private static final Pattern LIKE_IPV4 = Pattern.compile("(?:0[xX][0-9a-fA-F]+|[0-9])[0-9.-]*");

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
