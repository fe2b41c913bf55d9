package dev.staffgate.signin.care;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * Something that was done to an account by somebody who has the program's machine, and that nobody
 * has reviewed yet.
 *
 * @param staff whose account it is
 * @param what what was done
 * @param by who did it, such as {@code offline.root} for that user of the machine
 * @param at when, to the millisecond
 */
public record RecoveredAccount(String staff, What what, String by, Instant at) {
  /** The things that can be done by the machine. */
  public enum What {
    /** The account was added. */
    ADDED("added the account"),
    /** A link to a first password and a second factor was made. */
    INVITED("made a link to set up the account"),
    /** A password was set. */
    PASSWORD("set the password of the account"),
    /** The second factor was taken away, and a link to a new one was made. */
    SECOND_FACTOR("took away the second factor of the account"),
    /** The account was let in with a new password and a new second factor, for an hour. */
    RECOVERED("let in, with a new password and a new second factor, the account");

    private final String words;

    What(String words) {
      this.words = words;
    }

    /** Returns the words before the account's id, in a sentence about somebody. */
    public String words() {
      return words;
    }
  }

  public RecoveredAccount {
    requireNonNull(staff, "staff");
    requireNonNull(what, "what");
    requireNonNull(by, "by");
    at = at.truncatedTo(ChronoUnit.MILLIS);
  }
}
