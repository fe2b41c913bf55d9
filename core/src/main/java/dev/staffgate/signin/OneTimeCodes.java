package dev.staffgate.signin;

import static com.google.common.base.Preconditions.checkArgument;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.eatthepath.otp.TimeBasedOneTimePasswordGenerator;
import com.google.common.base.CharMatcher;
import com.google.common.io.BaseEncoding;
import com.google.common.net.UrlEscapers;
import dev.staffgate.model.Secret;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Locale;
import java.util.OptionalLong;
import javax.crypto.spec.SecretKeySpec;

/**
 * One-time codes by time (RFC 6238): six digits, a step of 30 s, HMAC-SHA-1, which every
 * authenticator app knows. A code counts in its own step, the one before and the one after.
 *
 * <p>A step can be used once: whoever calls keeps the last one used, so that it is the step that is
 * spent, however the code was typed.
 */
final class OneTimeCodes {
  /** The length of a code in digits. */
  static final int DIGITS = 6;

  private static final int STEP_SECONDS = 30;
  private static final CharMatcher ASCII_DIGITS = CharMatcher.inRange('0', '9');
  private static final int SEED_BYTES = 20;
  private static final int MIN_SEED_BYTES = 16;
  private static final int MAX_SEED_BYTES = 64;
  private static final int MAX_ISSUER = 64;
  private static final BaseEncoding BASE32 = BaseEncoding.base32().omitPadding();

  private final SecureRandom random;
  private final TimeBasedOneTimePasswordGenerator generator =
      new TimeBasedOneTimePasswordGenerator();

  OneTimeCodes() {
    this(new SecureRandom());
  }

  OneTimeCodes(SecureRandom random) {
    this.random = random;
  }

  /** Requires a seed that is long enough, without quoting it. */
  static void checkSeed(Secret seed) {
    boolean base32 = BASE32.canDecode(seed.revealToUse());
    int bytes = base32 ? BASE32.decode(seed.revealToUse()).length : 0;
    checkArgument(
        bytes >= MIN_SEED_BYTES && bytes <= MAX_SEED_BYTES,
        "a seed has %s to %s bytes, in Base32",
        MIN_SEED_BYTES,
        MAX_SEED_BYTES);
  }

  /** Requires a name that can stand before the colon of an {@code otpauth} label. */
  static String checkedIssuer(String issuer) {
    checkArgument(
        !issuer.isBlank() && issuer.length() <= MAX_ISSUER && issuer.indexOf(':') < 0,
        "an issuer has 1 to %s characters and no colon",
        MAX_ISSUER);
    return issuer;
  }

  /** Returns a new seed: 160 random bits in Base32. */
  Secret newSeed() {
    byte[] seed = new byte[SEED_BYTES];
    random.nextBytes(seed);
    return Secret.of(BASE32.encode(seed));
  }

  /**
   * Returns the step that a code is of, if it is one of the three that count now and later than the
   * last one used.
   *
   * @param code as {@link TypedCode} reads it
   */
  OptionalLong step(Secret seed, String code, Instant now, long lastUsed) {
    if (code.length() != DIGITS || !ASCII_DIGITS.matchesAllOf(code)) {
      return OptionalLong.empty();
    }
    SecretKeySpec key =
        new SecretKeySpec(BASE32.decode(seed.revealToUse()), generator.getAlgorithm());
    long current = Math.floorDiv(now.getEpochSecond(), STEP_SECONDS);
    OptionalLong found = OptionalLong.empty();
    for (long step = current - 1; step <= current + 1; step++) {
      boolean equal = MessageDigest.isEqual(code.getBytes(UTF_8), code(key, step).getBytes(UTF_8));
      if (equal && step > lastUsed && found.isEmpty()) {
        found = OptionalLong.of(step);
      }
    }
    return found;
  }

  private String code(SecretKeySpec key, long step) {
    try {
      return generator.generateOneTimePasswordString(
          key, Instant.ofEpochSecond(step * STEP_SECONDS), Locale.ROOT);
    } catch (InvalidKeyException e) {
      throw new IllegalStateException("a seed is not a key", e);
    }
  }

  /** Returns what an authenticator app reads from a QR code. */
  static Secret uri(String issuer, String staff, Secret seed) {
    String label = UrlEscapers.urlPathSegmentEscaper().escape(issuer + ":" + staff);
    return Secret.of(
        "otpauth://totp/"
            + label
            + "?secret="
            + seed.revealToUse()
            + "&issuer="
            + UrlEscapers.urlFormParameterEscaper().escape(issuer).replace("+", "%20")
            + "&algorithm=SHA1&digits=6&period=30");
  }
}
