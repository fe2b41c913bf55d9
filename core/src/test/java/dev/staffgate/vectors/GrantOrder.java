package dev.staffgate.vectors;

import static java.util.Comparator.comparing;

import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** The order in which engines that let the first match decide look at grants. */
record GrantOrder(Comparator<VectorJson> comparator) {
  static GrantOrder of(String combining, Map<String, Integer> reach) {
    return new GrantOrder(
        switch (combining) {
          case "first-match" -> comparing(grant -> 0);
          case "lowest-number-first" -> comparing((VectorJson grant) -> grant.number("priority"));
          case "nearest-subject-first" ->
              comparing(
                  (VectorJson grant) ->
                      reach.getOrDefault(grant.text("subject"), Integer.MAX_VALUE));
          default -> throw new AssertionError("unknown combining " + combining);
        });
  }

  List<VectorJson> sort(List<VectorJson> grants) {
    return grants.stream().sorted(comparator).toList();
  }
}
