package dev.staffgate.model;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * Separation of duties: nobody may hold more than some of these (INCITS 359: SSD within an account,
 * DSD within a session).
 *
 * @param name for people
 * @param of whether the members are roles or permissions
 * @param members at least two
 * @param atMost how many one may hold: at least 1 and less than there are members
 * @param within an account, or a session
 * @param at where it was written
 */
public record SeparationRule(
    String name, Of of, List<NameRef> members, int atMost, Within within, Place at) {
  /** The things that a rule keeps apart. */
  public enum Of {
    /** Ids of roles. */
    ROLES,
    /** Ids of permissions. */
    PERMISSIONS
  }

  /** The extent of a rule. */
  public enum Within {
    /** Nobody may be assigned too many. */
    ACCOUNT,
    /** One may be assigned them, and not act with too many at once. */
    SESSION
  }

  public SeparationRule {
    requireNonNull(name, "name");
    requireNonNull(of, "of");
    requireNonNull(within, "within");
    requireNonNull(at, "at");
    members = List.copyOf(members);
    checkArgument(
        atMost >= 1 && atMost < members.size(),
        "at most %s of %s separates nothing",
        atMost,
        members.size());
  }
}
