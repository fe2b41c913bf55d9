package dev.staffgate.yaml.read;

import com.google.common.base.Splitter;
import dev.staffgate.model.Schedule.Window;
import java.time.DayOfWeek;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads weekly windows as a policy writes them: {@code mon-fri 08:00-18:00}, {@code sat,sun
 * 22:00-06:00}.
 */
final class WindowParser {
  private static final Pattern FORM =
      Pattern.compile("([a-z,-]{3,40}) ([0-9]{2}):([0-9]{2})-([0-9]{2}):([0-9]{2})");
  private static final List<String> DAYS = List.of("mon", "tue", "wed", "thu", "fri", "sat", "sun");
  private static final int MINUTES_A_DAY = 24 * 60;

  private WindowParser() {}

  /** Returns the window, or nothing if the text is not one. Start and end differ in a window. */
  static Optional<Window> parse(String text) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    Set<DayOfWeek> days = days(matcher.group(1));
    int start = minute(matcher.group(2), matcher.group(3));
    int end = minute(matcher.group(4), matcher.group(5));
    if (days.isEmpty() || start < 0 || end < 0 || start == end || start == MINUTES_A_DAY) {
      return Optional.empty();
    }
    return Optional.of(new Window(days, start, end == 0 ? MINUTES_A_DAY : end));
  }

  private static int minute(String hour, String minute) {
    int minutes = Integer.parseInt(hour) * 60 + Integer.parseInt(minute);
    return Integer.parseInt(minute) < 60 && minutes <= MINUTES_A_DAY ? minutes : -1;
  }

  /** Returns days and ranges of days, which may wrap, with commas between; empty if malformed. */
  private static Set<DayOfWeek> days(String text) {
    Set<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
    for (String part : Splitter.on(',').split(text)) {
      List<String> ends = Splitter.on('-').splitToList(part);
      int first = DAYS.indexOf(ends.get(0));
      int last = DAYS.indexOf(ends.get(ends.size() - 1));
      if (ends.size() > 2 || first < 0 || last < 0) {
        return EnumSet.noneOf(DayOfWeek.class);
      }
      for (int day = first; ; day = (day + 1) % 7) {
        days.add(DayOfWeek.of(day + 1));
        if (day == last) {
          break;
        }
      }
    }
    return days;
  }
}
