package dev.staffgate.analysis.cells;

import static java.util.Objects.requireNonNull;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Chooses texts of the parts of a cell, the same or different as the cell says. */
final class TextChoice {
  private final RequestSpace space;
  private final int[] cell;
  private final List<String> names;
  private final Map<String, String> texts = new HashMap<>();

  TextChoice(RequestSpace space, int[] cell) {
    this.space = space;
    this.cell = cell;
    this.names =
        space.attributes().entrySet().stream()
            .filter(entry -> cell[entry.getValue()] >= 0)
            .map(Map.Entry::getKey)
            .filter(name -> !examples(name).isEmpty())
            .toList();
  }

  private List<String> examples(String name) {
    return space.attribute(name).examples(cell[requireNonNull(space.attributes().get(name))]);
  }

  /** Returns the texts by name. */
  Map<String, String> texts() {
    if (!choose(0)) {
      throw new IllegalStateException("no texts for a cell that was held to be possible");
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
    for (ConditionTest.TextsEqual pair : space.pairs()) {
      String left = texts.get(pair.left());
      String right = texts.get(pair.right());
      Boolean same = space.isSame(pair, cell);
      if (left != null && right != null && same != null && same != left.equals(right)) {
        return false;
      }
    }
    return true;
  }
}
