package dev.staffgate.analysis.cells;

import dev.staffgate.decision.AccessRequest;
import java.util.BitSet;

/** Two texts that are the same (part 1) or different (part 0). */
record SameDimension(ConditionTest.TextsEqual pair) implements Dimension {
  @Override
  public int size() {
    return 2;
  }

  @Override
  public int partOf(AccessRequest request) {
    String left = request.attributes().get(pair.left());
    String right = request.attributes().get(pair.right());
    if (left == null || right == null) {
      return ANYWHERE;
    }
    return left.equals(right) ? 1 : 0;
  }

  @Override
  public RegionLimit limit(BitSet parts) {
    return new ChoiceDimension(Choice.same(pair)).limit(parts);
  }
}
