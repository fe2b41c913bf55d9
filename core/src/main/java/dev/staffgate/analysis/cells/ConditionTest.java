package dev.staffgate.analysis.cells;

import dev.staffgate.decision.TruthValue;
import dev.staffgate.network.NetworkSet;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.ZoneId;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A condition without the names of its policy, for one account: two policies that ask the same have
 * equal tests (policy reference, section 3).
 */
public sealed interface ConditionTest {
  /** A condition on approval that nobody could fulfil. */
  Approved NEVER_APPROVED = new Approved(List.of(), Duration.ZERO, "", false);

  /** A condition whose outcome the account settles. */
  record Constant(TruthValue truth) implements ConditionTest {}

  /** The client's address lies in some networks, or in none of them. */
  record Addresses(NetworkSet networks, boolean inside) implements ConditionTest {}

  /**
   * The instant lies in some minutes of the week on the clocks of a zone, or in none.
   *
   * @param minutes from Monday 00:00; never changed
   */
  record Windows(ZoneId zone, BitSet minutes, boolean inside) implements ConditionTest {}

  /** The second factor is at most this old. */
  record FactorAge(Duration most) implements ConditionTest {}

  /** An amount is no more than a limit, or above it. */
  record AmountLimit(String attribute, BigDecimal limit, boolean upTo) implements ConditionTest {}

  /** A text is one of some values. */
  record TextAmong(String attribute, Set<String> values) implements ConditionTest {}

  /** A text is exactly this one. */
  record ExactText(String attribute, String text) implements ConditionTest {}

  /** A text is there. */
  record TextGiven(String attribute) implements ConditionTest {}

  /** Two texts are exactly the same. */
  record TextsEqual(String left, String right) implements ConditionTest {}

  /**
   * A resource is one of some, or none of them.
   *
   * @param ids those named, and those assigned to the account
   * @param defined the ids that exist, if the policy says so
   * @param orAssigned whether those that are assigned to whoever asks count besides
   */
  record Membership(
      String type,
      Set<String> ids,
      Optional<Set<String>> defined,
      boolean orAssigned,
      boolean among)
      implements ConditionTest {}

  /**
   * Enough approvals count.
   *
   * @param side the policy that counts them; empty where both count alike
   * @param impliesOther whether what counts there counts under the other policy too
   */
  record Approved(List<Seat> seats, Duration within, String side, boolean impliesOther)
      implements ConditionTest {
    /** Approvers who hold the same permission. */
    public record Seat(String permission, int count) {}

    boolean isPossible() {
      return !seats.isEmpty();
    }

    /** Returns whether whatever fulfils this fulfils the other too. */
    public boolean implies(Approved other) {
      return (side.equals(other.side) || impliesOther)
          && within.compareTo(other.within) <= 0
          && other.seats.stream().allMatch(this::hasSeat);
    }

    private boolean hasSeat(Seat wanted) {
      return seats.stream()
          .anyMatch(
              seat -> seat.permission.equals(wanted.permission) && seat.count >= wanted.count);
    }
  }
}
