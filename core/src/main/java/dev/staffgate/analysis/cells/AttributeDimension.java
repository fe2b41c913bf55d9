package dev.staffgate.analysis.cells;

import dev.staffgate.decision.AccessRequest;
import dev.staffgate.decision.TruthValue;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** The texts of one attribute, cut where the tests of it tell them apart. */
final class AttributeDimension implements Dimension {
  /** The names of the account's attributes begin so. */
  static final String STAFF = "staff.";

  /** The last pieces are all other texts, and none. */
  private static final int OTHERS_FROM_END = 2;

  private final String name;
  private final List<ConditionTest> tests;
  private final List<TextPiece> pieces;
  private final Partition<Integer> parts;

  /**
   * Makes the dimension.
   *
   * @param tests of this attribute, and of those whose texts are compared with its own
   */
  AttributeDimension(String name, List<ConditionTest> tests) {
    this.name = name;
    this.tests = tests;
    this.pieces = TextPieces.of(tests, text -> signature(Optional.of(text)));
    this.parts =
        Partition.of(
            IntStream.range(0, pieces.size()).boxed().toList(),
            piece -> signature(pieces.get(piece).examples().stream().findFirst()));
  }

  // What is missing is told from every text: two attributes may be compared.
  private Object signature(Optional<String> text) {
    List<Object> signature = new ArrayList<>();
    signature.add(text.isPresent());
    tests.forEach(test -> signature.add(TextTruth.of(test, text)));
    return signature;
  }

  String name() {
    return name;
  }

  TruthValue truth(ConditionTest test, int part) {
    return TextTruth.of(test, examples(part).stream().findFirst()).orElseThrow();
  }

  @Override
  public int size() {
    return parts.size();
  }

  @Override
  public int partOf(AccessRequest request) {
    if (name.startsWith(STAFF)) {
      return ANYWHERE; // it is the account's
    }
    return parts.numberOf(signature(Optional.ofNullable(request.attributes().get(name))), -1);
  }

  /** Returns texts of a part: three, or all if there are fewer; none where it is missing. */
  List<String> examples(int part) {
    return parts.group(part).stream()
        .flatMap(piece -> pieces.get(piece).examples().stream())
        .limit(8)
        .toList();
  }

  @Override
  public RegionLimit limit(BitSet some) {
    BitSet in = new BitSet();
    some.stream().boxed().flatMap(part -> parts.group(part).stream()).forEach(in::set);
    boolean others = in.get(pieces.size() - OTHERS_FROM_END);
    boolean any =
        others && IntStream.range(0, pieces.size()).filter(this::isNumeric).allMatch(in::get);
    List<String> values = new ArrayList<>(any ? List.of() : numbers(in));
    if (others) {
      values.add(any ? "any text" : "another text");
    }
    List<String> but = labels(in, true);
    if (!but.isEmpty()) {
      int last = values.size() - 1;
      values.set(last, values.get(last) + " but " + String.join(" and ", but));
    }
    values.addAll(labels(in, false));
    if (in.get(pieces.size() - 1)) {
      values.add("not given");
    }
    return RegionLimit.of(RegionLimit.Kind.ATTRIBUTE, name, values);
  }

  // Single texts that are left out of what is named besides, or that are in by themselves.
  private List<String> labels(BitSet in, boolean leftOut) {
    return IntStream.range(0, pieces.size())
        .filter(i -> pieces.get(i).kind() == TextPiece.Kind.TEXT)
        .filter(i -> in.get(i) != leftOut && isWithinOthers(i, in) == leftOut)
        .mapToObj(i -> pieces.get(i).label())
        .toList();
  }

  // A number in one of its writings lies where the number does, any other text among the others.
  private boolean isWithinOthers(int piece, BitSet in) {
    Optional<BigDecimal> number = number(piece);
    int around =
        IntStream.range(0, number.isPresent() ? piece : 0)
            .filter(i -> pieces.get(i).kind() == TextPiece.Kind.NUMBER && number.equals(number(i)))
            .findFirst()
            .orElse(pieces.size() - OTHERS_FROM_END);
    return in.get(around);
  }

  private Optional<BigDecimal> number(int piece) {
    return PlainNumbers.signed(pieces.get(piece).examples().get(0))
        .map(BigDecimal::stripTrailingZeros);
  }

  private boolean isNumeric(int piece) {
    TextPiece.Kind kind = pieces.get(piece).kind();
    return kind == TextPiece.Kind.NUMBER || kind == TextPiece.Kind.BETWEEN;
  }

  // Runs of numbers and of what lies between them.
  private List<String> numbers(BitSet in) {
    List<Integer> numeric =
        IntStream.range(0, pieces.size()).filter(this::isNumeric).boxed().toList();
    List<String> runs = new ArrayList<>();
    for (int i = 0; i < numeric.size(); ) {
      int end = i;
      while (end < numeric.size() && in.get(numeric.get(end))) {
        end++;
      }
      if (end > i) {
        runs.add(run(numeric, i, end - 1));
      }
      i = end + 1;
    }
    return runs;
  }

  private String run(List<Integer> numeric, int first, int last) {
    TextPiece from = pieces.get(numeric.get(first));
    TextPiece to = pieces.get(numeric.get(last));
    boolean exactly = from.kind() == TextPiece.Kind.NUMBER;
    if (first == last && exactly) {
      return from.label();
    }
    String low =
        exactly
            ? "from " + from.label()
            : first == 0 ? "" : "above " + pieces.get(numeric.get(first - 1)).label();
    if (last == numeric.size() - 1) {
      return low.equals("from 0") ? "any number" : low.replaceFirst("^from", "at least");
    }
    String high =
        to.kind() == TextPiece.Kind.NUMBER
            ? "up to " + to.label()
            : "below " + pieces.get(numeric.get(last + 1)).label();
    return low.equals("from 0") || low.isEmpty() ? high : low + " " + high;
  }
}
