package dev.staffgate.accounts;

import dev.staffgate.network.IpAddress;
import java.util.Optional;

/** The accounts that may sign in at all. Safe for any number of threads. */
public interface ActiveAccounts {
  /**
   * Returns whether there is such an account, it is active, and it may be used from the address.
   */
  boolean mayAct(String staff, Optional<IpAddress> from);

  /** Returns the account that is meant by what was typed as a name. */
  default Optional<String> idOf(String typed) {
    return Optional.of(typed);
  }
}
