package dev.staffgate.signin.care;

import dev.staffgate.accounts.EpochCause;
import dev.staffgate.accounts.SessionEpoch;

/**
 * Ends the sessions of accounts: {@code staffgate.sessions()::endAll}. Safe for any number of
 * threads.
 */
@FunctionalInterface
public interface SessionEnder {
  /**
   * Ends all sessions that an account has at this moment, wherever they are. It is called both
   * before and after a change, so that neither a crash nor a sign-in between the two leaves one.
   *
   * @return the epoch of the account that began by it
   * @throws RuntimeException if it is not known whether they are ended
   */
  SessionEpoch endAll(String staff, EpochCause cause);
}
