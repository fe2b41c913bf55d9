package dev.staffgate.signin;

import static java.util.Objects.requireNonNull;

/**
 * A reason why a new password is refused.
 *
 * @param code the case, to switch over
 * @param sentence for the person who chose the password; quotes nothing of it
 */
public record PasswordProblem(Code code, String sentence) {
  /** The cases of problems. */
  public enum Code {
    /** Too few characters. */
    TOO_SHORT,
    /** Too many bytes. */
    TOO_LONG,
    /** A control character, such as a tab. */
    CONTROL_CHARACTER,
    /** Half of a pair of surrogates: the text is broken. */
    BROKEN_CHARACTER,
    /** Little more than the account's id, name or address, or the name of the service. */
    TIED_TO_ACCOUNT,
    /** On the blocklist. */
    BLOCKED,
    /** A kind of character is missing that the rules ask for. */
    MISSING_CHARACTER,
    /** The password that the account has already. */
    UNCHANGED
  }

  public PasswordProblem {
    requireNonNull(code, "code");
    requireNonNull(sentence, "sentence");
  }
}
