package dev.staffgate.policy.compile;

import dev.staffgate.model.Assignment;
import dev.staffgate.model.StaffAccount;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The time of an account, cut into periods in which the same of its assignments run.
 *
 * @param starts the instants at which each period but the first begins; ascending
 * @param running the assignments of each period, in the order written; one more than there are
 *     starts
 */
record AssignmentPeriods(List<Instant> starts, List<List<Assignment>> running) {
  static AssignmentPeriods of(StaffAccount account) {
    if (isForGood(account)) {
      return new AssignmentPeriods(List.of(), List.of(account.roles()));
    }
    List<Instant> starts =
        account.roles().stream()
            .flatMap(one -> Stream.concat(one.from().stream(), one.until().stream()))
            .sorted()
            .distinct()
            .toList();
    List<List<Assignment>> running = new ArrayList<>(starts.size() + 1);
    for (int i = 0; i <= starts.size(); i++) {
      running.add(new ArrayList<>());
    }
    // Each assignment is put where it runs, so that many which follow each other cost no more
    // than they are.
    for (Assignment one : account.roles()) {
      int end = period(starts, one.until(), running.size());
      for (int i = period(starts, one.from(), 0); i < end; i++) {
        running.get(i).add(one);
      }
    }
    return new AssignmentPeriods(starts, running);
  }

  private static int period(List<Instant> starts, Optional<Instant> begin, int unbounded) {
    return begin.isEmpty() ? unbounded : Collections.binarySearch(starts, begin.get()) + 1;
  }

  // A loop: it is asked of each account when a policy is loaded.
  private static boolean isForGood(StaffAccount account) {
    for (Assignment one : account.roles()) {
      if (!one.forGood()) {
        return false;
      }
    }
    return true;
  }
}
