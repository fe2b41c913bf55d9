package dev.staffgate.text;

import java.util.HexFormat;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Text from outside made fit for a message: on one line, bounded, and with nothing in it that
 * hides, reverses or imitates the text around it.
 *
 * <p>Lengths count code points, so no result ends in half a character. What does not show (see
 * {@link #isVisible}) becomes U+FFFD, unless a method says otherwise. Pure; safe for any number of
 * threads.
 */
public final class VisibleText {
  private static final int EXCERPT = 64;
  private static final int LONG_EXCERPT = 128;
  private static final int MOST_MARKUP = 4096;

  private static final Pattern NOT_ASCII = Pattern.compile("[^ -~]");
  private static final Pattern WHITE_SPACE = Pattern.compile("\\s+");
  private static final Pattern MARKUP = Pattern.compile("<[^<>]*>|[<>]");
  private static final Pattern BLANKS = Pattern.compile("[\\p{Cc}\\p{Z}\\s]+");
  private static final Pattern UNSEEN = Pattern.compile("[\\p{Cf}\\p{Cs}\\p{Co}\\p{Cn}]+");

  private VisibleText() {}

  /**
   * Returns at most the first {@code longest} code points of {@code text}, made visible, and an
   * ellipsis after them if there are more.
   */
  public static String cut(String text, int longest) {
    StringBuilder visible = new StringBuilder(Math.min(text.length(), longest));
    text.codePoints().limit(longest).forEach(c -> visible.appendCodePoint(visible(c)));
    return text.codePointCount(0, text.length()) > longest
        ? visible.append('…').toString()
        : visible.toString();
  }

  /** Returns at most 64 code points of {@code text}: a word of a policy, as a message quotes it. */
  public static String excerpt(String text) {
    return cut(text, EXCERPT);
  }

  /** Returns at most 128 code points of {@code text}: a value of a request, as it was seen. */
  public static String longExcerpt(String text) {
    return cut(text, LONG_EXCERPT);
  }

  /**
   * Returns a whole line, made visible. A tab becomes a blank, so that a mark below the line stands
   * under its place.
   */
  public static String line(String line) {
    StringBuilder visible = new StringBuilder(line.length());
    line.codePoints().forEach(c -> visible.appendCodePoint(c == '\t' ? ' ' : visible(c)));
    return visible.toString();
  }

  /**
   * Returns at most the first 64 characters of {@code text} in backticks. What is not printable
   * ASCII becomes its four hexadecimal digits, such as {@code \}{@code u000a}.
   */
  public static String quoted(String text) {
    StringBuilder quoted = new StringBuilder("`");
    for (int i = 0; i < Math.min(text.length(), EXCERPT); i++) {
      char c = text.charAt(i);
      if (c >= ' ' && c <= '~') {
        quoted.append(c);
      } else {
        quoted.append("\\u").append(HexFormat.of().toHexDigits(c));
      }
    }
    return quoted.append(text.length() > EXCERPT ? "…`" : "`").toString();
  }

  /**
   * Returns at most the first {@code longest} code points of {@code text} in printable ASCII, with
   * a question mark in place of every other, and an ellipsis after them if there are more.
   */
  public static String ascii(String text, int longest) {
    return CutText.after(NOT_ASCII.matcher(text).replaceAll("?"), longest);
  }

  /** Returns a message of our own as one line; {@code it cannot be read} if there is none. */
  public static String sentence(@Nullable String message) {
    return message == null
        ? "it cannot be read"
        : WHITE_SPACE.matcher(message).replaceAll(" ").strip();
  }

  /**
   * Returns the first 4096 characters of {@code raw} as one line without tags, control characters
   * and whatever else does not show: blanks stand for them, never two in a row.
   */
  public static String withoutMarkup(String raw) {
    String text = raw.substring(0, Math.min(raw.length(), MOST_MARKUP));
    text = UNSEEN.matcher(BLANKS.matcher(text).replaceAll(" ")).replaceAll("");
    return BLANKS.matcher(MARKUP.matcher(text).replaceAll(" ")).replaceAll(" ").strip();
  }

  /**
   * Returns whether a character shows: it is assigned, and is not a control or format character, a
   * separator of lines or paragraphs, or half of a surrogate pair.
   */
  public static boolean isVisible(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE,
          Character.UNASSIGNED ->
          false;
      default -> true;
    };
  }

  private static int visible(int codePoint) {
    return isVisible(codePoint) ? codePoint : '\uFFFD';
  }
}
