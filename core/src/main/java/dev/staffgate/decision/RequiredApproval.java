package dev.staffgate.decision;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/**
 * An approval that a decision asks for: its seats, each of which needs approvers of its own, and
 * how fresh the approvals must be (policy reference, section 3). Immutable.
 *
 * @param seats one or more; nobody can sit on two of them
 * @param within the greatest age of an approval
 */
public record RequiredApproval(List<Seat> seats, Duration within) {
  /**
   * Approvers who hold the same permission.
   *
   * @param by the id of the permission that each of them must hold
   * @param count how many they must be, at least 1
   */
  public record Seat(String by, int count) {
    public Seat {
      requireNonNull(by, "by");
      checkArgument(count >= 1, "a seat needs 1 approver or more");
    }

    /** Returns such as {@code 2 × payment.approve-refund}. */
    @Override
    public String toString() {
      return count == 1 ? by : count + " × " + by;
    }
  }

  /** Returns an approval by approvers who all hold the same permission. */
  public static RequiredApproval of(String by, int count, Duration within) {
    return new RequiredApproval(List.of(new Seat(by, count)), within);
  }

  public RequiredApproval {
    seats = List.copyOf(seats);
    checkArgument(!seats.isEmpty(), "an approval has a seat");
    requireNonNull(within, "within");
  }

  /** Returns such as {@code from 2 × payment.approve-refund and staff.assign-role within PT24H}. */
  @Override
  public String toString() {
    return "from "
        + seats.stream().map(Seat::toString).collect(Collectors.joining(" and "))
        + " within "
        + within;
  }
}
