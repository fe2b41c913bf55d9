package dev.staffgate.analysis.cells;

import dev.staffgate.decision.TruthValue;
import java.math.BigDecimal;
import java.util.Optional;

/** The outcome of tests that look at one text (policy reference, section 3). */
public final class TextTruth {
  private TextTruth() {}

  /** Returns the outcome of a test for a text; empty if the test looks at something else. */
  static Optional<TruthValue> of(ConditionTest test, Optional<String> text) {
    if (test instanceof ConditionTest.AmountLimit limit) {
      return Optional.of(of(limit, text));
    }
    if (test instanceof ConditionTest.TextAmong among) {
      return Optional.of(of(among, text));
    }
    if (test instanceof ConditionTest.ExactText exact) {
      return Optional.of(orUnknown(text.map(exact.text()::equals)));
    }
    if (test instanceof ConditionTest.TextGiven) {
      return Optional.of(orUnknown(text.map(there -> true)));
    }
    return Optional.empty();
  }

  /** Returns the outcome of a limit for a text. */
  public static TruthValue of(ConditionTest.AmountLimit limit, Optional<String> text) {
    Optional<BigDecimal> amount = text.flatMap(PlainNumbers::unsigned);
    return orUnknown(amount.map(one -> (one.compareTo(limit.limit()) <= 0) == limit.upTo()));
  }

  /** Returns the outcome of a list of values for a text. */
  public static TruthValue of(ConditionTest.TextAmong among, Optional<String> text) {
    return orUnknown(
        text.map(one -> among.values().stream().anyMatch(value -> isValue(value, one))));
  }

  private static boolean isValue(String value, String text) {
    Optional<BigDecimal> left = PlainNumbers.signed(value);
    Optional<BigDecimal> right = PlainNumbers.signed(text);
    return (left.isPresent() && right.isPresent())
        ? left.get().compareTo(right.get()) == 0
        : value.equals(text);
  }

  private static TruthValue orUnknown(Optional<Boolean> holds) {
    return holds.map(TruthValue::of).orElse(TruthValue.UNKNOWN);
  }
}
