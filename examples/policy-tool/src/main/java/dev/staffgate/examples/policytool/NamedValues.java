package dev.staffgate.examples.policytool;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads what an option says as {@code NAME=VALUE}, once for each name. */
final class NamedValues {
  private NamedValues() {}

  /**
   * Returns the values by their names, in the order given.
   *
   * @throws IllegalArgumentException if one has another form, or a name is given twice, as one of
   *     the two would be passed over; with a sentence
   */
  static Map<String, String> of(String option, String form, List<String> written) {
    Map<String, String> values = new LinkedHashMap<>();
    for (String one : written) {
      int equals = one.indexOf('=');
      if (equals < 1) {
        throw new IllegalArgumentException(
            option + " is written " + form + ", and `" + one + "` is not of this form");
      }
      String name = one.substring(0, equals);
      if (values.putIfAbsent(name, one.substring(equals + 1)) != null) {
        throw new IllegalArgumentException(
            option + " gives `" + name + "` twice: give it once, as one would be passed over");
      }
    }
    return values;
  }
}
