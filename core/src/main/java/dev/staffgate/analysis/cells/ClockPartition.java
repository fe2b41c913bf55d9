package dev.staffgate.analysis.cells;

import com.google.common.primitives.ImmutableIntArray;
import java.time.Instant;
import java.time.ZoneId;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The minutes of the week on the clocks of a zone, cut into parts.
 *
 * @param partOfMinute the part of each minute from Monday 00:00
 */
record ClockPartition(ZoneId zone, ImmutableIntArray partOfMinute, int size) {
  private static final long SECONDS_A_MINUTE = 60;

  static ClockPartition of(ZoneId zone, List<BitSet> windows) {
    BitSet changes = new BitSet();
    windows.forEach(window -> addChanges(changes, window));
    Map<List<Boolean>, Integer> parts = new HashMap<>();
    ImmutableIntArray.Builder partOfMinute = ImmutableIntArray.builder(WeekText.WEEK);
    int part = 0;
    for (int minute = 0; minute < WeekText.WEEK; minute++) {
      if (minute == 0 || changes.get(minute)) {
        int current = minute;
        part =
            parts.computeIfAbsent(
                windows.stream().map(window -> window.get(current)).toList(),
                unseen -> parts.size());
      }
      partOfMinute.add(part);
    }
    return new ClockPartition(zone, partOfMinute.build(), parts.size());
  }

  private static void addChanges(BitSet changes, BitSet window) {
    for (int start = window.nextSetBit(0); start >= 0; ) {
      int end = window.nextClearBit(start);
      changes.set(start);
      changes.set(end);
      start = window.nextSetBit(end);
    }
  }

  int partAt(Instant instant) {
    return partAt(instant.getEpochSecond(), offsetAt(instant));
  }

  int offsetAt(Instant instant) {
    return zone.getRules().getOffset(instant).getTotalSeconds();
  }

  int partAt(long second, int offset) {
    return partOfMinute.get(minuteOfWeek(second, offset));
  }

  /** Returns for each minute of the week how many it is until the part changes; a week if never. */
  int[] minutesUntilChange() {
    int[] minutes = new int[WeekText.WEEK];
    for (int minute = 2 * WeekText.WEEK - 1; minute >= 0; minute--) {
      int here = minute % WeekText.WEEK;
      int next = (minute + 1) % WeekText.WEEK;
      boolean same = partOfMinute.get(here) == partOfMinute.get(next);
      minutes[here] = same ? Math.min(minutes[next] + 1, WeekText.WEEK) : 1;
    }
    return minutes;
  }

  /**
   * Returns the first second after this one at which the part may change.
   *
   * @param minutesUntilChange what {@link #minutesUntilChange} returned
   */
  static long nextChange(long second, int offset, int[] minutesUntilChange) {
    long start = second - Math.floorMod(second + offset, SECONDS_A_MINUTE);
    return start + minutesUntilChange[minuteOfWeek(second, offset)] * SECONDS_A_MINUTE;
  }

  // 1970-01-01 was a Thursday; the week begins on Monday.
  private static int minuteOfWeek(long second, int offset) {
    long minute = Math.floorDiv(second + offset, SECONDS_A_MINUTE) + 3L * WeekText.DAY;
    return (int) Math.floorMod(minute, (long) WeekText.WEEK);
  }

  /** Returns the minutes of some parts. */
  BitSet minutes(BitSet parts) {
    BitSet minutes = new BitSet();
    for (int minute = 0; minute < WeekText.WEEK; minute++) {
      minutes.set(minute, parts.get(partOfMinute.get(minute)));
    }
    return minutes;
  }
}
