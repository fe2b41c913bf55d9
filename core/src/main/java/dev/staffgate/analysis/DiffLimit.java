package dev.staffgate.analysis;

import static java.util.Objects.requireNonNull;

import java.math.BigInteger;
import java.util.List;
import java.util.Optional;

/**
 * The part of one dimension that a region takes up. A dimension of which a region takes up
 * everything has no limit.
 *
 * @param name the type of resource, attribute, time zone, role or emergency; empty where there is
 *     only one dimension of the kind
 * @param values the part, in words; equal parts have equal words
 * @param size how much that is: addresses, minutes a week, resources; absent where it cannot be
 *     counted
 */
public record DiffLimit(Kind kind, String name, List<String> values, Optional<BigInteger> size) {
  /** The dimensions. */
  public enum Kind {
    /** The account has a role. */
    HOLDS,
    /** The resource named of a type. */
    RESOURCE,
    /** The resource of a type is assigned to the account. */
    ASSIGNED,
    /** The text of an attribute. */
    ATTRIBUTE,
    /** Two attributes have the same text. */
    SAME,
    /** The client's address. */
    ADDRESS,
    /** The instant: whether it is given, and in which period it lies. */
    INSTANT,
    /** The minute of the week in a time zone. */
    WEEK,
    /** The age of the second factor. */
    SECOND_FACTOR,
    /** Approvals that count. */
    APPROVAL,
    /** An emergency is active. */
    EMERGENCY,
    /** The request acts with a role, or names none. */
    ACTING_AS
  }

  public DiffLimit {
    requireNonNull(kind, "kind");
    requireNonNull(name, "name");
    values = List.copyOf(values);
    requireNonNull(size, "size");
  }

  /** Returns a clause of a sentence. */
  @Override
  public String toString() {
    String parts = String.join(", ", values);
    boolean yes = values.contains("yes");
    return switch (kind) {
      case HOLDS -> (yes ? "with the role " : "without the role ") + name;
      case RESOURCE -> "on " + name + " " + parts;
      case ASSIGNED -> "on a " + name + " that is " + parts;
      case ATTRIBUTE, APPROVAL -> name + ": " + parts;
      case SAME -> name + " are " + parts;
      case ADDRESS -> "from " + parts;
      case INSTANT -> parts;
      case WEEK -> parts + " (" + name + ")";
      case SECOND_FACTOR -> "second factor " + parts;
      case EMERGENCY -> (yes ? "in the emergency " : "outside of the emergency ") + name;
      case ACTING_AS -> (yes ? "acting as " : "acting without ") + name;
    };
  }
}
