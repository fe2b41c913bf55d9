package dev.staffgate.yaml.read;

import java.io.StringReader;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.reader.StreamReader;

/**
 * Feeds a text to SnakeYAML's scanner, in time that grows with the text alone: SnakeYAML's own
 * reader copies a scalar or a comment without a line break again for each thousand characters of
 * it. Counts in code points, as that one does. Not thread-safe.
 *
 * <p>The text has been validated: each of its characters may stand in YAML.
 */
final class TextReader extends StreamReader {
  private static final int[] NO_SNIPPET = {};

  private final String text;
  private final boolean hasPairs;

  private int offset; // in UTF-16 units; all others count code points
  private int index;
  private int documentIndex;
  private int line;
  private int column;

  // The last character that was looked at, counted from here: the next is near.
  private int seen;
  private int seenOffset;

  TextReader(String text) {
    super(new StringReader(""));
    this.text = text;
    this.hasPairs = text.chars().anyMatch(c -> Character.isSurrogate((char) c));
  }

  @Override
  public Mark getMark() {
    return new Mark("", index, line, column, NO_SNIPPET, 0);
  }

  @Override
  public void forward() {
    forward(1);
  }

  @Override
  public void forward(int length) {
    for (int i = 0; i < length && offset < text.length(); i++) {
      int c = text.codePointAt(offset);
      offset += Character.charCount(c);
      moved(1);
      if (c == '\n') {
        line++;
        column = 0;
      } else {
        column++;
      }
    }
  }

  private void moved(int length) {
    index += length;
    documentIndex += length;
    seen = 0;
    seenOffset = offset;
  }

  @Override
  public int peek() {
    return offset < text.length() ? text.codePointAt(offset) : '\0';
  }

  @Override
  public int peek(int ahead) {
    int there = offsetOf(ahead);
    return there < text.length() ? text.codePointAt(there) : '\0';
  }

  /** Returns the offset of a character ahead, or the length of the text or more behind its end. */
  private int offsetOf(int ahead) {
    if (!hasPairs) {
      return offset + ahead;
    }
    while (seen < ahead && seenOffset < text.length()) {
      seenOffset += Character.charCount(text.codePointAt(seenOffset));
      seen++;
    }
    while (seen > ahead) {
      seenOffset -= Character.charCount(text.codePointBefore(seenOffset));
      seen--;
    }
    return seen == ahead ? seenOffset : text.length();
  }

  @Override
  public String prefix(int length) {
    return text.substring(offset, Math.min(offsetOf(length), text.length()));
  }

  /** Returns the next characters, none of which is a line break, and goes behind them. */
  @Override
  public String prefixForward(int length) {
    String prefix = prefix(length);
    offset += prefix.length();
    moved(length);
    column += length;
    return prefix;
  }

  @Override
  public int getColumn() {
    return column;
  }

  @Override
  public int getDocumentIndex() {
    return documentIndex;
  }

  @Override
  public void resetDocumentIndex() {
    documentIndex = 0;
  }

  @Override
  public int getIndex() {
    return index;
  }

  @Override
  public int getLine() {
    return line;
  }
}
