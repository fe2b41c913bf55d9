package dev.staffgate.analysis.cells;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Turns a diagram into boxes, of which no two could be one by joining a single dimension. */
final class BoxMerger {
  private static final int MAX_BOXES = 20_000;

  private final DecisionDiagrams diagrams;
  private final Map<Integer, List<RequestBox>> byValue = new TreeMap<>();
  private int count;

  private BoxMerger(DecisionDiagrams diagrams) {
    this.diagrams = diagrams;
  }

  /** Returns the boxes of each value, as they are joined. */
  static Map<Integer, List<RequestBox>> boxes(DecisionDiagrams diagrams, int diagram, int least) {
    BoxMerger merger = new BoxMerger(diagrams);
    merger.walk(diagram, RequestBox.ALL, least);
    merger.byValue.replaceAll((value, boxes) -> merger.merged(boxes));
    return merger.byValue;
  }

  private void walk(int diagram, RequestBox box, int least) {
    if (DecisionDiagrams.isLeaf(diagram)) {
      int value = DecisionDiagrams.valueOf(diagram);
      if (value >= least) {
        add(value, box);
      }
      return;
    }
    int variable = diagrams.variableOf(diagram);
    Map<Integer, BitSet> children = new LinkedHashMap<>();
    for (int part = 0; part < diagrams.sizeOf(variable); part++) {
      children
          .computeIfAbsent(diagrams.child(diagram, variable, part), unseen -> new BitSet())
          .set(part);
    }
    children.forEach((child, parts) -> walk(child, box.with(variable, parts), least));
  }

  private void add(int value, RequestBox box) {
    if (++count > MAX_BOXES) {
      throw new ComparisonTooLargeException(
          "more than " + MAX_BOXES + " regions: too many conditions at once");
    }
    byValue.computeIfAbsent(value, unseen -> new ArrayList<>()).add(box);
  }

  private List<RequestBox> merged(List<RequestBox> boxes) {
    List<RequestBox> all = boxes;
    int before;
    do {
      before = all.size();
      for (int variable = diagrams.variableCount() - 1; variable >= 0; variable--) {
        all = joined(all, variable);
      }
    } while (all.size() < before);
    return all;
  }

  private List<RequestBox> joined(List<RequestBox> boxes, int variable) {
    Map<RequestBox, BitSet> joined = new LinkedHashMap<>();
    for (RequestBox box : boxes) {
      BitSet parts = box.partsOf(variable);
      BitSet all = joined.computeIfAbsent(box.without(variable), unseen -> new BitSet());
      if (parts == null) {
        all.set(0, diagrams.sizeOf(variable));
      } else {
        all.or(parts);
      }
    }
    List<RequestBox> result = new ArrayList<>();
    joined.forEach(
        (rest, parts) ->
            result.add(
                parts.cardinality() == diagrams.sizeOf(variable)
                    ? rest
                    : rest.with(variable, parts)));
    return result;
  }
}
