package dev.staffgate.yaml.edit;

import dev.staffgate.yaml.edit.ElementChanges.Element;
import java.util.List;

/**
 * Splices lists and mappings without brackets, line by line. What is removed goes with the lines
 * from its first to its last, the comments on them, and the comments above it that suppress
 * findings about it; all other lines of comments before and behind stay.
 */
final class BlockSplicer {
  private final TextSplices splices;
  private final SuppressionLines suppressions;

  BlockSplicer(TextSplices splices) {
    this.splices = splices;
    this.suppressions = new SuppressionLines(splices);
  }

  /**
   * Makes changes.
   *
   * @param column at which the dashes or keys stand
   * @param apart whether a blank line is put before each addition
   */
  void splice(ElementChanges changes, int column, boolean apart) {
    for (int i = 0; i < changes.size(); i++) {
      if (changes.isRemoved(i)) {
        remove(changes, i);
      }
    }
    int first = splices.lineStart(suppressions.startWithThem(changes, 0));
    add(changes.added(ElementChanges.FRONT), first, column, apart);
    for (int i = 0; i < changes.size(); i++) {
      add(changes.added(i), behind(changes.element(i)), column, apart);
    }
  }

  private void add(List<String> additions, int at, int column, boolean apart) {
    for (String addition : additions) {
      splices.insertLines(at, (apart ? "\n" : "") + " ".repeat(column) + addition);
    }
  }

  private void remove(ElementChanges changes, int index) {
    Element element = changes.element(index);
    int start = element.start();
    if (splices.startsLine(start)) {
      suppressions.cutAbove(changes, index);
      splices.cut(splices.lineStart(start), behind(element));
      keepCommentsOutOfText(changes, index);
      return;
    }
    // The first key of an item stands behind its dash, and the next key that stays moves up to it,
    // unless there are comments on the way.
    int next = changes.element(changes.nextStaying(index)).start();
    if (splices.comments(element.end(), next).isEmpty()) {
      splices.cut(start, next);
    } else {
      splices.cut(splices.skipBlanksBack(start), splices.lineEnd(element.end()));
    }
  }

  /** Cuts the indentation of comments that would become part of a block scalar before them. */
  private void keepCommentsOutOfText(ElementChanges changes, int removed) {
    int before = changes.lastStaying(removed);
    if (before == ElementChanges.FRONT || !endsInBlockScalar(changes.element(before))) {
      return;
    }
    int behind = behind(changes.element(removed));
    for (int comment : splices.comments(behind, splices.skipToContent(behind))) {
      splices.cut(splices.skipBlanksBack(comment), comment);
    }
  }

  private static boolean endsInBlockScalar(Element element) {
    return element.reach() > element.end();
  }

  /** Returns where the line behind an element begins. */
  private int behind(Element element) {
    return endsInBlockScalar(element) ? element.reach() : splices.nextLine(element.end());
  }
}
