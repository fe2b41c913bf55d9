package dev.staffgate.analysis;

import dev.staffgate.analysis.CoverageItem.Goal;
import dev.staffgate.model.Place;
import java.util.EnumSet;
import java.util.Set;

/** An item of coverage while tests are looked at. Not thread-safe. */
final class CoverageMark {
  private final CoverageItem.Kind kind;
  private final Place place;
  private final String what;
  private final Set<Goal> goals;
  private final Set<Goal> reached = EnumSet.noneOf(Goal.class);

  CoverageMark(CoverageItem.Kind kind, Place place, String what, Set<Goal> goals) {
    this.kind = kind;
    this.place = place;
    this.what = what;
    this.goals = goals;
  }

  void reach(Goal goal) {
    reached.add(goal);
  }

  boolean has(Goal goal) {
    return reached.contains(goal);
  }

  CoverageItem item() {
    return new CoverageItem(kind, place, what, goals, reached);
  }
}
