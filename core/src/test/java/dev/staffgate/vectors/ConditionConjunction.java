package dev.staffgate.vectors;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Conditions that have to hold together: those of one grant or deny. A tree of conditions is a list
 * of ways, of which one is enough.
 *
 * @param conditions by key, as a policy writes them
 * @param group the role that alone is meant, if one is
 * @param unless conditions of a deny that takes a part of the way out again
 */
record ConditionConjunction(
    Map<String, Object> conditions, Optional<String> group, Optional<Map<String, Object>> unless) {
  static final ConditionConjunction ALWAYS =
      new ConditionConjunction(Map.of(), Optional.empty(), Optional.empty());

  static ConditionConjunction of(String key, Object value) {
    return new ConditionConjunction(Map.of(key, value), Optional.empty(), Optional.empty());
  }

  /** A condition of a kind that names an attribute or a type, such as {@code where}. */
  static ConditionConjunction of(String key, String name, Object value) {
    return of(key, Map.of(name, value));
  }

  static ConditionConjunction inGroup(String role) {
    return new ConditionConjunction(Map.of(), Optional.of(role), Optional.empty());
  }

  ConditionConjunction unless(String key, String name, Object value) {
    return new ConditionConjunction(
        conditions, group, Optional.of(Map.of(key, Map.of(name, value))));
  }

  ConditionConjunction and(ConditionConjunction other) {
    if ((group.isPresent() && other.group.isPresent())
        || (unless.isPresent() && other.unless.isPresent())) {
      throw new NotExpressibleException("more than one group or exclusion in one rule");
    }
    Map<String, Object> all = new LinkedHashMap<>(conditions);
    other.conditions.forEach((key, value) -> all.merge(key, value, (a, b) -> both(key, a, b)));
    return new ConditionConjunction(
        all, group.or(() -> other.group), unless.or(() -> other.unless));
  }

  private static Object both(String key, Object one, Object other) {
    if (key.equals("not-networks")) {
      Set<Object> all = new LinkedHashSet<>((List<?>) one);
      all.addAll((List<?>) other);
      return List.copyOf(all);
    }
    if (!(one instanceof Map<?, ?> first) || !(other instanceof Map<?, ?> second)) {
      throw new NotExpressibleException("two conditions `" + key + "` in one rule");
    }
    Map<Object, Object> entries = new LinkedHashMap<>(first);
    second.forEach(
        (name, value) -> {
          if (entries.put(name, value) != null) {
            throw new NotExpressibleException("two conditions `" + key + "` on one attribute");
          }
        });
    return entries;
  }

  /** Every way of the one with every way of the other. */
  static List<ConditionConjunction> and(
      List<ConditionConjunction> ones, List<ConditionConjunction> others) {
    List<ConditionConjunction> product = new ArrayList<>();
    for (ConditionConjunction one : ones) {
      others.forEach(other -> product.add(one.and(other)));
    }
    return product;
  }
}
