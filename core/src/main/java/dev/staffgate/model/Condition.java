package dev.staffgate.model;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;

/**
 * A requirement: all of them must be true for a grant to count, and none may be false for a deny to
 * hit. The set is closed (policy reference, section 3). Every entry of every key is a condition of
 * its own.
 */
public sealed interface Condition {
  /** The keys of conditions, in the order in which a policy is read and written. */
  List<String> KEYS =
      List.of(
          "networks",
          "not-networks",
          "schedule",
          "not-schedule",
          "second-factor",
          "up-to",
          "above",
          "only",
          "except",
          "where",
          "same",
          "approval");

  /** The kinds of conditions. */
  enum Kind {
    /** {@code networks} and {@code not-networks}. */
    NETWORKS,
    /** {@code schedule} and {@code not-schedule}. */
    SCHEDULE,
    /** {@code second-factor}. */
    SECOND_FACTOR,
    /** {@code up-to} and {@code above}. */
    AMOUNT,
    /** {@code only} and {@code except}. */
    RESOURCE,
    /** {@code where}. */
    ATTRIBUTE,
    /** {@code same}. */
    SAME,
    /** {@code approval}. */
    APPROVAL
  }

  /** Returns the kind, to switch over. */
  Kind kind();

  /** Returns the place where it was written. */
  Place at();

  /** Returns the key that a policy writes it under, such as {@code not-networks}. */
  String key();

  /**
   * The client address lies in one of the networks, or (with {@code inside} false) in none.
   *
   * @param inside true for {@code networks}, false for {@code not-networks}
   * @param terms at least one
   */
  record Networks(boolean inside, List<NetworkTerm> terms, Place at) implements Condition {
    public Networks {
      terms = nonEmpty(terms);
      requireNonNull(at, "at");
    }

    @Override
    public Kind kind() {
      return Kind.NETWORKS;
    }

    @Override
    public String key() {
      return inside ? "networks" : "not-networks";
    }
  }

  /**
   * The request's instant lies inside a window of the schedule, or outside all.
   *
   * @param inside true for {@code schedule}, false for {@code not-schedule}
   */
  record InSchedule(boolean inside, NameRef schedule, Place at) implements Condition {
    public InSchedule {
      requireNonNull(schedule, "schedule");
      requireNonNull(at, "at");
    }

    @Override
    public Kind kind() {
      return Kind.SCHEDULE;
    }

    @Override
    public String key() {
      return inside ? "schedule" : "not-schedule";
    }
  }

  /**
   * The last second factor is at most {@code maxAge} old, to the nanosecond, and not in the future.
   */
  record SecondFactor(Duration maxAge, Place at) implements Condition {
    public SecondFactor {
      checkArgument(!maxAge.isNegative(), "%s is negative", maxAge);
      requireNonNull(at, "at");
    }

    @Override
    public Kind kind() {
      return Kind.SECOND_FACTOR;
    }

    @Override
    public String key() {
      return "second-factor";
    }
  }

  /**
   * The attribute is a number and at most the limit, or (with {@code upTo} false) greater.
   *
   * @param limit not negative; kept without trailing zeros, so that equal numbers are equal
   */
  record Amount(boolean upTo, String attribute, BigDecimal limit, Place at) implements Condition {
    public Amount {
      checkArgument(NameSyntax.isAttribute(attribute), "%s is not an attribute name", attribute);
      checkArgument(limit.signum() >= 0, "%s is negative", limit);
      limit = limit.stripTrailingZeros();
      requireNonNull(at, "at");
    }

    @Override
    public Kind kind() {
      return Kind.AMOUNT;
    }

    @Override
    public String key() {
      return upTo ? "up-to" : "above";
    }
  }

  /**
   * The request's resource of this type is one of the members, or (with {@code among} false) none
   * of them.
   *
   * @param among true for {@code only}, false for {@code except}
   * @param type such as {@code department}, {@code server} or a type of the program's own
   * @param members at least one
   */
  record Resource(boolean among, String type, List<ResourceTerm> members, Place at)
      implements Condition {
    public Resource {
      checkArgument(NameSyntax.isId(type), "%s is not a resource type", type);
      members = nonEmpty(members);
      requireNonNull(at, "at");
    }

    @Override
    public Kind kind() {
      return Kind.RESOURCE;
    }

    @Override
    public String key() {
      return among ? "only" : "except";
    }
  }

  /**
   * The attribute's text is one of the values: as decimals if both are numbers, else the exact
   * text.
   *
   * @param values at least one
   */
  record Attribute(String attribute, List<String> values, Place at) implements Condition {
    public Attribute {
      checkArgument(NameSyntax.isAttribute(attribute), "%s is not an attribute name", attribute);
      values = nonEmpty(values);
      requireNonNull(at, "at");
    }

    @Override
    public Kind kind() {
      return Kind.ATTRIBUTE;
    }

    @Override
    public String key() {
      return "where";
    }
  }

  /** Both attributes are present and have exactly the same text. */
  record Same(String left, String right, Place at) implements Condition {
    public Same {
      checkArgument(NameSyntax.isAttribute(left), "%s is not an attribute name", left);
      checkArgument(NameSyntax.isAttribute(right), "%s is not an attribute name", right);
      requireNonNull(at, "at");
    }

    @Override
    public Kind kind() {
      return Kind.SAME;
    }

    @Override
    public String key() {
      return "same";
    }
  }

  /**
   * Enough other people have approved this very request within the time: the approvals can be given
   * out to the seats so that each seat has approvers of its own. One condition, whatever its seats.
   *
   * @param seats 1 to {@value #MAX_SEATS}, each with a permission of its own
   * @param within more than zero
   */
  record Approval(List<ApprovalSeat> seats, Duration within, Place at) implements Condition {
    /** The largest number of seats. */
    public static final int MAX_SEATS = 5;

    public Approval {
      seats = nonEmpty(seats);
      checkArgument(seats.size() <= MAX_SEATS, "%s seats are more than 5", seats.size());
      checkArgument(
          seats.stream().map(seat -> seat.by().id()).distinct().count() == seats.size(),
          "two seats ask for the same permission");
      checkArgument(
          !within.isNegative() && !within.isZero(), "%s is not a time in which to approve", within);
      requireNonNull(at, "at");
    }

    /** Makes the condition of a single seat. */
    public Approval(NameRef by, int count, Duration within, Place at) {
      this(List.of(new ApprovalSeat(by, count)), within, at);
    }

    @Override
    public Kind kind() {
      return Kind.APPROVAL;
    }

    @Override
    public String key() {
      return "approval";
    }
  }

  private static <T> List<T> nonEmpty(List<T> list) {
    checkArgument(!list.isEmpty(), "a condition needs at least one member");
    return List.copyOf(list);
  }
}
