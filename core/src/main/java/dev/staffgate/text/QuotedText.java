package dev.staffgate.text;

import java.util.HexFormat;

/** Text from outside, made fit for a message of one line. */
public final class QuotedText {
  private static final int MAX_LENGTH = 64;

  private QuotedText() {}

  /**
   * At most the first 64 characters of {@code text} in backticks; what is not printable ASCII
   * stands as its four hexadecimal digits, so that no text can start a line of its own in a log.
   */
  public static String quote(String text) {
    StringBuilder quoted = new StringBuilder("`");
    for (int i = 0; i < Math.min(text.length(), MAX_LENGTH); i++) {
      char c = text.charAt(i);
      if (c >= ' ' && c <= '~') {
        quoted.append(c);
      } else {
        quoted.append("\\u").append(HexFormat.of().toHexDigits(c));
      }
    }
    return quoted.append(text.length() > MAX_LENGTH ? "…`" : "`").toString();
  }
}
