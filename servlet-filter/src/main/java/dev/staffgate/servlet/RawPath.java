package dev.staffgate.servlet;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.text.Normalizer;
import java.util.Optional;

/**
 * Looks at a path as it came over the wire, before it was decoded: whatever two readers could take
 * for different things is refused, so that the rule that was asked and the code that runs never
 * disagree.
 */
final class RawPath {
  private static final int MAX_LENGTH = 8192;

  private RawPath() {}

  /** What is wrong with a raw path, for a person to read; nothing if it has one meaning. */
  static Optional<String> wrongWith(String raw) {
    if (raw.length() > MAX_LENGTH) {
      return Optional.of("it is too long");
    }
    if (!raw.startsWith("/")) {
      return Optional.of("it does not begin with a slash");
    }
    byte[] bytes = new byte[raw.length()];
    int length = 0;
    for (int i = 0; i < raw.length(); i++) {
      char c = raw.charAt(i);
      if (c <= ' ' || c >= 0x7f || c == ';' || c == '\\' || c == '#' || c == '?') {
        return Optional.of("it has a character that has to be encoded, or a parameter");
      }
      if (c != '%') {
        bytes[length++] = (byte) c;
        continue;
      }
      int value = hex(raw, i + 1) * 16 + hex(raw, i + 2);
      if (hex(raw, i + 1) < 0 || hex(raw, i + 2) < 0) {
        return Optional.of("it has a percent sign that encodes nothing");
      }
      if (value == '/'
          || value == '\\'
          || value == '%'
          || value == ';'
          || value < ' '
          || value == 0x7f) {
        return Optional.of("it encodes a separator, a percent sign or a control character");
      }
      bytes[length++] = (byte) value;
      i += 2;
    }
    return wrongWithBytes(ByteBuffer.wrap(bytes, 0, length));
  }

  private static int hex(String text, int at) {
    int c = at < text.length() ? text.charAt(at) : 0;
    return c < 0x80 ? Character.digit(c, 16) : -1;
  }

  private static Optional<String> wrongWithBytes(ByteBuffer bytes) {
    String text;
    try {
      text = UTF_8.newDecoder().decode(bytes).toString();
    } catch (CharacterCodingException notUtf8) {
      return Optional.of("it is not UTF-8");
    }
    return wrongWithText(text);
  }

  /**
   * What is wrong with a path that the container has decoded and mapped; nothing if it would be the
   * same were it decoded, cut or normalised once more.
   */
  static Optional<String> wrongWithDecoded(String path) {
    if (path.length() > MAX_LENGTH || !path.startsWith("/")) {
      return Optional.of("it is too long, or does not begin with a slash");
    }
    boolean syntax = path.chars().anyMatch(c -> c == ';' || c == '\\' || c == '%');
    return syntax
        ? Optional.of("it encodes a separator, a percent sign or a control character")
        : wrongWithText(path);
  }

  private static Optional<String> wrongWithText(String text) {
    if (text.codePoints().anyMatch(RawPath::isHidden)) {
      return Optional.of("it has a character that nobody can see");
    }
    String normal = Normalizer.normalize(text, Normalizer.Form.NFKC);
    for (char separator : new char[] {'/', '\\', '.', ';', '%', '?', '#'}) {
      if (count(normal, separator) != count(text, separator)) {
        return Optional.of("it has a character that looks like a separator");
      }
    }
    int start = 1;
    for (int i = 1; i <= text.length(); i++) {
      if (i == text.length() || text.charAt(i) == '/') {
        String segment = text.substring(start, i);
        if (segment.isEmpty() && i < text.length()) {
          return Optional.of("it has an empty segment");
        }
        if (isDotsOrTrailed(segment)) {
          return Optional.of("it has a dot segment, or one that ends in a dot or a blank");
        }
        start = i + 1;
      }
    }
    return Optional.empty();
  }

  /**
   * Dot segments, with blanks around them or not; and what some file systems take for another name:
   * a dot or a blank at the end of a segment. Three dots and more, alone, are a name to all.
   */
  private static boolean isDotsOrTrailed(String segment) {
    if (segment.length() > 2 && segment.chars().allMatch(c -> c == '.')) {
      return false;
    }
    String trimmed = segment.strip();
    return segment.endsWith(".")
        || !segment.equals(segment.stripTrailing())
        || trimmed.equals(".")
        || trimmed.equals("..");
  }

  private static boolean isHidden(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE,
          Character.UNASSIGNED ->
          true;
      default -> false;
    };
  }

  private static long count(String text, char wanted) {
    return text.chars().filter(c -> c == wanted).count();
  }
}
