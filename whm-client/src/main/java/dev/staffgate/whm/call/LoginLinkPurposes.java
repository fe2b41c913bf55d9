package dev.staffgate.whm.call;

import dev.staffgate.whm.http.CallPurpose;

/**
 * The purposes of the calls of a panel that answers with login links.
 *
 * @param panel the panel's name for people
 * @param checkCredential what to do when its token is refused, a sentence without its full stop
 */
public record LoginLinkPurposes(String panel, String checkCredential) {
  /**
   * Returns the purpose of making a login link for a user.
   *
   * @param owner whose token it is
   * @param user whose session
   */
  public CallPurpose opening(String owner, String user) {
    return opening(owner, user, "user " + user);
  }

  /**
   * Returns the purpose of making a login link.
   *
   * @param owner whose token it is
   * @param who whose session
   * @param subject how the panel finds that user
   */
  public CallPurpose opening(String owner, String who, String subject) {
    return new CallPurpose(
        panel,
        "See that %s may enter %s as %s in %s".formatted(owner, panel, who, panel),
        "Check that %s exists on this server, and that %s may see it".formatted(subject, owner),
        "Have %s unsuspended in %s before you try again".formatted(subject, panel),
        checkCredential,
        "A login link may have been made nevertheless, and ends by itself; try again later",
        panel);
  }

  /** Returns the purpose of reading something, or of taking back a link. */
  public CallPurpose readingOrRevoking(String owner) {
    return new CallPurpose(
        panel,
        "See that %s may do that in %s".formatted(owner, panel),
        "Check in %s that it is there".formatted(panel),
        "Have %s unsuspended in %s before you try again".formatted(owner, panel),
        checkCredential,
        "Try again later",
        panel);
  }
}
