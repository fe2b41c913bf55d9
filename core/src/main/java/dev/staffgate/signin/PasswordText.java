package dev.staffgate.signin;

import dev.staffgate.signin.hashing.PasswordBytes;
import java.nio.CharBuffer;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A password as it was typed and in the form in which it is hashed, Unicode's NFC: keyboards differ
 * in how they compose an accented letter, and the person cannot see it. For one thread.
 *
 * @see <a href="https://pages.nist.gov/800-63-4/sp800-63b.html#passwordver">NIST SP 800-63B-4,
 *     section 3.1.1.2</a>
 */
final class PasswordText implements AutoCloseable {
  /** The longest password, in bytes of UTF-8. */
  static final int MAX_BYTES = PasswordBytes.MAX;

  /** The most characters that are looked at: none is typed as more than four. */
  private static final int MAX_TYPED = 4 * MAX_BYTES;

  private final char[] composed;
  private final char[] typed;

  private PasswordText(char[] composed, char[] typed) {
    this.composed = composed;
    this.typed = typed;
  }

  /**
   * Returns the forms of a password; empty if no hash can be of it: it is empty, too long in NFC,
   * or has half of a surrogate pair, which all hashes would take for a question mark.
   */
  static Optional<PasswordText> of(char[] typed) {
    if (typed.length == 0 || isTooLong(typed) || hasUnpairedSurrogate(typed)) {
      return Optional.empty();
    }
    return Optional.of(new PasswordText(composed(typed), typed.clone()));
  }

  /** Returns whether a password has more than {@link #MAX_BYTES} in NFC. */
  static boolean isTooLong(char[] typed) {
    if (typed.length > MAX_TYPED) {
      return true;
    }
    char[] composed = composed(typed);
    try {
      return PasswordBytes.count(composed) > MAX_BYTES;
    } finally {
      Arrays.fill(composed, ' ');
    }
  }

  static boolean hasUnpairedSurrogate(char[] text) {
    for (int at = 0; at < text.length; at++) {
      if (Character.isSurrogate(text[at])) {
        boolean pair = at + 1 < text.length && Character.isSurrogatePair(text[at], text[at + 1]);
        if (!pair) {
          return true;
        }
        at++;
      }
    }
    return false;
  }

  private static char[] composed(char[] typed) {
    CharBuffer text = CharBuffer.wrap(typed);
    return Normalizer.isNormalized(text, Normalizer.Form.NFC)
        ? typed.clone()
        : Normalizer.normalize(text, Normalizer.Form.NFC).toCharArray();
  }

  /** Returns the form that new hashes are of. */
  char[] composed() {
    return composed;
  }

  /** Returns the forms that a stored hash may be of, the one of new hashes first. */
  List<char[]> forms() {
    boolean same = Arrays.equals(composed, typed) || PasswordBytes.count(typed) > MAX_BYTES;
    return Stream.of(composed, typed).limit(same ? 1 : 2).toList();
  }

  /** Wipes both forms. */
  @Override
  public void close() {
    Arrays.fill(composed, ' ');
    Arrays.fill(typed, ' ');
  }

  @Override
  public String toString() {
    return "PasswordText[redacted]";
  }
}
