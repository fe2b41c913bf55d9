package dev.staffgate.reference;

import dev.staffgate.decision.RequiredApproval;
import dev.staffgate.model.ApprovalSeat;
import dev.staffgate.model.Condition;
import dev.staffgate.model.Grant;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A grant reached by one include path (policy reference, section 4, step 6), with what has become
 * of its conditions.
 *
 * <p>INVARIANT: conditions are a plain list. One that is reached twice (by both paths of single
 * sign-on) is there twice, and counts twice where failing ones are counted.
 *
 * @param path from an assigned role to the one that has the grant
 * @param conditions all of them: the grant's, those of the path, the defaults', the server's
 * @param failing those that are not true, in the same order
 * @param ssoUser for single sign-on, whose session is opened by this way
 */
record ReferenceCandidate(
    Grant grant,
    ReferencePath path,
    List<Condition> conditions,
    List<Condition> failing,
    Optional<String> ssoUser) {
  /** A grant holds when every one of its conditions is true: unknown never helps. */
  boolean holds() {
    return failing.isEmpty();
  }

  /** Whether what fails is of these kinds, all of which occur, and of no other. */
  boolean lacksExactly(Set<Condition.Kind> kinds) {
    Set<Condition.Kind> lacking = EnumSet.noneOf(Condition.Kind.class);
    for (Condition condition : failing) {
      lacking.add(condition.kind());
    }
    return lacking.equals(kinds);
  }

  /** The shortest age among all its second-factor conditions, those that hold included. */
  Optional<Duration> shortestAge() {
    Optional<Duration> shortest = Optional.empty();
    for (Condition condition : conditions) {
      if (condition instanceof Condition.SecondFactor factor
          && (shortest.isEmpty() || factor.maxAge().compareTo(shortest.get()) < 0)) {
        shortest = Optional.of(factor.maxAge());
      }
    }
    return shortest;
  }

  /** Every approval condition that fails, in order. */
  List<RequiredApproval> missingApprovals() {
    List<RequiredApproval> missing = new ArrayList<>();
    for (Condition condition : failing) {
      if (condition instanceof Condition.Approval approval) {
        List<RequiredApproval.Seat> seats = new ArrayList<>();
        for (ApprovalSeat seat : approval.seats()) {
          seats.add(new RequiredApproval.Seat(seat.by().id(), seat.count()));
        }
        missing.add(new RequiredApproval(seats, approval.within()));
      }
    }
    return missing;
  }
}
