package dev.staffgate.decision;

/** Whether a condition holds; what it would have to know may not be given. */
public enum TruthValue {
  /** It holds. */
  TRUE,
  /** It does not. */
  FALSE,
  /** What it asks for was not given. For a grant as good as false, for a deny as good as true. */
  UNKNOWN;

  public static TruthValue of(boolean holds) {
    return holds ? TRUE : FALSE;
  }
}
