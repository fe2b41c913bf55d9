package dev.staffgate.model;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Weekly windows of time in a named time zone (policy reference, section 3).
 *
 * <p>An instant is turned into wall-clock time of the zone and compared by weekday and time alone:
 * in the repeated hour of autumn both passes count alike, and the missing hour of spring never
 * comes.
 *
 * @param id its name
 * @param zone whose wall clock counts
 * @param windows at least one
 * @param at where it was defined
 */
public record Schedule(String id, ZoneId zone, List<Window> windows, Place at) {
  private static final int SECONDS_A_DAY = 24 * 60 * 60;
  private static final int MINUTES_A_DAY = 24 * 60;

  public Schedule {
    checkArgument(Ids.isId(id), "%s is no id", id);
    requireNonNull(zone, "zone");
    requireNonNull(at, "at");
    windows = List.copyOf(windows);
    checkArgument(!windows.isEmpty(), "a schedule needs at least one window");
  }

  /** Whether {@code instant} lies inside one of the windows. Allocates nothing. */
  public boolean contains(Instant instant) {
    long local = instant.getEpochSecond() + zone.getRules().getOffset(instant).getTotalSeconds();
    // 1970-01-01 was a Thursday; days count from Monday = 0.
    int day = (int) Math.floorMod(Math.floorDiv(local, SECONDS_A_DAY) + 3, 7L);
    int minute = (int) Math.floorMod(local, (long) SECONDS_A_DAY) / 60;
    for (int i = 0; i < windows.size(); i++) {
      if (windows.get(i).contains(day, minute)) {
        return true;
      }
    }
    return false;
  }

  /**
   * A part of a day, on some days of the week: half-open, so that the first minute is in and the
   * last is not.
   *
   * @param days the days on which it starts; at least one
   * @param start minute of the day, 0 to 1439
   * @param end minute of the day, 1 to 1440; not after {@code start} means the next day. Midnight
   *     is 1440
   */
  public record Window(Set<DayOfWeek> days, int start, int end) {
    public Window {
      checkArgument(!days.isEmpty(), "a window needs at least one day");
      checkArgument(start >= 0 && start < MINUTES_A_DAY, "start %s is not in 0..1439", start);
      checkArgument(end >= 1 && end <= MINUTES_A_DAY, "end %s is not in 1..1440", end);
      checkArgument(
          start != end, "a window that ends when it starts is empty or a whole day: say which");
      days = Set.copyOf(EnumSet.copyOf(days));
    }

    private boolean contains(int day, int minute) {
      if (start < end) {
        return minute >= start && minute < end && startsOn(day);
      }
      return minute >= start ? startsOn(day) : minute < end && startsOn(day == 0 ? 6 : day - 1);
    }

    private boolean startsOn(int day) {
      return days.contains(DayOfWeek.of(day + 1));
    }
  }
}
