package dev.staffgate.yaml.comment;

import dev.staffgate.yaml.edit.YamlSpan;
import dev.staffgate.yaml.edit.YamlSpanFinder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds the comments of a text that has been loaded, and the entries and items that stand behind
 * them. A {@code #} inside a scalar is text: quoted, plain, or a block.
 *
 * <p>Takes time with the length of the text. Not thread-safe.
 */
final class CommentFinder {
  private final String text;
  private final List<Comment> comments = new ArrayList<>();
  private final Map<Integer, Integer> entries = new HashMap<>(); // ends by starts
  private int read;

  /**
   * A comment.
   *
   * @param start the offset of its {@code #}
   * @param end the offset behind it: of its line break, or the end of the text
   * @param alone whether nothing but blanks stands before it on its line
   */
  record Comment(int start, int end, boolean alone) {}

  /**
   * An entry of a mapping or an item of a list.
   *
   * @param start the offset of its key or dash, or of its first character
   * @param end the offset behind it
   */
  record Entry(int start, int end) {}

  private CommentFinder(String text) {
    this.text = text;
  }

  /**
   * Finds those of a text.
   *
   * @param text without a byte order mark
   */
  static CommentFinder of(String text) {
    CommentFinder finder = new CommentFinder(text);
    finder.span(YamlSpanFinder.of(text));
    finder.gap(text.length());
    return finder;
  }

  /** Returns the comments in their order. */
  List<Comment> comments() {
    return List.copyOf(comments);
  }

  /** Returns the entry or item that begins here, the outer one if there are several; or null. */
  @Nullable Entry entryAt(int start) {
    Integer end = entries.get(start);
    return end == null ? null : new Entry(start, end);
  }

  /**
   * Returns for each comment the offset of the content behind it, commas left out; the length of
   * the text if there is none.
   */
  int[] contentsBehind() {
    int[] contents = new int[comments.size()];
    for (int i = contents.length - 1; i >= 0; i--) {
      int next = i + 1 < contents.length ? comments.get(i + 1).start : text.length();
      int at = skipBlanks(comments.get(i).end);
      if (at < next && text.charAt(at) == ',') {
        at = skipBlanks(at + 1);
      }
      contents[i] = at == next && i + 1 < contents.length ? contents[i + 1] : at;
    }
    return contents;
  }

  private void span(YamlSpan span) {
    if (span instanceof YamlSpan.Scalar scalar) {
      scalar(scalar);
    } else if (span instanceof YamlSpan.Items items) {
      for (YamlSpan item : items.items()) {
        gap(item.start());
        int start = items.block() ? dash(item.start()) : item.start();
        entries.putIfAbsent(start, Math.max(item.end(), start + 1));
        span(item);
      }
    } else if (span instanceof YamlSpan.Entries mapping) {
      for (YamlSpan.Entry entry : mapping.entries()) {
        entries.putIfAbsent(entry.start(), entry.end());
        span(entry.key());
        span(entry.value());
      }
    }
  }

  /** Returns the offset of the dash before an item, whose comments have been read. */
  private int dash(int item) {
    int at = item;
    for (int i = comments.size() - 1; ; i--) {
      int from = i < 0 ? 0 : comments.get(i).end;
      int dash = text.lastIndexOf('-', at - 1);
      if (dash >= from) {
        return dash;
      }
      at = comments.get(i).start;
    }
  }

  private void scalar(YamlSpan.Scalar scalar) {
    gap(scalar.start());
    if (scalar.block()) {
      // Behind `|` or `>` a comment may stand; the text begins on the next line.
      int lineEnd = lineEnd(scalar.start());
      gap(lineEnd);
    }
    read = Math.max(read, scalar.reach());
  }

  /** Reads the comments up to an offset, with no scalar between. */
  private void gap(int end) {
    while (read < end) {
      if (text.charAt(read) == '#') {
        int lineEnd = lineEnd(read);
        comments.add(new Comment(read, lineEnd, isAlone(read)));
        read = lineEnd;
      } else {
        read++;
      }
    }
  }

  private boolean isAlone(int comment) {
    int at = comment;
    while (at > 0 && (text.charAt(at - 1) == ' ' || text.charAt(at - 1) == '\t')) {
      at--;
    }
    return at == 0 || text.charAt(at - 1) == '\n';
  }

  private int lineEnd(int offset) {
    int end = text.indexOf('\n', offset);
    if (end < 0) {
      return text.length();
    }
    return end > offset && text.charAt(end - 1) == '\r' ? end - 1 : end;
  }

  private int skipBlanks(int offset) {
    int at = offset;
    while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
    return at;
  }
}
