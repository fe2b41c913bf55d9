package dev.staffgate.decision;

/** What the person could do that, alone, would change the decision. */
public enum Remedy {
  /** Nothing. */
  NONE("none"),
  /** Prove a second factor again. */
  SECOND_FACTOR("second-factor"),
  /** Ask for approval. */
  APPROVAL("approval"),
  /** Come from another network. */
  ANOTHER_NETWORK("another-network"),
  /** Come at another time. */
  ANOTHER_TIME("another-time");

  private final String text;

  Remedy(String text) {
    this.text = text;
  }

  /** The word: lower case, hyphens. */
  public String text() {
    return text;
  }

  @Override
  public String toString() {
    return text;
  }
}
