package dev.staffgate.decision;

/** The outcome of a condition, which may look at something that is not given. */
public enum TruthValue {
  /** The condition holds. */
  TRUE,
  /** The condition does not hold. */
  FALSE,
  /** The value it looks at is not given. Counts as false for a grant, as true for a deny. */
  UNKNOWN;

  /** Returns {@link #TRUE} or {@link #FALSE}. */
  public static TruthValue of(boolean holds) {
    return holds ? TRUE : FALSE;
  }
}
