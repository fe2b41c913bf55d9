package dev.staffgate.analysis.cells;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.regex.Pattern;

/** Numbers as policies write and compare them (policy reference, section 1). */
final class PlainNumbers {
  static final int MAX_DIGITS = 64;

  private static final Pattern UNSIGNED = Pattern.compile("[0-9]{1,64}(\\.[0-9]{1,64})?");
  private static final Pattern SIGNED = Pattern.compile("-?[0-9]{1,64}(\\.[0-9]{1,64})?");

  private PlainNumbers() {}

  static Optional<BigDecimal> unsigned(String text) {
    return UNSIGNED.matcher(text).matches() ? Optional.of(new BigDecimal(text)) : Optional.empty();
  }

  static Optional<BigDecimal> signed(String text) {
    return SIGNED.matcher(text).matches() ? Optional.of(new BigDecimal(text)) : Optional.empty();
  }

  /** Returns the shortest text of a number. */
  static String text(BigDecimal number) {
    BigDecimal stripped = number.stripTrailingZeros();
    return stripped.scale() < 0 ? stripped.setScale(0).toPlainString() : stripped.toPlainString();
  }
}
