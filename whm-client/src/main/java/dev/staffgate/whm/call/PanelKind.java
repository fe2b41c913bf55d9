package dev.staffgate.whm.call;

import dev.staffgate.whm.http.CallPurpose;

/**
 * A kind of panel other than WHM, as its calls and their messages need it.
 *
 * @param id as a policy names it in {@code panel:}
 * @param title for people
 * @param port where it listens if the policy's URL has no port
 * @param credential what its token is, for people
 * @param checkCredential what to do when that is refused, a sentence without its full stop
 */
public record PanelKind(
    String id, String title, int port, String credential, String checkCredential) {
  /**
   * Making a login link.
   *
   * @param owner whose token it is
   * @param user whose session
   */
  public CallPurpose opening(String owner, String user) {
    return opening(owner, user, "user " + user);
  }

  /**
   * Making a login link.
   *
   * @param owner whose token it is
   * @param who whose session
   * @param what what he is found by
   */
  public CallPurpose opening(String owner, String who, String what) {
    return new CallPurpose(
        title,
        "See that %s may enter %s as %s in %s".formatted(owner, title, who, title),
        "Check that %s exists on this server, and that %s may see it".formatted(what, owner),
        "Have %s unsuspended in %s before you try again".formatted(what, title),
        checkCredential,
        "A login link may have been made nevertheless, and ends by itself; try again later");
  }

  /** Reading something, or taking back a link. */
  public CallPurpose other(String owner) {
    return new CallPurpose(
        title,
        "See that %s may do that in %s".formatted(owner, title),
        "Check in %s that it is there".formatted(title),
        "Have %s unsuspended in %s before you try again".formatted(owner, title),
        checkCredential,
        "Try again later");
  }
}
