package dev.staffgate.policy.engine;

import dev.staffgate.model.Schedule;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/**
 * The windows of a schedule, made ready: a bit for each minute of the week on the wall clock of its
 * zone (policy reference, section 3).
 */
final class WeeklyWindows {
  private static final int DAY = 24 * 60;
  private static final int WEEK = 7 * DAY;

  private final BitSet minutes;
  private final ZoneRules rules;

  // The last period of time that was asked for, between two changes of the zone's clocks. What it
  // points to has final fields alone: see RoleSet.
  private @Nullable OffsetPeriod last;

  /** A time, in seconds, in which clocks are so many seconds ahead of UTC. */
  private record OffsetPeriod(long from, long until, int offset) {
    boolean holds(long second) {
      return second >= from && second < until;
    }
  }

  WeeklyWindows(Schedule schedule) {
    this.rules = schedule.zone().getRules();
    this.minutes = new BitSet(WEEK);
    for (Schedule.Window window : schedule.windows()) {
      int end = window.end() > window.start() ? window.end() : window.end() + DAY;
      for (DayOfWeek day : window.days()) {
        int midnight = (day.getValue() - 1) * DAY;
        // One that begins on Sunday may end on Monday, where the week begins again.
        minutes.set(midnight + window.start(), Math.min(midnight + end, WEEK));
        minutes.set(0, Math.max(midnight + end - WEEK, 0));
      }
    }
  }

  /**
   * Returns whether an instant lies in a window. Allocates nothing between two changes of the
   * clocks.
   */
  boolean contains(Instant instant) {
    long second = instant.getEpochSecond();
    OffsetPeriod period = last;
    if (period == null || !period.holds(second)) {
      period = at(second);
      last = period;
    }
    // 1970-01-01 was a Thursday; the week begins on Monday.
    long minute = Math.floorDiv(second + period.offset, 60L) + 3L * DAY;
    return minutes.get((int) Math.floorMod(minute, (long) WEEK));
  }

  private OffsetPeriod at(long second) {
    ZoneOffsetTransition before = rules.previousTransition(Instant.ofEpochSecond(second + 1));
    ZoneOffsetTransition after = rules.nextTransition(Instant.ofEpochSecond(second));
    return new OffsetPeriod(
        before == null ? Long.MIN_VALUE : before.toEpochSecond(),
        after == null ? Long.MAX_VALUE : after.toEpochSecond(),
        rules.getOffset(Instant.ofEpochSecond(second)).getTotalSeconds());
  }
}
