package dev.staffgate.whm.http;

/**
 * What a call is for, as far as the messages of its failures need it.
 *
 * @param panel the panel's name for people
 * @param refused what to do about a lack of rights, a sentence without its full stop
 * @param missing what to do about what is not there, likewise
 * @param suspended what to do about a suspended account, likewise
 * @param checkToken what to do about a token that is refused, likewise
 * @param late what to know when no answer came, likewise
 */
public record CallPurpose(
    String panel,
    String refused,
    String missing,
    String suspended,
    String checkToken,
    String late) {
  private static final String WHM = "WHM";

  /**
   * Opening a session in WHM.
   *
   * @param owner whose token it is
   * @param user whose session
   */
  public static CallPurpose opening(String owner, String user) {
    return new CallPurpose(
        WHM,
        "Give %s's API token the privilege create-user-session, and see that %s may open %s"
            .formatted(owner, owner, user),
        owner.equals("root")
            ? "Check that user %s exists on this server and belongs to root".formatted(user)
            : ("%s sees the accounts that it owns and no others: check that user %s exists on this"
                    + " server, and that WHM shows %s as its owner")
                .formatted(owner, user, owner),
        "Unsuspend the account of user " + user + " in WHM before you try again",
        checkToken(owner, "create-user-session"),
        "A session may have been opened nevertheless, and ends by itself; try again later");
  }

  /** Where a lock for brute force is lifted. */
  public String unlocked() {
    return panel.equals(WHM) ? "WHM under cPHulk" : panel;
  }

  /** Reading something of WHM that needs a privilege. */
  public static CallPurpose reading(String owner, String privilege) {
    return other(owner, privilege, "Nothing was changed; try again later");
  }

  /** Changing something in WHM that needs a privilege. */
  public static CallPurpose changing(String owner, String privilege) {
    return other(owner, privilege, "It may have been done nevertheless: look before you try again");
  }

  private static CallPurpose other(String owner, String privilege, String late) {
    return new CallPurpose(
        WHM,
        "Give %s's API token the privilege %s".formatted(owner, privilege),
        "Check in WHM that it is there and belongs to " + owner,
        "Have the account of " + owner + " unsuspended in WHM before you try again",
        checkToken(owner, privilege),
        late);
  }

  private static String checkToken(String owner, String privilege) {
    return ("Check in WHM under Manage API Tokens that %s's token is there, has not expired, is"
            + " allowed from this address and has the privilege %s")
        .formatted(owner, privilege);
  }
}
