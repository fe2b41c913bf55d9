package dev.staffgate.analysis.cells;

import dev.staffgate.text.DurationText;
import java.util.stream.Collectors;

/** Conditions on approval in words. */
final class ApprovalText {
  private ApprovalText() {}

  static String of(ConditionTest.Approved test) {
    String seats =
        test.seats().stream()
            .map(seat -> (seat.count() == 1 ? "" : seat.count() + " × ") + seat.permission())
            .sorted()
            .collect(Collectors.joining(" and "));
    String side = test.side().isEmpty() ? "" : ", as the " + test.side() + " policy counts";
    return seats + " within " + DurationText.format(test.within()) + side;
  }
}
