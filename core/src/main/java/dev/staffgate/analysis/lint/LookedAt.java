package dev.staffgate.analysis.lint;

import dev.staffgate.analysis.cells.ConditionTest;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Subjects of conditions: the address, the clock, a type of resource, an attribute. */
final class LookedAt {
  private static final String FACTOR = "second factor";
  private static final String APPROVAL = "approval";

  private LookedAt() {}

  /** Returns what some conditions look at. */
  static Set<Object> by(Iterable<ConditionTest> tests) {
    Set<Object> looked = new HashSet<>();
    tests.forEach(test -> looked.addAll(by(test)));
    return looked;
  }

  private static List<Object> by(ConditionTest test) {
    if (test instanceof ConditionTest.Addresses) {
      return List.of("address");
    }
    if (test instanceof ConditionTest.Windows) {
      return List.of("clock");
    }
    if (test instanceof ConditionTest.FactorAge) {
      return List.of(FACTOR);
    }
    if (test instanceof ConditionTest.Approved) {
      return List.of(APPROVAL);
    }
    if (test instanceof ConditionTest.Membership one) {
      return List.of(List.of("resource", one.type()));
    }
    if (test instanceof ConditionTest.AmountLimit one) {
      return attributes(one.attribute());
    }
    if (test instanceof ConditionTest.TextAmong one) {
      return attributes(one.attribute());
    }
    if (test instanceof ConditionTest.ExactText one) {
      return attributes(one.attribute());
    }
    if (test instanceof ConditionTest.TextGiven one) {
      return attributes(one.attribute());
    }
    if (test instanceof ConditionTest.TextsEqual one) {
      return attributes(one.left(), one.right());
    }
    return List.of();
  }

  private static List<Object> attributes(String... names) {
    return java.util.Arrays.stream(names).<Object>map(name -> List.of("attribute", name)).toList();
  }

  /**
   * Returns whether conditions may rule each other out, or one itself: two look at the same, or one
   * is of an odd kind. It may say so of too many.
   */
  static boolean mayRuleOut(Iterable<ConditionTest> tests) {
    Set<Object> looked = new HashSet<>();
    for (ConditionTest test : tests) {
      for (Object one : by(test)) {
        boolean alwaysPossible = one.equals(FACTOR) || one.equals(APPROVAL);
        if (!alwaysPossible && !looked.add(one)) {
          return true;
        }
      }
      if (mayNeverHold(test)) {
        return true;
      }
    }
    return false;
  }

  private static boolean mayNeverHold(ConditionTest test) {
    if (test instanceof ConditionTest.Addresses one) {
      return one.networks().isEmpty()
          || one.networks().coversAllIpv4()
          || one.networks().coversAllIpv6();
    }
    if (test instanceof ConditionTest.Windows one) {
      return !one.inside();
    }
    return test instanceof ConditionTest.Membership one && (one.ids().isEmpty() || !one.among());
  }
}
