package dev.staffgate.analysis.cells;

import dev.staffgate.decision.AccessRequest;
import dev.staffgate.decision.TruthValue;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** The texts of one attribute, cut where the tests of it tell them apart. */
final class AttributeDimension implements Dimension {
  /** The names of the account's attributes begin so. */
  static final String STAFF = "staff.";

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
    List<String> values = new ArrayList<>(numbers(in));
    for (int i = in.nextSetBit(0); i >= 0; i = in.nextSetBit(i + 1)) {
      TextPiece piece = pieces.get(i);
      switch (piece.kind()) {
        case NUMBER, BETWEEN -> {}
        case TEXT -> values.add(piece.label());
        case OTHER -> values.add("another text");
        case MISSING -> values.add("not given");
      }
    }
    return RegionLimit.of(RegionLimit.Kind.ATTRIBUTE, name, values);
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
