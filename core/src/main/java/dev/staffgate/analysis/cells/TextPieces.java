package dev.staffgate.analysis.cells;

import com.google.common.collect.ImmutableList;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Cuts all texts into pieces: numbers, what lies between them, single texts, all others. */
final class TextPieces {
  private static final int EXAMPLES = 3;
  private static final BigDecimal LARGEST =
      new BigDecimal(
          "9".repeat(PlainNumbers.MAX_DIGITS) + "." + "9".repeat(PlainNumbers.MAX_DIGITS));

  private final Set<String> texts = new TreeSet<>();
  private final TreeSet<BigDecimal> numbers = new TreeSet<>();
  private final Function<String, Object> signature;
  private final ImmutableList.Builder<TextPiece> pieces = ImmutableList.builder();

  private TextPieces(Function<String, Object> signature) {
    this.signature = signature;
  }

  /**
   * Returns the pieces, numbers first and ascending.
   *
   * @param signature tells the texts apart that must not be in one piece
   */
  static List<TextPiece> of(Collection<ConditionTest> tests, Function<String, Object> signature) {
    TextPieces all = new TextPieces(signature);
    tests.forEach(all::collect);
    return all.cut();
  }

  private void collect(ConditionTest test) {
    if (test instanceof ConditionTest.AmountLimit limit) {
      numbers.add(BigDecimal.ZERO);
      numbers.add(limit.limit().stripTrailingZeros());
    } else if (test instanceof ConditionTest.TextAmong among) {
      texts.addAll(among.values());
    } else if (test instanceof ConditionTest.ExactText exact) {
      texts.add(exact.text());
    }
  }

  private List<TextPiece> cut() {
    for (String text : texts) {
      PlainNumbers.signed(text).ifPresent(number -> numbers.add(number.stripTrailingZeros()));
    }
    List<BigDecimal> ascending = List.copyOf(numbers);
    for (int i = 0; i < ascending.size(); i++) {
      addNumber(ascending.get(i));
      if (ascending.get(i).signum() >= 0) {
        addBetween(ascending.get(i), i + 1 < ascending.size() ? ascending.get(i + 1) : null);
      }
    }
    for (String text : texts) {
      if (PlainNumbers.signed(text).isEmpty()) {
        pieces.add(new TextPiece(TextPiece.Kind.TEXT, "\"" + text + "\"", List.of(text)));
      }
    }
    pieces.add(new TextPiece(TextPiece.Kind.OTHER, "", others()));
    pieces.add(new TextPiece(TextPiece.Kind.MISSING, "", List.of()));
    return pieces.build();
  }

  // A number that is written in several ways may be a text of its own in one of them.
  private void addNumber(BigDecimal number) {
    Partition<String> ways = Partition.of(writings(number), signature);
    for (int i = 0; i < ways.size(); i++) {
      List<String> same = ways.group(i);
      boolean plain = i == 0 && number.signum() >= 0;
      pieces.add(
          new TextPiece(
              plain ? TextPiece.Kind.NUMBER : TextPiece.Kind.TEXT,
              plain ? PlainNumbers.text(number) : label(number, same),
              same));
    }
  }

  // Those that no test names stand for all others of the number.
  private String label(BigDecimal number, List<String> writings) {
    String named =
        writings.stream()
            .filter(texts::contains)
            .map(text -> "\"" + text + "\"")
            .collect(Collectors.joining(", "));
    return texts.containsAll(writings)
        ? named
        : PlainNumbers.text(number) + " in another writing" + (named.isEmpty() ? "" : ", " + named);
  }

  private Set<String> writings(BigDecimal number) {
    Set<String> writings = new LinkedHashSet<>();
    String plain = PlainNumbers.text(number);
    writings.add(plain);
    for (String text : texts) {
      if (PlainNumbers.signed(text).filter(one -> one.compareTo(number) == 0).isPresent()) {
        writings.add(text);
      }
    }
    String sign = number.signum() < 0 ? "-" : "";
    String digits = plain.substring(sign.length());
    String point = digits.contains(".") ? "" : ".";
    for (int zeros = 1; zeros <= EXAMPLES; zeros++) {
      writings.add(plain + point + "0".repeat(zeros));
      writings.add(sign + "0".repeat(zeros) + digits);
    }
    if (number.signum() == 0 && !texts.isEmpty()) {
      writings.addAll(List.of("-0", "-00", "-0.0"));
    }
    writings.removeIf(text -> PlainNumbers.signed(text).isEmpty());
    return writings;
  }

  private void addBetween(BigDecimal low, @org.jspecify.annotations.Nullable BigDecimal high) {
    List<String> examples = new ArrayList<>();
    BigDecimal last = low;
    for (int scale = 0; scale <= PlainNumbers.MAX_DIGITS && examples.size() < EXAMPLES; scale++) {
      BigDecimal step = BigDecimal.ONE.movePointLeft(scale);
      BigDecimal next = last.setScale(scale, RoundingMode.FLOOR).add(step);
      while (examples.size() < EXAMPLES && isBetween(low, next, high)) {
        examples.add(PlainNumbers.text(next));
        last = next;
        next = next.add(step);
      }
    }
    if (!examples.isEmpty()) {
      pieces.add(new TextPiece(TextPiece.Kind.BETWEEN, "", examples));
    }
  }

  private static boolean isBetween(
      BigDecimal low, BigDecimal number, @org.jspecify.annotations.Nullable BigDecimal high) {
    return number.compareTo(low) > 0
        && number.compareTo(high == null ? LARGEST.add(BigDecimal.ONE) : high) < 0
        && number.compareTo(LARGEST) <= 0;
  }

  private List<String> others() {
    List<String> others = new ArrayList<>();
    for (int i = 1; others.size() < EXAMPLES; i++) {
      String text = i == 1 ? "other" : "other-" + i;
      if (!texts.contains(text)) {
        others.add(text);
      }
    }
    return others;
  }
}
