package dev.staffgate.decision;

/** The one thing that the person could do to change the decision. */
public enum Remedy {
  /** Nothing would help, or more than one thing is needed. */
  NONE("none"),
  /** Proving a second factor again. */
  SECOND_FACTOR("second-factor"),
  /** Asking for approval. */
  APPROVAL("approval"),
  /** Coming from another network. */
  ANOTHER_NETWORK("another-network"),
  /** Coming at another time. */
  ANOTHER_TIME("another-time");

  private final String text;

  Remedy(String text) {
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
