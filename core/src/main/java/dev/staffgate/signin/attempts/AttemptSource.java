package dev.staffgate.signin.attempts;

import dev.staffgate.network.IpAddress;
import java.util.Optional;

/**
 * The name that an attempt is for, and where it comes from.
 *
 * @param name what was typed as a name, folded so that letter case does not matter
 * @param staff the account, if the name is one
 * @param network that the attempt comes from
 * @param site that the network belongs to
 * @param browser the fingerprint of a cookie that this program signed, if the browser has one
 */
public record AttemptSource(
    String name,
    Optional<String> staff,
    SourceNetwork network,
    SourceNetwork site,
    Optional<String> browser) {
  /** Returns the source of an attempt by an address and a browser. */
  public static AttemptSource of(
      String name, Optional<String> staff, Optional<IpAddress> from, Optional<String> browser) {
    return new AttemptSource(
        name, staff, SourceNetwork.of(from), SourceNetwork.siteOf(from), browser);
  }

  /** Returns the same source, for an account. */
  public AttemptSource of(String account) {
    return new AttemptSource(name, Optional.of(account), network, site, browser);
  }
}
