package dev.staffgate.yaml.read;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.staffgate.files.RegularFiles;
import dev.staffgate.model.Place;
import dev.staffgate.text.VisibleText;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/**
 * Reads the bytes of a file into text: bounded, strict UTF-8, without characters that hide what is
 * there.
 */
public final class SourceTextReader {
  /** The character that a decoder puts in place of bytes that are not text. */
  private static final char REPLACEMENT = '\uFFFD';

  /** The length of a mark that a merge leaves, such as {@code <<<<<<<}. */
  private static final int MERGE_MARK = 7;

  private final ProblemCollector problems;
  private final int maxBytes;

  public SourceTextReader(ProblemCollector problems, int maxBytes) {
    this.problems = problems;
    this.maxBytes = maxBytes;
  }

  Optional<SourceText> read(int index, Path file) {
    return bytes(index, file).flatMap(bytes -> take(index, file.toString(), bytes));
  }

  /** Returns the bytes of a file: at most one more than the bound. */
  public Optional<byte[]> bytes(int index, Path file) {
    String name = file.toString();
    Place start = Place.ofFile(index, name);
    String shown = VisibleText.line(name);
    try {
      return Optional.of(RegularFiles.read(file, maxBytes + 1));
    } catch (NoSuchFileException missing) {
      problems.report(
          start,
          "file-missing",
          "file `" + shown + "` does not exist",
          "what is named is read whole or not at all",
          "name a file that is there");
      return Optional.empty();
    } catch (IOException e) {
      problems.report(
          start,
          "file-unreadable",
          "file `" + shown + "` cannot be read: " + why(e),
          "what is named is read whole or not at all",
          "name a regular file that this program may read");
      return Optional.empty();
    }
  }

  private static String why(IOException e) {
    return e instanceof RegularFiles.NotRegularException other
        ? "it is " + other.what()
        : e.getClass().getSimpleName();
  }

  /** Returns the text of a file; reports bytes that are too many, or not the text of a policy. */
  public Optional<SourceText> take(int index, String name, byte[] bytes) {
    if (bytes.length > maxBytes) {
      problems.report(
          Place.ofFile(index, name),
          "file-too-large",
          "file `" + VisibleText.line(name) + "` is larger than " + maxBytes + " bytes",
          "a bound keeps a wrong file from filling the memory",
          "split the policy into several files, or load it with a higher bound");
      return Optional.empty();
    }
    return decode(index, name, bytes);
  }

  public Optional<SourceText> decode(int index, String name, byte[] bytes) {
    String text = new String(bytes, UTF_8);
    if (text.indexOf(REPLACEMENT) >= 0 && !isStrict(index, name, bytes)) {
      return Optional.empty();
    }
    SourceText source =
        new SourceText(index, name, text.startsWith("\uFEFF") ? text.substring(1) : text);
    problems.know(source);
    boolean refused = hasForbidden(source) || hasLoneReturn(source) || hasMergeMarks(source);
    return refused ? Optional.empty() : Optional.of(source);
  }

  /** Returns whether a replacement character was there, and did not come about by decoding. */
  private boolean isStrict(int index, String name, byte[] bytes) {
    CharsetDecoder decoder =
        UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    ByteBuffer in = ByteBuffer.wrap(bytes);
    CharBuffer out = CharBuffer.allocate(bytes.length + 1);
    CoderResult result = decoder.decode(in, out, true);
    if (!result.isError()) {
      return true;
    }
    String good = out.flip().toString();
    problems.report(
        new SourceText(index, name, good).placeOf(good.length(), 1),
        "not-utf-8",
        "byte 0x%02x is not part of UTF-8 text".formatted(bytes[in.position()] & 0xff),
        "the file has to be UTF-8 text; this looks like another encoding or a binary file",
        "save the file as UTF-8");
    return false;
  }

  private boolean hasForbidden(SourceText source) {
    String text = source.text();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (isForbidden(c)) { // a surrogate is right here: the decoder saw to pairs
        problems.report(
            source.placeOf(i, 1),
            "forbidden-character",
            "character U+%04X"
                .formatted((int) c)
                .toUpperCase(Locale.ROOT)
                .replace("CHARACTER", "character"),
            "control characters and those that change the direction of text hide what a policy"
                + " says",
            "delete it; in a title, write what it stands for");
        return true;
      }
    }
    return false;
  }

  private boolean hasLoneReturn(SourceText source) {
    int lone = loneReturn(source.text());
    if (lone >= 0) {
      problems.report(
          source.placeOf(lone, 1),
          "lone-carriage-return",
          "a carriage return that no line feed follows",
          "it ends a line for some programs and not for others, so that people read another policy"
              + " than this one",
          "save the file with the line ends of Unix or Windows");
    }
    return lone >= 0;
  }

  /** Returns the offset of a carriage return that no line feed follows, or -1. */
  static int loneReturn(String text) {
    int at = text.indexOf('\r');
    while (at >= 0 && text.startsWith("\n", at + 1)) {
      at = text.indexOf('\r', at + 1);
    }
    return at;
  }

  private boolean hasMergeMarks(SourceText source) {
    String text = source.text();
    int found = 0;
    // One more than is told: each place takes time with its offset.
    for (int line = 0;
        line < text.length() && found <= ProblemCollector.MAX;
        line = nextLine(text, line)) {
      char c = text.charAt(line);
      if ("<=>|".indexOf(c) >= 0 && isMergeMark(text, line)) {
        found++;
        problems.report(
            source.placeOf(line, MERGE_MARK),
            "merge-mark",
            "a mark of a merge that is not finished",
            "two versions of the policy stand here, and which of them was meant nobody has said",
            "decide for one of the two, and delete the lines with the marks");
      }
    }
    return found > 0;
  }

  private static int nextLine(String text, int line) {
    int end = text.indexOf('\n', line);
    return end < 0 ? text.length() : end + 1;
  }

  /** Returns whether a line begins with seven times its first character, and ends or is blank. */
  private static boolean isMergeMark(String text, int line) {
    int end = line;
    while (end < text.length() && text.charAt(end) == text.charAt(line)) {
      end++;
    }
    return end - line == MERGE_MARK
        && (end == text.length() || " \t\r\n".indexOf(text.charAt(end)) >= 0);
  }

  /**
   * Returns whether a character is forbidden: control characters but tab and line ends,
   * bidirectional controls, line separators, a byte order mark inside.
   */
  static boolean isForbidden(int c) {
    if (c >= ' ' && c < 0x7f) {
      return false;
    }
    return (c < ' ' && c != '\t' && c != '\n' && c != '\r')
        || (c >= 0x7f && c <= 0x9f)
        || c == 0x061c
        || (c >= 0x200e && c <= 0x200f)
        || (c >= 0x2028 && c <= 0x202e)
        || (c >= 0x2066 && c <= 0x2069)
        || c == 0xfeff
        || c == 0xfffe
        || c == 0xffff;
  }
}
