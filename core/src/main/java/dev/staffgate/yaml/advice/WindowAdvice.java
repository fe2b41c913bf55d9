package dev.staffgate.yaml.advice;

import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableMap;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Says which part of a text is wrong that should be a weekly window, such as {@code Mon-Fri
 * 9:00-17:00}, and how the same window is written.
 *
 * @param why the first part that is wrong
 * @param right the window as it should stand, where it is known
 */
public record WindowAdvice(String why, Optional<String> right) {
  private static final int LONGEST = 64;

  private static final Pattern PARTS = Pattern.compile("(\\D*?)[\\p{Zs}\\t]*(\\d.*)");
  private static final Pattern TIMES =
      Pattern.compile("([0-9]{1,2})[:.]([0-9]{2})(\\s*[-–—−]\\s*)([0-9]{1,2})[:.]([0-9]{2})");
  private static final Pattern RIGHT_TIMES = Pattern.compile("[0-9]{2}:[0-9]{2}-[0-9]{2}:[0-9]{2}");
  private static final Pattern DASH = Pattern.compile("\\s*[-–—−]\\s*");
  private static final Pattern COMMA = Pattern.compile("\\s*,\\s*");
  private static final ImmutableMap<String, String> DAYS = days();

  /** Returns the days by what people call them: the names, their beginnings, and German ones. */
  private static ImmutableMap<String, String> days() {
    ImmutableMap.Builder<String, String> days = ImmutableMap.builder();
    Map<String, String> names =
        ImmutableMap.of(
            "monday",
            "mon",
            "tuesday",
            "tue",
            "wednesday",
            "wed",
            "thursday",
            "thu",
            "friday",
            "fri",
            "saturday",
            "sat",
            "sunday",
            "sun");
    names.forEach(
        (name, day) -> {
          for (int length = 2; length <= name.length(); length++) {
            days.put(name.substring(0, length), day);
          }
        });
    return days.put("di", "tue").put("mi", "wed").put("do", "thu").put("so", "sun").buildOrThrow();
  }

  /**
   * Returns advice on a text that is not a window.
   *
   * @param isWindow whether a text is one
   */
  public static WindowAdvice on(String text, Predicate<String> isWindow) {
    Matcher parts = PARTS.matcher(text.strip());
    if (text.length() > LONGEST || !parts.matches() || parts.group(1).isEmpty()) {
      return new WindowAdvice(
          "a window has days, a blank, and the times of its start and its end", Optional.empty());
    }
    List<String> wrong = new ArrayList<>();
    String days = days(parts.group(1), wrong);
    String times = times(parts.group(2), wrong);
    if (wrong.isEmpty()) {
      wrong.add("a window has one blank between its days and its times, and no other");
    }
    return new WindowAdvice(wrong.get(0), Optional.of(days + " " + times).filter(isWindow));
  }

  private static String days(String text, List<String> wrong) {
    String bare = COMMA.matcher(DASH.matcher(text).replaceAll("-")).replaceAll(",");
    List<String> lists = new ArrayList<>();
    for (String part : Splitter.on(',').split(bare)) {
      List<String> ends = new ArrayList<>();
      for (String day : Splitter.on('-').split(part)) {
        String known = DAYS.get(day.toLowerCase(Locale.ROOT));
        if (!day.equals(known)) {
          wrong.add(
              day.isEmpty()
                  ? "a day is missing in `" + bare + "`"
                  : "`" + day + "` is not a day: they are mon, tue, wed, thu, fri, sat and sun");
        }
        ends.add(known == null ? day : known);
      }
      if (ends.size() > 2) {
        wrong.add("`" + part + "` has more than two ends");
      }
      lists.add(String.join("-", ends));
    }
    return String.join(",", lists);
  }

  private static String times(String text, List<String> wrong) {
    Matcher times = TIMES.matcher(text);
    if (!times.matches()) {
      wrong.add("`" + text + "` is not a start and an end, such as `09:00-17:00`");
      return text;
    }
    String start = time(times.group(1), times.group(2));
    String end = time(times.group(4), times.group(5));
    for (String time : List.of(start, end)) {
      if (time.compareTo("24:00") > 0 || time.substring(3).compareTo("59") > 0) {
        wrong.add("`" + time + "` is not a time of day: they run from 00:00 to 24:00");
      }
    }
    if (start.equals(end)) {
      wrong.add("it ends at `" + end + "`, when it starts; a whole day is `00:00-24:00`");
    } else if (start.equals("24:00")) {
      wrong.add("it starts at `24:00`, which may be an end alone; the next day begins at `00:00`");
    }
    if (!RIGHT_TIMES.matcher(text).matches()) {
      wrong.add(
          times.group(3).equals("-")
              ? "a time has two digits for the hour, a colon and two for the minute"
              : "a plain `-` stands between start and end, and no blanks");
    }
    return start + "-" + end;
  }

  private static String time(String hour, String minute) {
    return (hour.length() == 1 ? "0" : "") + hour + ":" + minute;
  }
}
