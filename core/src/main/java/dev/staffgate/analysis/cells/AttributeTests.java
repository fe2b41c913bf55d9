package dev.staffgate.analysis.cells;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Sorts tests by the attributes that they look at. */
final class AttributeTests {
  private AttributeTests() {}

  /** Returns the tests of each attribute. Texts that are compared with each other are cut alike. */
  static SortedMap<String, Set<ConditionTest>> byName(SpaceQuestion question) {
    SortedMap<String, Set<ConditionTest>> byName = new TreeMap<>();
    for (ConditionTest test : question.tests) {
      attributesOf(test)
          .forEach(
              name -> {
                Set<ConditionTest> own = byName.computeIfAbsent(name, unseen -> new HashSet<>());
                if (!(test instanceof ConditionTest.TextsEqual)) {
                  own.add(test);
                }
              });
    }
    List<ConditionTest.TextsEqual> pairs = question.testsOf(ConditionTest.TextsEqual.class);
    for (boolean more = true; more; ) {
      more = false;
      for (ConditionTest.TextsEqual pair : pairs) {
        more |= share(byName, pair.left(), pair.right());
        more |= share(byName, pair.right(), pair.left());
      }
    }
    return byName;
  }

  private static boolean share(Map<String, Set<ConditionTest>> byName, String to, String from) {
    return byName.getOrDefault(to, new HashSet<>()).addAll(byName.getOrDefault(from, Set.of()));
  }

  /** Returns the attributes that a test looks at. */
  static Stream<String> attributesOf(ConditionTest test) {
    if (test instanceof ConditionTest.AmountLimit limit) {
      return Stream.of(limit.attribute());
    }
    if (test instanceof ConditionTest.TextAmong among) {
      return Stream.of(among.attribute());
    }
    if (test instanceof ConditionTest.ExactText exact) {
      return Stream.of(exact.attribute());
    }
    if (test instanceof ConditionTest.TextGiven given) {
      return Stream.of(given.attribute());
    }
    return test instanceof ConditionTest.TextsEqual pair
        ? Stream.of(pair.left(), pair.right())
        : Stream.empty();
  }
}
