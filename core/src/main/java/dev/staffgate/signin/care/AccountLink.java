package dev.staffgate.signin.care;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/**
 * A link that was made for an account, without the secret that opens it.
 *
 * @param kind what it is for
 * @param staff whose it is. If somebody else is signed in where it is opened, the page says so, and
 *     lets them sign out before
 * @param by who made it
 * @param expiresAt when it ends
 */
public record AccountLink(Kind kind, String staff, String by, Instant expiresAt) {
  /** The things that links are for. */
  public enum Kind {
    /** A first password, and a second factor. */
    INVITATION("invitation"),
    /** A new password; the second factor stays. */
    PASSWORD_RESET("password-reset"),
    /** A new second factor, for who knows the password. */
    SECOND_FACTOR_RESET("second-factor-reset");

    private final String text;

    Kind(String text) {
      this.text = text;
    }

    /** Returns the word in records: lower case, hyphens. */
    public String text() {
      return text;
    }
  }

  public AccountLink {
    requireNonNull(kind, "kind");
    requireNonNull(staff, "staff");
    requireNonNull(by, "by");
    requireNonNull(expiresAt, "expiresAt");
  }
}
