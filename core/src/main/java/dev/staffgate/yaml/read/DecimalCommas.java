package dev.staffgate.yaml.read;

import dev.staffgate.yaml.read.YamlNode.Entry;
import dev.staffgate.yaml.read.YamlNode.Scalar;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Finds numbers such as {@code 100,00} between braces, where the comma begins another entry, whose
 * key is the rest of the number.
 */
final class DecimalCommas {
  private static final Pattern BEGIN = Pattern.compile("[0-9]{1,30}(?:\\.[0-9]{1,30})*");
  private static final Pattern REST = Pattern.compile("[0-9]{1,30}(?:\\.[0-9]{1,30})?");

  private DecimalCommas() {}

  /** Reports such numbers; returns the entries that have no part in one. */
  static List<Entry> refuse(List<Entry> entries, ScalarReader values) {
    List<Entry> others = new ArrayList<>(entries.size());
    for (int i = 0; i < entries.size(); i++) {
      Entry entry = entries.get(i);
      if (i + 1 < entries.size()
          && entry.value() instanceof Scalar begin
          && isRest(begin, entries.get(i + 1))) {
        i++;
        values.refuseNumber(begin, begin.text() + "," + entries.get(i).key().text());
      } else {
        others.add(entry);
      }
    }
    return others;
  }

  private static boolean isRest(Scalar begin, Entry next) {
    Scalar key = next.key();
    return begin.plain()
        && BEGIN.matcher(begin.text()).matches()
        && key.plain()
        && key.line() == begin.line()
        && REST.matcher(key.text()).matches()
        && next.value() instanceof Scalar nothing
        && nothing.isNothing();
  }
}
