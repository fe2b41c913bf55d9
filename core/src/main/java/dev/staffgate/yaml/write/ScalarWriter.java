package dev.staffgate.yaml.write;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.base.Ascii;
import com.google.common.base.CharMatcher;
import dev.staffgate.text.DurationText;
import dev.staffgate.yaml.write.YamlTree.Text;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Set;
import java.util.regex.Pattern;

/** Writes scalars: one form for each value. */
public final class ScalarWriter {
  private static final int MAX_DIGITS = 64;

  // Besides letters of any script, which have no meaning in YAML.
  private static final CharMatcher PLAIN_START =
      CharMatcher.inRange('0', '9').or(CharMatcher.is('/')).precomputed();
  private static final CharMatcher PLAIN_REST =
      PLAIN_START.or(CharMatcher.anyOf(" ._@+()'-")).precomputed();

  // What another reader of YAML 1.1 takes for something else than text.
  private static final Set<String> WORDS =
      Set.of("y", "n", "yes", "no", "on", "off", "true", "false", "null");
  private static final Pattern LIKE_NUMBER_OR_DATE =
      Pattern.compile("[0-9][0-9_.]*(?:[eE][-+]?[0-9]*)?|0[xXoObB][0-9a-fA-F_]*|[0-9]{4}-[0-9].*");

  private ScalarWriter() {}

  /**
   * Writes any text: in double quotation marks unless it consists of letters, digits, single spaces
   * and a few signs without meaning, begins with a letter, a digit or a slash, and does not look
   * like a number, a date or a switch.
   */
  public static Text text(String text) {
    return new Text(isPlain(text) ? text : quoted(text));
  }

  /** Writes a word of the format, which means nothing in YAML. */
  static Text word(String text) {
    return new Text(text);
  }

  /** Writes an address, block or range; IPv6 needs quotation marks for its colons. */
  static Text addresses(String text) {
    return new Text(text.indexOf(':') < 0 ? text : quoted(text));
  }

  static Text duration(Duration duration) {
    return new Text(DurationText.format(duration));
  }

  /** Writes an instant in UTC, with seconds and a fraction only if there are any. */
  static Text instant(Instant instant) {
    return new Text(instant.atOffset(ZoneOffset.UTC).toString());
  }

  /** Writes a number without exponent, and without zeros at the end of a fraction. */
  public static Text number(BigDecimal number) {
    BigDecimal stripped = number.stripTrailingZeros();
    long scale = stripped.scale();
    // Checked before it is written out: an exponent may be as long as memory.
    checkArgument(
        scale <= MAX_DIGITS && stripped.precision() - scale <= MAX_DIGITS,
        "a number has at most 64 digits on each side of the point");
    return new Text(stripped.toPlainString());
  }

  private static boolean isPlain(String text) {
    return !text.isEmpty()
        && isPlainStart(text.codePointAt(0))
        && text.codePoints().allMatch(ScalarWriter::isPlainRest)
        && !text.endsWith(" ")
        && !text.contains("  ")
        && !WORDS.contains(Ascii.toLowerCase(text))
        && !LIKE_NUMBER_OR_DATE.matcher(text).matches();
  }

  private static boolean isPlainStart(int c) {
    return Character.isLetter(c) || (c < 0x80 && PLAIN_START.matches((char) c));
  }

  private static boolean isPlainRest(int c) {
    return Character.isLetter(c) || (c < 0x80 && PLAIN_REST.matches((char) c));
  }

  private static String quoted(String text) {
    StringBuilder quoted = new StringBuilder(text.length() + 2).append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"', '\\' -> quoted.append('\\').append(c);
        case '\n' -> quoted.append("\\n");
        case '\r' -> quoted.append("\\r");
        case '\t' -> quoted.append("\\t");
        default -> quoted.append(c);
      }
    }
    return quoted.append('"').toString();
  }
}
