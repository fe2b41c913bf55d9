package dev.staffgate.accounts;

import dev.staffgate.network.IpAddress;
import java.util.Optional;

/** Who may sign in at all, as far as the account itself says. Safe for any number of threads. */
public interface ActiveAccounts {
  /** Whether there is such an account, it is not disabled, and it may be used from this address. */
  boolean mayAct(String staff, Optional<IpAddress> from);
}
