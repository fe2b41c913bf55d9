package dev.staffgate.whm;

import java.util.List;

/**
 * The accounts that were found.
 *
 * @param accounts in the server's order, as many as were asked for at most
 * @param truncated whether there are more
 */
public record WhmAccountList(List<WhmAccount> accounts, boolean truncated) {
  public WhmAccountList {
    accounts = List.copyOf(accounts);
  }
}
