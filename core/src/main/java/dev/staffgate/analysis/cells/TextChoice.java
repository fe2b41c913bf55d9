package dev.staffgate.analysis.cells;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Chooses texts of the parts of a cell, the same or different as the cell says. */
final class TextChoice {
  private final SpaceDimensions dimensions;
  private final int[] cell;
  private final List<String> names;
  private final Map<String, String> texts = new HashMap<>();

  TextChoice(SpaceDimensions dimensions, int[] cell) {
    this.dimensions = dimensions;
    this.cell = cell;
    this.names =
        dimensions.attributes().entrySet().stream()
            .filter(entry -> cell[entry.getValue().number()] >= 0)
            .map(Map.Entry::getKey)
            .filter(name -> !examples(name).isEmpty())
            .toList();
  }

  private List<String> examples(String name) {
    SpaceVariable<AttributeDimension> attribute = dimensions.attribute(name);
    return attribute.dimension().examples(cell[attribute.number()]);
  }

  /**
   * Returns the texts by name.
   *
   * @throws ComparisonTooLargeException if there are none: more texts have to differ from each
   *     other than a part has, which is looked at for pairs alone
   */
  Map<String, String> texts() {
    if (!choose(0)) {
      throw new ComparisonTooLargeException(
          "more texts that are compared with each other than there are to choose from");
    }
    return texts;
  }

  private boolean choose(int at) {
    if (at == names.size()) {
      return true;
    }
    String name = names.get(at);
    for (String text : examples(name)) {
      texts.put(name, text);
      if (isAllowed() && choose(at + 1)) {
        return true;
      }
    }
    texts.remove(name);
    return false;
  }

  private boolean isAllowed() {
    for (ConditionTest.TextsEqual pair : dimensions.pairs()) {
      String left = texts.get(pair.left());
      String right = texts.get(pair.right());
      int same = cell[dimensions.choice(Choice.same(pair)).number()];
      if (left != null && right != null && same >= 0 && (same == 1) != left.equals(right)) {
        return false;
      }
    }
    return true;
  }
}
