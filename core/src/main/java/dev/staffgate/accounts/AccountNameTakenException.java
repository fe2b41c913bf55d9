package dev.staffgate.accounts;

/**
 * Signals that an account is refused, since another one answers to its id or to one of the names by
 * which an identity provider would know it, letter case ignored. Nothing was changed.
 */
public final class AccountNameTakenException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private AccountNameTakenException(String message) {
    super(message + "; nothing was changed");
  }

  /** Returns the exception for an id that is another one in another letter case. */
  public static AccountNameTakenException letterCase(String id, String other) {
    return new AccountNameTakenException(
        "the account " + id + " differs from the account " + other + " in letter case alone");
  }

  /**
   * Returns the exception for a name that leads to another account.
   *
   * @param name the id of the account, or what it would be known as
   */
  public static AccountNameTakenException name(String id, String name, String other) {
    return new AccountNameTakenException(
        "the account "
            + id
            + " cannot answer to `"
            + name
            + "`, as the account "
            + other
            + " does");
  }
}
