package dev.staffgate.yaml.edit;

import java.util.List;

/**
 * The lines above an element that hold nothing but a comment that suppresses findings about it:
 * they go where it goes, or they would bind the next one.
 */
final class SuppressionLines {
  private final TextSplices splices;

  SuppressionLines(TextSplices splices) {
    this.splices = splices;
  }

  /** Cuts those above an element. */
  void cutAbove(ElementChanges changes, int index) {
    above(changes, index).forEach(this::cut);
  }

  /** Cuts those above a first element that begins at this offset. */
  void cutAboveFirst(int start) {
    between(commentsStart(start), start).forEach(this::cut);
  }

  /**
   * Returns where to put in what comes before an element: above its comments of this kind. They go
   * where a comma stands between, and leaves nothing above them.
   */
  int startWithThem(ElementChanges changes, int index) {
    List<Integer> above = above(changes, index);
    int start = changes.element(index).start();
    if (above.isEmpty() || splices.startsLine(start)) {
      return above.isEmpty() ? start : above.get(0);
    }
    above.forEach(this::cut);
    return start;
  }

  private void cut(int comment) {
    splices.cut(splices.lineStart(comment), splices.nextLine(comment));
  }

  private List<Integer> above(ElementChanges changes, int index) {
    int start = changes.element(index).start();
    int from = index == 0 ? commentsStart(start) : changes.element(index - 1).reach();
    return between(from, start);
  }

  /** Returns where those comments begin; the two offsets have nothing else between them. */
  private List<Integer> between(int from, int to) {
    return splices.comments(from, to).stream()
        .filter(splices::startsLine)
        .filter(at -> SuppressionMark.begins(splices.text().substring(at, splices.lineEnd(at))))
        .toList();
  }

  /**
   * Returns where the lines of comments and the blank lines begin that end at the line of this
   * offset; the offset itself if something stands before it on its line.
   */
  private int commentsStart(int offset) {
    if (!splices.startsLine(offset)) {
      return offset;
    }
    int line = splices.lineStart(offset);
    while (line > 0 && isWithoutContent(splices.lineStart(line - 1))) {
      line = splices.lineStart(line - 1);
    }
    return line;
  }

  private boolean isWithoutContent(int line) {
    return splices.text().startsWith("#", splices.skipBlanks(line))
        || splices.skipBlanks(line) == splices.lineEnd(line);
  }
}
