package dev.staffgate.accounts;

/** The reasons why all sessions of an account end at once. */
public enum EpochCause {
  /** The account was disabled, or is gone. */
  DISABLED("disabled"),
  /** It has a new password. */
  NEW_PASSWORD("new-password"),
  /** Its second factor was reset. */
  SECOND_FACTOR_RESET("second-factor-reset"),
  /** The person, or an administrator, signed it out everywhere. */
  SIGNED_OUT_EVERYWHERE("signed-out-everywhere");

  private final String text;

  EpochCause(String text) {
    this.text = text;
  }

  /** Returns the word: lower case, hyphens. */
  public String text() {
    return text;
  }

  @Override
  public String toString() {
    return text;
  }
}
