package dev.staffgate.yaml.edit;

import dev.staffgate.yaml.edit.LayoutIndents.Level;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.tokens.ScalarToken;
import org.yaml.snakeyaml.tokens.Token;
import org.yaml.snakeyaml.tokens.Token.ID;

/**
 * Lays a text out anew, line by line: what stands in a line stays in it, and so every comment stays
 * where it is. Indentation, blanks between tokens and at the ends of lines, blank lines and single
 * quotation marks are made the same everywhere.
 *
 * <p>The text has been read as a policy. Whether it says the same afterwards is for {@link
 * LayoutProof} to tell. Not thread-safe.
 */
public final class LayoutFormatter {
  private final YamlTokens tokens;
  private final StringBuilder out = new StringBuilder();
  private final LayoutIndents indents = new LayoutIndents();
  private int end; // behind the last token that was written
  private int lineStart; // of the present line in the output
  private int shift; // of the present line, to the right
  private @Nullable Token last;
  private @Nullable List<Level> above; // what was open behind the last token

  private LayoutFormatter(YamlTokens tokens) {
    this.tokens = tokens;
  }

  /** Returns a text in its layout; lines end in {@code \n}. */
  public static String format(String text) {
    YamlTokens tokens = YamlTokens.of(text);
    LayoutFormatter formatter = new LayoutFormatter(tokens);
    tokens.all().forEach(formatter::take);
    formatter.finish();
    return formatter.out.toString();
  }

  private void take(Token token) {
    List<Level> open = above == null ? indents.open() : above;
    int column = token.getStartMark().getColumn();
    boolean value = isValue(token);
    indents.before(token, column);
    if (!YamlTokens.isWritten(token)) {
      above = open;
      if (token.getTokenId() == ID.Key) {
        keyIsNext = true;
      }
      return;
    }
    above = null;
    writeGap(token, value, open);
    writeToken(token);
    indents.after(token, column);
    keyIsNext = false;
    last = token;
  }

  private boolean keyIsNext;

  /** Returns whether a token stands behind the colon of a key or the dash of an item. */
  private boolean isValue(Token token) {
    boolean canBe =
        switch (token.getTokenId()) {
          case Scalar, FlowSequenceStart, FlowMappingStart -> true;
          default -> false;
        };
    return canBe
        && !keyIsNext
        && last != null
        && (last.getTokenId() == ID.Value || last.getTokenId() == ID.BlockEntry);
  }

  private void writeGap(Token token, boolean value, List<Level> open) {
    int start = token.getStartMark().getIndex();
    boolean fresh = last == null || YamlTokens.isBlockText(last);
    int lineEnd = tokens.indexOf('\n', end, start);
    if (!fresh && lineEnd < 0) {
      out.append(" ".repeat(blanksBetween(last, token)));
      return;
    }
    int from = token.getStartMark().getColumn();
    int to = indents.columnOf(token, value);
    int blankLines = writeLines(start, open, from, to);
    if (blankLines > 0 && out.length() > 0) {
      out.append('\n');
    }
    startLine(from, to);
  }

  private void startLine(int from, int to) {
    lineStart = out.length();
    out.append(" ".repeat(to));
    shift = to - from;
    indents.startLine(to);
  }

  private static int blanksBetween(@Nullable Token before, Token token) {
    ID left = before == null ? ID.StreamStart : before.getTokenId();
    ID right = token.getTokenId();
    boolean none =
        right == ID.Value
            || (right == ID.FlowEntry && left != ID.Value)
            || left == ID.FlowSequenceStart
            || (right == ID.FlowSequenceEnd && left != ID.Value)
            || (left == ID.FlowMappingStart && right == ID.FlowMappingEnd);
    return none ? 0 : 1;
  }

