package dev.staffgate.model;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import java.time.DayOfWeek;
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
  private static final int MINUTES_A_DAY = 24 * 60;

  public Schedule {
    NameSyntax.requireId(id);
    requireNonNull(zone, "zone");
    requireNonNull(at, "at");
    windows = List.copyOf(windows);
    checkArgument(!windows.isEmpty(), "a schedule needs at least one window");
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
  }
}
