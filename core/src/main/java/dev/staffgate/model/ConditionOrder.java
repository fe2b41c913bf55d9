package dev.staffgate.model;

import java.util.Comparator;
import java.util.List;

/** The order of conditions that were written in one place. */
final class ConditionOrder {
  private static final Comparator<Condition> ORDER =
      Comparator.comparingInt(condition -> Condition.KEYS.indexOf(condition.key()));

  private ConditionOrder() {}

  /**
   * Returns the conditions ordered by key, those of one key as given. The order of keys in a
   * mapping has no meaning, so two places that differ in it only must be equal.
   */
  static List<Condition> inOrder(List<Condition> conditions) {
    return conditions.size() < 2
        ? List.copyOf(conditions)
        : conditions.stream().sorted(ORDER).toList();
  }
}
