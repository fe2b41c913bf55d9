package dev.staffgate.signin.care;

/** Ends the sessions of accounts. Safe for any number of threads. */
@FunctionalInterface
public interface SessionEnder {
  /**
   * Ends all sessions that an account has at this moment, wherever they are. It is called both
   * before and after a change, so that neither a crash nor a sign-in between the two leaves one.
   *
   * @param reason a word for the record: lower case, hyphens
   * @throws RuntimeException if it is not known whether they are ended
   */
  void endAll(String staff, String reason);
}
