package dev.staffgate.analysis.cells;

import static java.util.Objects.requireNonNull;

import java.math.BigInteger;
import java.util.List;
import java.util.Optional;

/**
 * The part of one dimension that a region takes up. Equal limits are the same part, as each is
 * written in one way.
 *
 * @param name the type, attribute, zone or role that it is about; empty where there is only one
 * @param values the part, in words
 * @param size how much that is, where it can be counted: addresses, minutes a week, or resources
 */
public record RegionLimit(Kind kind, String name, List<String> values, Optional<BigInteger> size) {
  /** The dimensions, in the order in which a text names them. */
  public enum Kind {
    HOLDS,
    RESOURCE,
    ASSIGNED,
    ATTRIBUTE,
    SAME,
    ADDRESS,
    INSTANT,
    WEEK,
    SECOND_FACTOR,
    APPROVAL,
    EMERGENCY,
    ACTING_AS
  }

  public RegionLimit {
    requireNonNull(kind, "kind");
    requireNonNull(name, "name");
    values = List.copyOf(values);
    requireNonNull(size, "size");
  }

  static RegionLimit of(Kind kind, String name, List<String> values) {
    return new RegionLimit(kind, name, values, Optional.empty());
  }

  /** Returns the values in a row. */
  public String joined() {
    return String.join(", ", values);
  }
}
