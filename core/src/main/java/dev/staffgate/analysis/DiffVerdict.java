package dev.staffgate.analysis;

/** The change of a policy in a word. */
public enum DiffVerdict {
  /** Every request is decided as before. */
  EQUAL,
  /** No request rises in the order deny, approval, second factor, permit; some fall. */
  TIGHTER,
  /** No request falls; some rise. */
  WIDER,
  /** Some rise and some fall, or sessions are opened as another panel user. */
  BOTH,
  /** Something could not be compared exactly, and says so. */
  UNKNOWN;

  /** Returns the word, in lower case. */
  public String text() {
    return switch (this) {
      case EQUAL -> "equal";
      case TIGHTER -> "tighter";
      case WIDER -> "wider";
      case BOTH -> "both";
      case UNKNOWN -> "unknown";
    };
  }

  @Override
  public String toString() {
    return text();
  }
}
