package dev.staffgate.signin;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

/**
 * The form of one-time codes by time: which hash function they are made with, and how many digits
 * they have. Steps are of 30 s.
 *
 * @param algorithm the hash function within HMAC
 * @param digits 6 or 8
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6238#section-1.2">RFC 6238, section 1.2</a>
 */
public record OneTimeCodeForm(Algorithm algorithm, int digits) {
  /** Codes that every authenticator app makes: HMAC-SHA-1, six digits. */
  public static final OneTimeCodeForm STANDARD = new OneTimeCodeForm(Algorithm.SHA1, 6);

  /** The hash functions of RFC 6238, as {@code otpauth} URIs name them. */
  public enum Algorithm {
    /** SHA-1; the one that every app knows. As good as the others here (RFC 4226, appendix B). */
    SHA1("HmacSHA1", 20),
    /** SHA-256; some apps ignore it and show wrong codes. */
    SHA256("HmacSHA256", 32),
    /** SHA-512; some apps ignore it and show wrong codes. */
    SHA512("HmacSHA512", 64);

    private final String hmac;
    private final int seedBytes;

    Algorithm(String hmac, int seedBytes) {
      this.hmac = hmac;
      this.seedBytes = seedBytes;
    }

    /** Returns the name by which the JDK knows the function within HMAC. */
    String hmac() {
      return hmac;
    }

    /** Returns how many bytes a new seed has: as many as the function returns. */
    int seedBytes() {
      return seedBytes;
    }
  }

  public OneTimeCodeForm {
    requireNonNull(algorithm, "algorithm");
    checkArgument(digits == 6 || digits == 8, "a code has 6 or 8 digits, not %s", digits);
  }
}
