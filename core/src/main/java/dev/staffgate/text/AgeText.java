package dev.staffgate.text;

import java.time.Duration;
import java.util.StringJoiner;

/** Ages as people say them, such as {@code 2 min 54 s ago}. */
public final class AgeText {
  private AgeText() {}

  /**
   * Returns how long ago something was, or {@code … ahead} if it is still to come. Begun seconds
   * count as whole ones, so that what a limit of whole seconds refuses is shown as above it.
   */
  public static String of(Duration age) {
    return age.isNegative() ? units(age.negated()) + " ahead" : units(age) + " ago";
  }

  private static String units(Duration length) {
    long seconds = length.getNano() == 0 ? length.getSeconds() : length.getSeconds() + 1;
    StringJoiner text = new StringJoiner(" ");
    text.setEmptyValue("0 s");
    add(text, seconds / 86_400, "d");
    add(text, seconds / 3600 % 24, "h");
    add(text, seconds / 60 % 60, "min");
    add(text, seconds % 60, "s");
    return text.toString();
  }

  private static void add(StringJoiner text, long number, String unit) {
    if (number != 0) {
      text.add(number + " " + unit);
    }
  }
}
