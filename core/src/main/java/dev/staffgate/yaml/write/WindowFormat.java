package dev.staffgate.yaml.write;

import com.google.common.base.Ascii;
import dev.staffgate.model.Schedule.Window;
import java.time.DayOfWeek;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The canonical text of a window of the week, such as {@code mon-fri 08:00-18:00}. */
final class WindowFormat {
  private static final int DAYS_A_WEEK = 7;

  private WindowFormat() {}

  /** Writes runs of three days or more as a range, and other days one by one. */
  static String format(Window window) {
    return days(window.days()) + " " + time(window.start()) + "-" + time(window.end());
  }

  private static String time(int minute) {
    int minutes = minute % 60;
    return (minute < 600 ? "0" : "") + minute / 60 + (minutes < 10 ? ":0" : ":") + minutes;
  }

  private static String days(Set<DayOfWeek> days) {
    if (days.size() == DAYS_A_WEEK) {
      return "mon-sun";
    }
    List<String> parts = new ArrayList<>();
    for (DayOfWeek day : DayOfWeek.values()) {
      if (days.contains(day) && !days.contains(day.minus(1))) {
        int length = 1;
        while (days.contains(day.plus(length))) {
          length++;
        }
        String last = name(day.plus(length - 1));
        parts.add(length == 1 ? last : name(day) + (length == 2 ? "," : "-") + last);
      }
    }
    return String.join(",", parts);
  }

  private static String name(DayOfWeek day) {
    return Ascii.toLowerCase(day.name()).substring(0, 3);
  }
}
