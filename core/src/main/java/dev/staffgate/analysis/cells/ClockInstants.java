package dev.staffgate.analysis.cells;

import dev.staffgate.decision.AccessRequest;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

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

  /** By what the clocks are ahead of UTC: the minutes of the week in UTC that were walked. */
  private final Map<List<Integer>, BitSet> walked = new HashMap<>();

  private final List<long[]> changes;
  private final List<int[]> untilChange;

  private ClockInstants(List<ClockPartition> clocks, Map<ZoneId, long[]> changesByZone) {
    this.clocks = clocks;
    this.changes =
        clocks.stream()
            .map(ClockPartition::zone)
            .map(zone -> changesByZone.computeIfAbsent(zone, ClockInstants::changesOf))
            .toList();
    this.untilChange = clocks.stream().map(ClockPartition::minutesUntilChange).toList();
    this.combinations =
        clocks.stream().mapToLong(ClockPartition::size).reduce(1, Math::multiplyExact);
  }

  /**
   * Returns the parts that occur together, one for each clock, with an instant of each.
   *
   * @param from the first instant
   * @param until the first one after
   * @param changesByZone the changes of clocks that were looked up before; is added to
   */
  static Map<List<Integer>, Instant> between(
      List<ClockPartition> clocks, Instant from, Instant until, Map<ZoneId, long[]> changesByZone) {
    ClockInstants instants = new ClockInstants(clocks, changesByZone);
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
      BitSet known = walked.computeIfAbsent(offsets, unseen -> new BitSet(WeekText.WEEK));
      if (known.nextClearBit(0) < WeekText.WEEK && isNews(known, at, end)) {
        walkWeek(at, end, offsets);
        known.or(minutes(at.getEpochSecond() + 59, end.getEpochSecond()));
      }
      at = change;
    }
  }

  private static boolean isNews(BitSet known, Instant from, Instant until) {
    BitSet touched = minutes(from.getEpochSecond(), until.getEpochSecond() + 59);
    touched.andNot(known);
    return !touched.isEmpty();
  }

  // From the minute of one second to that of another, which is left out; a week at most.
  private static BitSet minutes(long from, long until) {
    long first = Math.floorDiv(from, 60L);
    int count = (int) Math.min(Math.max(Math.floorDiv(until, 60L) - first, 0), WeekText.WEEK);
    int start = (int) Math.floorMod(first, (long) WeekText.WEEK);
    BitSet minutes = new BitSet(WeekText.WEEK);
    minutes.set(start, Math.min(start + count, WeekText.WEEK));
    minutes.set(0, Math.max(start + count - WeekText.WEEK, 0));
    return minutes;
  }

  // Zones compute each change anew when asked, which took most of a walk through 400 years.
  private static long[] changesOf(ZoneId zone) {
    Instant last = START.plus(CALENDAR).plus(WEEK);
    LongStream.Builder all = LongStream.builder();
    ZoneOffsetTransition change = zone.getRules().nextTransition(START);
    while (change != null && change.getInstant().isBefore(last)) {
      all.add(change.toEpochSecond());
      change = zone.getRules().nextTransition(change.getInstant());
    }
    return all.build().toArray();
  }

  private Instant nextChange(Instant at, Instant until) {
    Instant next = until;
    for (int i = 0; i < clocks.size(); i++) {
      Instant change = nextChange(i, at);
      if (change != null && change.isBefore(next)) {
        next = change;
      }
    }
    return next;
  }

  private @Nullable Instant nextChange(int clock, Instant at) {
    if (!at.isBefore(START)) {
      int place = Arrays.binarySearch(changes.get(clock), at.getEpochSecond());
      int after = place < 0 ? -place - 1 : place + 1;
      if (after < changes.get(clock).length) {
        return Instant.ofEpochSecond(changes.get(clock)[after]);
      }
    }
    ZoneOffsetTransition change = clocks.get(clock).zone().getRules().nextTransition(at);
    return change == null ? null : change.getInstant();
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
        next =
            Math.min(next, ClockPartition.nextChange(second, offsets.get(i), untilChange.get(i)));
      }
      found.putIfAbsent(parts, at);
      at = next > AccessRequest.MAX_INSTANT.getEpochSecond() ? until : Instant.ofEpochSecond(next);
    }
  }
}