  /**
   * Writes the rest of the present line, and the lines of comments up to the line of an offset.
   *
   * @return how many blank lines stand behind the last comment
   */
  private int writeLines(int limit, List<Level> open, int nextFrom, int nextTo) {
    int at = end;
    if (last != null && !YamlTokens.isBlockText(last)) {
      int lineEnd = tokens.lineEnd(at, limit);
      writeTrailing(at, lineEnd);
      at = lineEnd + 1;
    }
    int blankLines = 0;
    while (at < limit && tokens.lineEnd(at, limit) < limit) {
      int lineEnd = tokens.lineEnd(at, limit);
      int hash = tokens.indexOf('#', at, lineEnd);
      if (hash < 0) {
        blankLines++;
      } else {
        if (blankLines > 0 && out.length() > 0) {
          out.append('\n');
        }
        blankLines = 0;
        int column = LayoutIndents.columnOfComment(open, hash - at, nextFrom, nextTo);
        out.append(" ".repeat(column)).append(tokens.comment(hash, lineEnd)).append('\n');
      }
      at = lineEnd + 1;
    }
    return blankLines;
  }

  /** Writes the comment behind the last token of a line in the column it had in its line. */
  private void writeTrailing(int from, int lineEnd) {
    int hash = tokens.indexOf('#', from, lineEnd);
    if (hash >= 0) {
      int column = hash - tokens.lineStart(hash) + shift;
      int width = out.codePointCount(lineStart, out.length());
      out.append(" ".repeat(Math.max(1, column - width))).append(tokens.comment(hash, lineEnd));
    }
    out.append('\n');
  }

  private void writeToken(Token token) {
    int start = token.getStartMark().getIndex();
    end = token.getEndMark().getIndex();
    if (YamlTokens.isBlockText(token)) {
      end = tokens.endOfBlockText(token);
      writeBlockText(tokens.lines(start, end), indents);
    } else if (token instanceof ScalarToken scalar) {
      List<String> lines = tokens.lines(start, end);
      if (lines.size() == 1) {
        out.append(quoted(scalar, lines.get(0)));
      } else {
        writeContinued(lines);
      }
    } else {
      out.append(tokens.slice(start, end));
    }
  }

  /** Returns a text in double quotation marks for single ones, where it needs no escapes. */
  private static String quoted(ScalarToken scalar, String written) {
    boolean single = scalar.getStyle() == ScalarStyle.SINGLE_QUOTED;
    return single && scalar.getValue().chars().noneMatch(c -> c == '"' || c == '\\')
        ? '"' + scalar.getValue() + '"'
        : written;
  }

  /** Writes a text that goes on in lines below, where YAML ignores the indentation. */
  private void writeContinued(List<String> lines) {
    out.append(lines.get(0).stripTrailing());
    int to = indents.columnOfContinuation();
    for (String line : lines.subList(1, lines.size())) {
      out.append('\n');
      lineStart = out.length();
      String text = line.strip();
      out.append(text.isEmpty() ? "" : " ".repeat(to) + text);
      shift = to - (line.length() - line.stripLeading().length());
    }
  }

  private void writeBlockText(List<String> lines, LayoutIndents present) {
    String header = lines.get(0).stripTrailing();
    out.append(header).append('\n');
    List<String> body = new ArrayList<>(lines.subList(1, lines.size()));
    int indicator =
        header.chars().limit(3).filter(Character::isDigit).map(c -> c - '0').findFirst().orElse(0);
    int from =
        indicator > 0
            ? present.columnOfParent() + indicator
            : body.stream()
                .filter(line -> !line.isBlank())
                .mapToInt(LayoutFormatter::indentation)
                .findFirst()
                .orElse(0);
    int to =
        indicator > 0 ? present.newColumnOfParent() + indicator : present.columnOfContinuation();
    for (String line : body) {
      int deeper = indentation(line) - from;
      boolean empty = line.isBlank() && deeper <= 0;
      out.append(empty ? "" : " ".repeat(to + Math.max(0, deeper)) + line.stripLeading());
      out.append('\n');
    }
  }

  private static int indentation(String line) {
    int blanks = 0;
    while (blanks < line.length() && line.charAt(blanks) == ' ') {
      blanks++;
    }
    return blanks;
  }

  private void finish() {
    int unused = writeLines(tokens.length(), above == null ? indents.open() : above, 0, 0);
  }
}
