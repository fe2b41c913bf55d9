package dev.staffgate.vectors;

import static java.util.Comparator.comparing;

import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** The order in which engines that let the first match decide look at grants. */
record Order(Comparator<Json> comparator) {
  static Order of(String combining, Map<String, Integer> reach) {
    return new Order(
        switch (combining) {
          case "first-match" -> comparing(grant -> 0);
          case "lowest-number-first" -> comparing((Json grant) -> grant.number("priority"));
          case "nearest-subject-first" ->
              comparing(
                  (Json grant) -> reach.getOrDefault(grant.text("subject"), Integer.MAX_VALUE));
          default -> throw new AssertionError("unknown combining " + combining);
        });
  }

  List<Json> sort(List<Json> grants) {
    return grants.stream().sorted(comparator).toList();
  }
}
