package dev.staffgate.validation;

/** Sentences that several messages share. */
public final class ProblemTexts {
  /** The form of an id. */
  public static final String ID_FORM =
      "an id begins with an ASCII letter or digit, goes on with those or `._@-`, has at most 128"
          + " characters, and is not `assigned` in any letter case";

  private ProblemTexts() {}
}
