package dev.staffgate.yaml.edit;

import java.util.ArrayList;
import java.util.List;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.reader.StreamReader;
import org.yaml.snakeyaml.scanner.ScannerImpl;
import org.yaml.snakeyaml.tokens.ScalarToken;
import org.yaml.snakeyaml.tokens.Token;

/**
 * The tokens of a text that has been read as a policy, and the text itself by code points, as their
 * marks count. Without a byte order mark; lines end in {@code \n}, the last one, too.
 */
final class YamlTokens {
  private final int[] text;
  private final List<Token> all;

  private YamlTokens(int[] text, List<Token> all) {
    this.text = text;
    this.all = all;
  }

  static YamlTokens of(String written) {
    String text = written.startsWith("\uFEFF") ? written.substring(1) : written;
    text = text.replace("\r\n", "\n");
    text = text.endsWith("\n") ? text : text + "\n";
    LoaderOptions options = new LoaderOptions();
    options.setCodePointLimit(Integer.MAX_VALUE);
    ScannerImpl scanner = new ScannerImpl(new StreamReader(text), options);
    List<Token> all = new ArrayList<>();
    while (scanner.checkToken()) {
      all.add(scanner.getToken());
    }
    return new YamlTokens(text.codePoints().toArray(), all);
  }

  List<Token> all() {
    return all;
  }

  int length() {
    return text.length;
  }

  /** Returns whether a token stands in the text; the scanner adds others. */
  static boolean isWritten(Token token) {
    return token.getStartMark().getIndex() < token.getEndMark().getIndex();
  }

  /** Returns whether a token is a text behind {@code |} or {@code >}. */
  static boolean isBlockText(Token token) {
    return token instanceof ScalarToken scalar
        && (scalar.getStyle() == ScalarStyle.LITERAL || scalar.getStyle() == ScalarStyle.FOLDED);
  }

  /** Returns the first offset of a character within a part of the text, or -1. */
  int indexOf(char wanted, int from, int limit) {
    for (int i = from; i < limit; i++) {
      if (text[i] == wanted) {
        return i;
      }
    }
    return -1;
  }

  /** Returns the offset of the line break that ends a line, or the limit. */
  int lineEnd(int from, int limit) {
    int found = indexOf('\n', from, limit);
    return found < 0 ? limit : found;
  }

  /** Returns the offset at which the line of an offset begins. */
  int lineStart(int offset) {
    int start = offset;
    while (start > 0 && text[start - 1] != '\n') {
      start--;
    }
    return start;
  }

  String slice(int from, int limit) {
    return new String(text, from, limit - from);
  }

  /** Returns the lines of a part of the text; a line break at its end begins none. */
  List<String> lines(int from, int limit) {
    List<String> lines = new ArrayList<>();
    for (int at = from; at < limit; ) {
      int lineEnd = lineEnd(at, limit);
      lines.add(slice(at, lineEnd));
      at = lineEnd + 1;
    }
    return lines;
  }

  /** Returns a comment without the blanks behind it. */
  String comment(int hash, int lineEnd) {
    return slice(hash, lineEnd).stripTrailing();
  }

  /**
   * Returns the offset of the line behind a block of text. Blank lines at its end belong to it only
   * if it keeps them.
   */
  int endOfBlockText(Token token) {
    int start = token.getStartMark().getIndex();
    int end = lineStart(token.getEndMark().getIndex());
    if (slice(start, lineEnd(start, length())).startsWith("+", 1)
        || slice(start, lineEnd(start, length())).startsWith("+", 2)) {
      return end;
    }
    int body = lineEnd(start, length()) + 1;
    while (end > body && slice(lineStart(end - 1), end).isBlank()) {
      end = lineStart(end - 1);
    }
    return end;
  }
}
