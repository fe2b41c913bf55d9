package dev.staffgate.yaml.edit;

import dev.staffgate.yaml.edit.ElementChanges.Element;
import java.util.List;

/**
 * Splices lists and mappings in brackets. What stands on lines of its own is treated as without
 * brackets; elsewhere the comma goes with what is removed, and a comment behind the last of its
 * line. A comma may stay behind the last element, as YAML allows.
 */
final class FlowSplicer {
  private final TextSplices splices;
  private final SuppressionLines suppressions;

  FlowSplicer(TextSplices splices) {
    this.splices = splices;
    this.suppressions = new SuppressionLines(splices);
  }

  void splice(ElementChanges changes) {
    for (int i = 0; i < changes.size(); i++) {
      if (changes.isRemoved(i)) {
        remove(changes, i);
      }
    }
    addToFront(changes);
    for (int i = 0; i < changes.size(); i++) {
      if (!changes.added(i).isEmpty()) {
        addBehind(changes, i, changes.added(i));
      }
    }
  }

  private void remove(ElementChanges changes, int index) {
    suppressions.cutAbove(changes, index);
    Element element = changes.element(index);
    int lineEnd = restOfLine(element.end());
    if (lineEnd < 0 && index + 1 < changes.size()) { // the next one stands on the same line
      splices.cut(element.start(), changes.element(index + 1).start());
      return;
    }
    if (lineEnd >= 0 && splices.startsLine(element.start())) {
      splices.cut(splices.lineStart(element.start()), splices.nextLine(lineEnd));
      cutComma(element);
      return;
    }
    int before = changes.lastStaying(index);
    if (before != ElementChanges.FRONT
        && !splices.isBroken(changes.element(before).end(), element.start())) {
      splices.cut(changes.element(before).end(), element.end());
    } else {
      splices.cut(element.start(), element.end());
      cutComma(element);
    }
    if (lineEnd >= 0) {
      for (int comment : splices.comments(element.end(), lineEnd)) {
        splices.cut(splices.skipBlanksBack(comment), lineEnd);
      }
    }
  }

  /** Cuts the comma behind an element, which may stand on a later line. */
  private void cutComma(Element element) {
    int comma = splices.skipToContent(element.end());
    if (splices.text().startsWith(",", comma)) {
      splices.cut(comma, comma + 1);
    }
  }

  private void addToFront(ElementChanges changes) {
    List<String> additions = changes.added(ElementChanges.FRONT);
    if (additions.isEmpty()) {
      return;
    }
    int index = changes.nextStaying(0);
    int start = changes.element(index).start();
    String separator = splices.startsLine(start) ? ",\n" + indentation(start) : ", ";
    splices.insertFirst(
        suppressions.startWithThem(changes, index), String.join(separator, additions) + separator);
  }

  private void addBehind(ElementChanges changes, int index, List<String> additions) {
    Element element = changes.element(index);
    int lineEnd = restOfLine(element.end());
    int next = splices.skipToContent(element.end());
    boolean comma = splices.text().startsWith(",", next);
    if (lineEnd < 0 || !splices.startsLine(element.start()) || (comma && next > lineEnd)) {
      splices.insert(element.end(), ", " + String.join(", ", additions));
      return;
    }
    if (!comma) {
      splices.insert(element.end(), ",");
    }
    String separator = ",\n" + indentation(element.start());
    splices.insert(
        splices.nextLine(lineEnd),
        indentation(element.start()) + String.join(separator, additions) + (comma ? ",\n" : "\n"));
  }

  private String indentation(int offset) {
    return splices.text().substring(splices.lineStart(offset), offset);
  }

  /**
   * The offset of the line break, if nothing but a comma and a comment stands before it; else -1.
   */
  private int restOfLine(int end) {
    int at = splices.skipBlanks(end);
    if (splices.text().startsWith(",", at)) {
      at = splices.skipBlanks(at + 1);
    }
    int lineEnd = splices.lineEnd(at);
    return at == lineEnd || splices.text().charAt(at) == '#' ? lineEnd : -1;
  }
}
