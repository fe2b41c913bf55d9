package dev.staffgate.whm.api1;

import dev.staffgate.whm.http.CallPurpose;

/** The purposes of WHM's calls. */
public final class WhmPurposes {
  private static final String WHM = "WHM";
  private static final String LOCKOUT_PLACE = "WHM under cPHulk";

  private WhmPurposes() {}

  /**
   * Returns the purpose of opening a session.
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
        "A session may have been opened nevertheless, and ends by itself; try again later",
        LOCKOUT_PLACE);
  }

  /** Returns the purpose of reading something that needs a privilege. */
  public static CallPurpose reading(String owner, String privilege) {
    return managing(owner, privilege, "Nothing was changed; try again later");
  }

  /** Returns the purpose of changing something that needs a privilege. */
  public static CallPurpose changing(String owner, String privilege) {
    return managing(
        owner, privilege, "It may have been done nevertheless: look before you try again");
  }

  private static CallPurpose managing(String owner, String privilege, String ifNoAnswer) {
    return new CallPurpose(
        WHM,
        "Give %s's API token the privilege %s".formatted(owner, privilege),
        "Check in WHM that it is there and belongs to " + owner,
        "Have the account of " + owner + " unsuspended in WHM before you try again",
        checkToken(owner, privilege),
        ifNoAnswer,
        LOCKOUT_PLACE);
  }

  private static String checkToken(String owner, String privilege) {
    return ("Check in WHM under Manage API Tokens that %s's token is there, has not expired, is"
            + " allowed from this address and has the privilege %s")
        .formatted(owner, privilege);
  }
}
