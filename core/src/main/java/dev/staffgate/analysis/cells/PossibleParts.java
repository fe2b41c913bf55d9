package dev.staffgate.analysis.cells;

import dev.staffgate.decision.AccessRequest;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds which combinations of parts are those of a request. An instant has one minute of the week
 * in each zone, and two texts that lie in different parts are not the same.
 */
final class PossibleParts {
  private static final int MAX_PAIRS_IN_CIRCLES = 10;

  private final SpaceDimensions dimensions;
  private final DecisionDiagrams diagrams;
  private final TestDiagrams tests;

  PossibleParts(SpaceDimensions dimensions, DecisionDiagrams diagrams, TestDiagrams tests) {
    this.dimensions = dimensions;
    this.diagrams = diagrams;
    this.tests = tests;
  }

  /** Returns where the parts go together. */
  int diagram() {
    int isAtNoInstant = tests.isPeriod(Optional::isEmpty);
    int oldest = dimensions.ages().dimension().oldest();
    int isOld = tests.by(dimensions.ages(), part -> part == oldest);
    int all = diagrams.and(clocksTogether(), diagrams.or(diagrams.not(isAtNoInstant), isOld));
    all = diagrams.and(all, agesWithinTime());
    all = diagrams.and(all, approvals(isAtNoInstant));
    for (ConditionTest.TextsEqual pair : dimensions.pairs()) {
      all = diagrams.and(all, isPossible(pair));
    }
    all = diagrams.and(all, equalTextsTogether());
    return dimensions.attributes().containsKey("staff.id")
        ? diagrams.and(all, tests.isGiven("staff.id"))
        : all;
  }

  // No second factor was verified before the first instant that a request may name.
  private int agesWithinTime() {
    AgeDimension ages = dimensions.ages().dimension();
    int all = DecisionDiagrams.TRUE;
    for (int period = 1; period < dimensions.periods().dimension().size(); period++) {
      Duration most = Duration.between(AccessRequest.MIN_INSTANT, dimensions.time().last(period));
      int current = period;
      int tooOld =
          diagrams.and(
              tests.by(dimensions.periods(), some -> some == current),
              tests.by(
                  dimensions.ages(),
                  part -> ages.least(part).filter(age -> age.compareTo(most) > 0).isPresent()));
      all = diagrams.and(all, diagrams.not(tooOld));
    }
    return all;
  }

  private int clocksTogether() {
    int all = tests.isPeriod(Optional::isEmpty);
    for (SpaceVariable<?> week : dimensions.weeks()) {
      all = diagrams.and(all, tests.by(week, part -> part == 0));
    }
    SpaceVariable<Dimension> periods = dimensions.periods();
    for (int period = 1; period < periods.dimension().size(); period++) {
      int shown = DecisionDiagrams.FALSE;
      for (List<Integer> parts : dimensions.time().together(period)) {
        shown = diagrams.or(shown, show(parts));
      }
      int current = period;
      all = diagrams.or(all, diagrams.and(tests.by(periods, some -> some == current), shown));
    }
    return all;
  }

  private int show(List<Integer> parts) {
    int shown = DecisionDiagrams.TRUE;
    int clock = 0;
    for (SpaceVariable<?> week : dimensions.weeks()) {
      int part = parts.get(clock++) + 1;
      shown = diagrams.and(shown, tests.by(week, some -> some == part));
    }
    return shown;
  }

  private int approvals(int isAtNoInstant) {
    int all = DecisionDiagrams.TRUE;
    for (ConditionTest.Approved one : dimensions.approvals()) {
      int given = tests.isChosen(Choice.approved(one));
      all = diagrams.and(all, diagrams.not(diagrams.and(isAtNoInstant, given)));
      for (ConditionTest.Approved other : dimensions.approvals()) {
        if (one.implies(other) && !one.equals(other)) {
          int otherGiven = tests.isChosen(Choice.approved(other));
          all = diagrams.and(all, diagrams.or(diagrams.not(given), otherGiven));
        }
      }
    }
    return all;
  }

  // The same text lies in the same part. Two in one part may differ, if it has two texts.
  private int isPossible(ConditionTest.TextsEqual pair) {
    SpaceVariable<AttributeDimension> left = dimensions.attribute(pair.left());
    SpaceVariable<AttributeDimension> right = dimensions.attribute(pair.right());
    int alike = DecisionDiagrams.FALSE;
    int canDiffer = DecisionDiagrams.TRUE;
    for (int part = 0; part < left.dimension().size(); part++) {
      int current = part;
      int both =
          diagrams.and(
              tests.by(left, one -> one == current), tests.by(right, one -> one == current));
      List<String> texts = left.dimension().examples(part);
      if (!texts.isEmpty()) {
        alike = diagrams.or(alike, both);
      }
      if (texts.size() == 1) {
        canDiffer = diagrams.and(canDiffer, diagrams.not(both));
      }
    }
    return diagrams.choose(tests.isChosen(Choice.same(pair)), alike, canDiffer);
  }

  // In a circle of pairs, what is the same as the same is the same.
  private int equalTextsTogether() {
    List<ConditionTest.TextsEqual> pairs = List.copyOf(dimensions.pairs());
    if (!isCircle(pairs) || pairs.size() > MAX_PAIRS_IN_CIRCLES) {
      return DecisionDiagrams.TRUE;
    }
    int all = DecisionDiagrams.FALSE;
    for (int same = 0; same < 1 << pairs.size(); same++) {
      if (agree(pairs, same)) {
        int chosen = DecisionDiagrams.TRUE;
        for (int i = 0; i < pairs.size(); i++) {
          int isSame = tests.isChosen(Choice.same(pairs.get(i)));
          boolean wanted = (same & 1 << i) != 0;
          chosen = diagrams.and(chosen, wanted ? isSame : diagrams.not(isSame));
        }
        all = diagrams.or(all, chosen);
      }
    }
    return all;
  }

  private static boolean agree(List<ConditionTest.TextsEqual> pairs, int same) {
    Map<String, String> leader = new HashMap<>();
    for (int i = 0; i < pairs.size(); i++) {
      String left = leaderOf(leader, pairs.get(i).left());
      String right = leaderOf(leader, pairs.get(i).right());
      if ((same & 1 << i) != 0 && !left.equals(right)) {
        leader.put(left, right);
      }
    }
    for (int i = 0; i < pairs.size(); i++) {
      boolean one =
          leaderOf(leader, pairs.get(i).left()).equals(leaderOf(leader, pairs.get(i).right()));
      if (one && (same & 1 << i) == 0) {
        return false;
      }
    }
    return true;
  }

  /** Returns whether compared texts form circles that are too large to be looked at. */
  boolean hasLargeCircleOfTexts() {
    List<ConditionTest.TextsEqual> pairs = List.copyOf(dimensions.pairs());
    return pairs.size() > MAX_PAIRS_IN_CIRCLES && isCircle(pairs);
  }

  private static boolean isCircle(List<ConditionTest.TextsEqual> pairs) {
    Map<String, String> leader = new HashMap<>();
    for (ConditionTest.TextsEqual pair : pairs) {
      String left = leaderOf(leader, pair.left());
      String right = leaderOf(leader, pair.right());
      if (left.equals(right)) {
        return true;
      }
      leader.put(left, right);
    }
    return false;
  }

  private static String leaderOf(Map<String, String> leader, String name) {
    String one = name;
    for (String next = leader.get(one); next != null; next = leader.get(one)) {
      one = next;
    }
    return one;
  }
}
