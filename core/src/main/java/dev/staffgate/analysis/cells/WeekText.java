package dev.staffgate.analysis.cells;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Minutes of the week in words, such as {@code mon-fri 08:00-18:00}. */
final class WeekText {
  static final int DAY = 24 * 60;
  static final int WEEK = 7 * DAY;

  private static final List<String> DAYS = List.of("mon", "tue", "wed", "thu", "fri", "sat", "sun");

  private WeekText() {}

  /** Returns the windows, those of the same hours together. */
  static List<String> of(BitSet minutes) {
    Map<String, List<Integer>> days = new LinkedHashMap<>();
    for (int day = 0; day < DAYS.size(); day++) {
      BitSet today = minutes.get(day * DAY, (day + 1) * DAY);
      for (int start = today.nextSetBit(0); start >= 0; ) {
        int end = today.nextClearBit(start);
        days.computeIfAbsent(time(start) + "-" + time(end), unseen -> new ArrayList<>()).add(day);
        start = today.nextSetBit(end);
      }
    }
    return days.entrySet().stream()
        .map(window -> days(window.getValue()) + " " + window.getKey())
        .toList();
  }

  private static String time(int minute) {
    return "%02d:%02d".formatted(minute / 60, minute % 60);
  }

  private static String days(List<Integer> days) {
    List<String> runs = new ArrayList<>();
    for (int i = 0; i < days.size(); ) {
      int end = i;
      while (end + 1 < days.size() && days.get(end + 1) == days.get(end) + 1) {
        end++;
      }
      String first = DAYS.get(days.get(i));
      runs.add(end == i ? first : first + "-" + DAYS.get(days.get(end)));
      i = end + 1;
    }
    return String.join(",", runs);
  }
}
