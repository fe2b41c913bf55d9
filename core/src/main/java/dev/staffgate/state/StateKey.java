package dev.staffgate.state;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import com.google.common.hash.Hashing;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The name of one entry: parts with slashes between them, such as {@code spent-code/alice/55123}.
 *
 * <p>The text has 1 to {@value #MAX_LENGTH} characters out of {@code a-z 0-9 - . _ % ~} and the
 * slash. Capital letters, blanks and whatever is not ASCII are left out, so that no database takes
 * two keys for one, whatever its collation says about letter case, accents and trailing blanks.
 * {@link #of} makes a key of any texts.
 *
 * @param text the key as it is kept
 */
public record StateKey(String text) implements Comparable<StateKey> {
  /** The most characters of a key. */
  public static final int MAX_LENGTH = 200;

  private static final int MAX_PARTS = 4;
  private static final int MAX_PART = 45;
  private static final Pattern SYNTAX = Pattern.compile("[a-z0-9._%~-]+(?:/[a-z0-9._%~-]+){0,7}");
  private static final char[] HEX = "0123456789abcdef".toCharArray();

  /**
   * Checks the text.
   *
   * @throws IllegalArgumentException if it is not a key; the message does not quote it
   */
  public StateKey {
    checkArgument(
        !text.isEmpty() && text.length() <= MAX_LENGTH,
        "a key of the state store has 1 to %s characters, not %s",
        MAX_LENGTH,
        text.length());
    checkArgument(
        SYNTAX.matcher(text).matches(),
        "a key of the state store has up to 8 parts of a-z 0-9 - . _ %% ~ with slashes between");
  }

  /**
   * Makes a key of any texts, different for different texts. In each, the UTF-8 bytes of what is
   * not one of {@code a-z 0-9 - . _} are written as a percent sign and two digits; a text that is
   * empty, has surrogates or becomes longer than 45 characters is replaced by a tilde and 40
   * hexadecimal digits of its SHA-256.
   *
   * @param parts 1 to 4 texts of any length and with any characters
   */
  public static StateKey of(String... parts) {
    checkArgument(
        parts.length >= 1 && parts.length <= MAX_PARTS,
        "a key is made of 1 to %s texts, not %s",
        MAX_PARTS,
        parts.length);
    return new StateKey(
        Arrays.stream(parts).map(StateKey::encoded).collect(Collectors.joining("/")));
  }

  /** Returns whether this key lies under another one: it has the other's parts, and then more. */
  public boolean isUnder(StateKey prefix) {
    return text.length() > prefix.text.length()
        && text.charAt(prefix.text.length()) == '/'
        && text.startsWith(prefix.text);
  }

  /** Returns the parts as they are kept, not decoded. */
  public List<String> parts() {
    return List.of(text.split("/", -1));
  }

  /** Compares by the bytes of the texts, which is the order of a scan. */
  @Override
  public int compareTo(StateKey other) {
    return text.compareTo(other.text);
  }

  @Override
  public String toString() {
    return text;
  }

  private static String encoded(String part) {
    requireNonNull(part, "part");
    if (part.isEmpty() || part.length() > MAX_PART) {
      return digest(part);
    }
    StringBuilder text = new StringBuilder(MAX_PART);
    for (int i = 0; i < part.length(); i++) {
      char c = part.charAt(i);
      if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '.' || c == '_') {
        text.append(c);
      } else if (c < 0x80) {
        percent(text, c);
      } else if (!Character.isSurrogate(c)) {
        for (byte one : String.valueOf(c).getBytes(StandardCharsets.UTF_8)) {
          percent(text, one);
        }
      } else {
        return digest(part); // a pair is long anyway, and one alone has no UTF-8
      }
      if (text.length() > MAX_PART) {
        return digest(part);
      }
    }
    return text.toString();
  }

  private static void percent(StringBuilder text, int one) {
    text.append('%').append(HEX[(one >> 4) & 0xf]).append(HEX[one & 0xf]);
  }

  /** Hashes UTF-16, in which unpaired surrogates stay different. */
  private static String digest(String part) {
    return "~" + Hashing.sha256().hashUnencodedChars(part).toString().substring(0, 40);
  }
}
