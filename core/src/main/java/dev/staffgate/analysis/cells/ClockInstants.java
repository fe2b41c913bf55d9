package dev.staffgate.analysis.cells;

import dev.staffgate.decision.AccessRequest;
import java.time.Duration;
import java.time.Instant;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds which parts of the week the clocks of several zones show at the same real instant, and such
 * an instant for each. Clocks change, so it walks from one change to the next.
 */
final class ClockInstants {
  /** The walk starts here, so that examples are of our days. */
  private static final Instant START = Instant.parse("2026-01-05T00:00:00Z");

  /** The calendar repeats itself after 400 years, to the weekday. */
  private static final Duration CALENDAR = Duration.ofDays(146_097);

  /** The time before the end of a period that is looked at first. */
  private static final Duration RECENT = Duration.ofDays(60);

  private static final Duration WEEK = Duration.ofDays(7);

  private final List<ClockPartition> clocks;
  private final long combinations;
  private final Map<List<Integer>, Instant> found = new LinkedHashMap<>();
  private final Set<List<Integer>> wholeWeeks = new HashSet<>();

  private ClockInstants(List<ClockPartition> clocks) {
    this.clocks = clocks;
    this.combinations =
        clocks.stream().mapToLong(ClockPartition::size).reduce(1, Math::multiplyExact);
  }

  /**
   * Returns the parts that occur together, one for each clock, with an instant of each.
   *
   * @param from the first instant
   * @param until the first one after
   */
  static Map<List<Integer>, Instant> between(
      List<ClockPartition> clocks, Instant from, Instant until) {
    ClockInstants instants = new ClockInstants(clocks);
    Instant start = start(from, until);
    Instant repeated = start.plus(CALENDAR).plus(WEEK);
    instants.walk(start, repeated.isBefore(until) ? repeated : until);
    instants.walk(from, start);
    return instants.found;
  }

  private static Instant start(Instant from, Instant until) {
    Instant start = START.isBefore(until) ? START : until.minus(RECENT);
    return start.isBefore(from) ? from : start;
  }

  private boolean isDone() {
    return found.size() == combinations;
  }

  private void walk(Instant from, Instant until) {
    Instant at = from;
    while (at.isBefore(until) && !isDone()) {
      Instant change = nextChange(at, until);
      List<Integer> offsets = offsets(at);
      Instant end = at.plus(WEEK).isBefore(change) ? at.plus(WEEK) : change;
      if (!wholeWeeks.contains(offsets)) {
        walkWeek(at, end, offsets);
        if (!end.isBefore(at.plus(WEEK))) {
          wholeWeeks.add(offsets);
        }
      }
      at = change;
    }
  }

  private Instant nextChange(Instant at, Instant until) {
    Instant next = until;
    for (ClockPartition clock : clocks) {
      ZoneOffsetTransition change = clock.zone().getRules().nextTransition(at);
      if (change != null && change.getInstant().isBefore(next)) {
        next = change.getInstant();
      }
    }
    return next;
  }

  private List<Integer> offsets(Instant at) {
    return clocks.stream().map(clock -> clock.offsetAt(at)).toList();
  }

  private void walkWeek(Instant from, Instant until, List<Integer> offsets) {
    Instant at = from;
    while (at.isBefore(until) && !isDone()) {
      long second = at.getEpochSecond();
      List<Integer> parts = new ArrayList<>();
      long next = Long.MAX_VALUE;
      for (int i = 0; i < clocks.size(); i++) {
        parts.add(clocks.get(i).partAt(second, offsets.get(i)));
        next = Math.min(next, clocks.get(i).nextChange(second, offsets.get(i)));
      }
      found.putIfAbsent(parts, at);
      at = next > AccessRequest.MAX_INSTANT.getEpochSecond() ? until : Instant.ofEpochSecond(next);
    }
  }
}
