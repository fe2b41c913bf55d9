package dev.staffgate.yaml.edit;

import java.util.ArrayList;
import java.util.List;
import org.yaml.snakeyaml.tokens.Token;

/**
 * The columns at which the lines of a text stand, and at which they are to stand: two blanks deeper
 * for each block, and four for what goes on between brackets. Told of each token in turn; not
 * thread-safe.
 */
final class LayoutIndents {
  private static final int STEP = 2;

  private enum Kind {
    MAPPING,
    LIST,
    /** A list in the column of the key above it, which the scanner does not tell of. */
    FLUSH_LIST,
    BRACKETS
  }

  /**
   * A block, or brackets.
   *
   * @param from the column in which it stands
   * @param to the column in which it is to stand
   */
  record Level(Kind kind, int from, int to) {
    boolean isBrackets() {
      return kind == Kind.BRACKETS;
    }
  }

  private final List<Level> levels = new ArrayList<>();
  private int line; // the column in which the present line is to stand

  /** Returns the levels that are open, from outside in. */
  List<Level> open() {
    return List.copyOf(levels);
  }

  private Level top() {
    return levels.get(levels.size() - 1);
  }

  private void pop() {
    levels.remove(levels.size() - 1);
  }

  private int inside() {
    return levels.isEmpty() ? 0 : top().to() + STEP;
  }

  private boolean isIn(Kind kind) {
    return !levels.isEmpty() && top().kind() == kind;
  }

  /** Takes note of a token before its column is asked for. */
  void before(Token token, int column) {
    switch (token.getTokenId()) {
      case BlockMappingStart -> levels.add(new Level(Kind.MAPPING, column, inside()));
      case BlockSequenceStart -> levels.add(new Level(Kind.LIST, column, inside()));
      case BlockEntry -> {
        if (isIn(Kind.MAPPING)) {
          levels.add(new Level(Kind.FLUSH_LIST, column, inside()));
        }
      }
      case Key -> {
        if (isIn(Kind.FLUSH_LIST)) {
          pop();
        }
      }
      case BlockEnd -> {
        if (isIn(Kind.FLUSH_LIST)) {
          pop();
        }
        pop();
      }
      default -> {}
    }
  }

  /**
   * Returns the column of a token that is the first of its line.
   *
   * @param value whether it is a value, and not a key, a dash or a mark
   */
  int columnOf(Token token, boolean value) {
    if (levels.isEmpty()) {
      return 0;
    }
    boolean closes =
        token.getTokenId() == Token.ID.FlowSequenceEnd
            || token.getTokenId() == Token.ID.FlowMappingEnd;
    if (top().isBrackets()) {
      return closes ? top().to() - STEP : top().to();
    }
    return value ? inside() : top().to();
  }

  /** Takes note of the column in which a new line begins. */
  void startLine(int column) {
    line = column;
  }

  /** Takes note of a token that has been written. */
  void after(Token token, int column) {
    switch (token.getTokenId()) {
      case FlowSequenceStart, FlowMappingStart ->
          levels.add(
              new Level(
                  Kind.BRACKETS, column, isIn(Kind.BRACKETS) ? inside() : line + STEP + STEP));
      case FlowSequenceEnd, FlowMappingEnd -> pop();
      default -> {}
    }
  }

  /** Returns the column in which a text goes on that has begun in a line above. */
  int columnOfContinuation() {
    return isIn(Kind.BRACKETS) ? top().to() : inside();
  }

  /** Returns the column that an indentation indicator of a block of text counts from. */
  int columnOfParent() {
    return levels.isEmpty() ? 0 : top().from();
  }

  /** Returns the column that it will count from. */
  int newColumnOfParent() {
    return levels.isEmpty() ? 0 : top().to();
  }

  /**
   * Returns the column of a comment with a line of its own. It stands with what follows, unless it
   * is deeper than that: then it ends the block above that it stands in.
   *
   * @param above the levels that were open above it
   * @param from the column in which it stands
   * @param nextFrom the column in which what follows stands
   * @param nextTo the column in which what follows is to stand
   */
  static int columnOfComment(List<Level> above, int from, int nextFrom, int nextTo) {
    if (!above.isEmpty() && above.get(above.size() - 1).isBrackets()) {
      return above.get(above.size() - 1).to();
    }
    if (from <= nextFrom) {
      return nextTo;
    }
    for (int i = above.size() - 1; i >= 0; i--) {
      if (above.get(i).from() <= from) {
        return above.get(i).from() < nextFrom ? nextTo : above.get(i).to();
      }
    }
    return nextTo;
  }
}
