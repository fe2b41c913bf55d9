package dev.staffgate.decision;

/** The answer to whether an account may act at all (policy reference, section 4, steps 1 and 2). */
public enum Standing {
  /** It may; what it may do follows from its roles. */
  MAY_ACT,
  /** It may not, wherever it comes from: it is disabled. */
  NOT_ACTIVE,
  /** It may not from where it comes: it has networks of its own, and the address is in none. */
  OUTSIDE_ITS_NETWORKS;

  /** Returns whether it may act, from some address at least. */
  public boolean isActive() {
    return this != NOT_ACTIVE;
  }
}
