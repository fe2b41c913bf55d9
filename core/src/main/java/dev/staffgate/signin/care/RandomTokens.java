package dev.staffgate.signin.care;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.common.hash.Hashing;
import com.google.common.io.BaseEncoding;
import dev.staffgate.model.Secret;
import java.security.SecureRandom;
import java.util.regex.Pattern;

/** Texts of 256 random bits, fit for a URL, and the fingerprints by which they are kept. */
final class RandomTokens {
  private static final int BYTES = 32;
  private static final int FINGERPRINT = 40;
  private static final int LENGTH = 43;
  private static final Pattern SYNTAX = Pattern.compile("[A-Za-z0-9_-]{" + LENGTH + "}");
  private static final BaseEncoding BASE64 = BaseEncoding.base64Url().omitPadding();

  private final SecureRandom random = new SecureRandom();

  String newToken() {
    byte[] bytes = new byte[BYTES];
    random.nextBytes(bytes);
    return BASE64.encode(bytes);
  }

  /** Returns whether a text can be one of these. */
  static boolean isToken(String text) {
    return text.length() == LENGTH && SYNTAX.matcher(text).matches();
  }

  /** Returns the fingerprint of a text that nobody guesses. */
  static String fingerprint(String secret) {
    return Hashing.sha256().hashString(secret, UTF_8).toString().substring(0, FINGERPRINT);
  }

  static String fingerprint(Secret secret) {
    return fingerprint(secret.revealToUse());
  }

  /** Returns a text as a field of an entry. */
  static String toField(String text) {
    return BASE64.encode(text.getBytes(UTF_8));
  }

  static String ofField(String field) {
    return new String(BASE64.decode(field), UTF_8);
  }
}
