package dev.staffgate.servlet.request;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.staffgate.text.VisibleText;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.text.Normalizer;
import java.util.HexFormat;
import java.util.Optional;

/**
 * Looks at a path as it came over the wire, before it was decoded: whatever two readers could take
 * for different things is refused, so that the rule that was asked and the code that runs never
 * disagree.
 */
public final class PathInspector {
  private static final int MAX_LENGTH = 8192;
  private static final HexFormat HEX = HexFormat.of();

  /**
   * The characters that may stand anywhere in a segment and mean only themselves; dot and percent
   * sign do not.
   */
  private static final boolean[] PLAIN = new boolean[0x80];

  static {
    for (char c = 'a'; c <= 'z'; c++) {
      PLAIN[c] = true;
      PLAIN[Character.toUpperCase(c)] = true;
    }
    for (char c : "0123456789-_~!$&'()*+,=:@".toCharArray()) {
      PLAIN[c] = true;
    }
  }

  private PathInspector() {}

  /**
   * Returns whether a path is the same to everybody at first sight: most are, and nothing more
   * needs to be looked at. Dots stand between plain characters, slashes one by one.
   */
  static boolean isPlain(String path) {
    int length = path.length();
    if (length == 0 || length > MAX_LENGTH || path.charAt(0) != '/') {
      return false;
    }
    boolean afterPlain = false;
    for (int i = 1; i < length; i++) {
      char c = path.charAt(i);
      if (c < 0x80 && PLAIN[c]) {
        afterPlain = true;
        continue;
      }
      boolean lone =
          c == '/'
              ? path.charAt(i - 1) != '/' && path.charAt(i - 1) != '.'
              : c == '.' && afterPlain && i + 1 < length;
      if (!lone) {
        return false;
      }
      afterPlain = false;
    }
    return true;
  }

  /**
   * Returns what is wrong with a path that code within the application passed to a dispatcher;
   * letters beyond ASCII may stand in it undecoded.
   */
  public static Optional<String> problemInDispatched(String path) {
    if (isPlain(path) || path.chars().allMatch(c -> c < 0x80)) {
      return problemIn(path);
    }
    StringBuilder encoded = new StringBuilder();
    for (byte b : path.getBytes(UTF_8)) {
      if (b < 0) {
        encoded.append('%').append(HEX.toHexDigits(b));
      } else {
        encoded.append((char) b);
      }
    }
    return hasLoneSurrogate(path)
        ? Optional.of("it has half a character")
        : problemIn(encoded.toString());
  }

  private static boolean hasLoneSurrogate(String text) {
    return text.codePoints().anyMatch(c -> c >= 0xd800 && c <= 0xdfff);
  }

  /** Returns what is wrong with a raw path, for a person to read; empty if it has one meaning. */
  public static Optional<String> problemIn(String raw) {
    return isPlain(raw) ? Optional.empty() : problemInUnusual(raw);
  }

  /** The whole look, which paths that are plain do not need. */
  static Optional<String> problemInUnusual(String raw) {
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
   * Returns what is wrong with a path that the container has decoded and mapped; empty if decoding,
   * cutting or normalising it once more would not change it.
   */
  public static Optional<String> problemInDecoded(String path) {
    if (isPlain(path)) {
      return Optional.empty();
    }
    if (path.length() > MAX_LENGTH || !path.startsWith("/")) {
      return Optional.of("it is too long, or does not begin with a slash");
    }
    boolean syntax = path.chars().anyMatch(c -> c == ';' || c == '\\' || c == '%');
    return syntax
        ? Optional.of("it encodes a separator, a percent sign or a control character")
        : wrongWithText(path);
  }

  private static Optional<String> wrongWithText(String text) {
    if (!text.codePoints().allMatch(VisibleText::isVisible)) {
      return Optional.of("it has a character that nobody can see");
    }
    String normal = Normalizer.normalize(text, Normalizer.Form.NFKC);
    for (char separator : new char[] {'/', '\\', '.', ';', '%', '?', '#'}) {
      if (count(normal, separator) != count(text, separator)) {
        return Optional.of("it has a character that looks like a separator");
      }
    }
    Optional<String> wrong = wrongWithSegments(text);
    return wrong.isPresent() ? wrong : wrongWithSegments(normal);
  }

  private static Optional<String> wrongWithSegments(String text) {
    int start = 1;
    for (int i = 1; i <= text.length(); i++) {
      if (i == text.length() || text.charAt(i) == '/') {
        String segment = text.substring(start, i);
        if (segment.isEmpty() && i < text.length()) {
          return Optional.of("it has an empty segment");
        }
        if (isDotsOrTrimmed(segment)) {
          return Optional.of(
              "it has a dot segment, a dot at the end of one, or a blank around one");
        }
        start = i + 1;
      }
    }
    return Optional.empty();
  }

  /**
   * Dot segments; and what some frameworks and file systems take for another name: a blank at
   * either end of a segment, a dot at its end. Three dots and more, alone, are a name to all.
   */
  private static boolean isDotsOrTrimmed(String segment) {
    if (segment.length() > 2 && segment.chars().allMatch(c -> c == '.')) {
      return false;
    }
    return segment.endsWith(".") || !segment.equals(segment.strip());
  }

  private static long count(String text, char wanted) {
    return text.chars().filter(c -> c == wanted).count();
  }
}
