package dev.staffgate.accounts;

import dev.staffgate.network.IpAddress;
import java.util.Optional;

/** The accounts that may sign in at all. Safe for any number of threads. */
public interface ActiveAccounts {
  /**
   * Returns whether there is such an account, it is active, and it may be used from the address.
   */
  boolean mayAct(String staff, Optional<IpAddress> from);

  /**
   * Returns the id of the account that somebody means who types a name: the one that has exactly
   * this id, or else the only one that has it but for the case of ASCII letters. Blanks around are
   * ignored. Whether the account may act is not looked at.
   *
   * @param typed any text, of any length
   * @return nothing if no account is meant, or several may be
   */
  Optional<String> idOf(String typed);
}
