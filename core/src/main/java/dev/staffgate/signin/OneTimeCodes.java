package dev.staffgate.signin;

import static com.google.common.base.Preconditions.checkArgument;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.eatthepath.otp.TimeBasedOneTimePasswordGenerator;
import com.google.common.base.CharMatcher;
import com.google.common.net.UrlEscapers;
import dev.staffgate.model.Secret;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.OptionalLong;
import javax.crypto.spec.SecretKeySpec;

/**
 * One-time codes by time (RFC 6238), with a step of 30 s. A code counts in its own step, the one
 * before and the one after.
 *
 * <p>A step can be used once: whoever calls keeps the last one used, so that it is the step that is
 * spent, however the code was typed.
 */
final class OneTimeCodes {
  private static final int STEP_SECONDS = 30;

  /** The most steps that a recognised code is off: five minutes, as clocks of phones are. */
  private static final int MAX_DRIFT = 10;

  /** The most steps ahead at which a used one is believed: two days, for a wrong clock. */
  private static final int MAX_AHEAD = 2 * 24 * 60 * 2;

  private static final CharMatcher ASCII_DIGITS = CharMatcher.inRange('0', '9');
  private static final int MAX_ISSUER = 64;

  private final SecureRandom random;

  OneTimeCodes() {
    this(new SecureRandom());
  }

  OneTimeCodes(SecureRandom random) {
    this.random = random;
  }

  /** Requires a name that can stand before the colon of an {@code otpauth} label. */
  static String checkedIssuer(String issuer) {
    checkArgument(
        !issuer.isBlank() && issuer.length() <= MAX_ISSUER && issuer.indexOf(':') < 0,
        "an issuer has 1 to %s characters and no colon",
        MAX_ISSUER);
    return issuer;
  }

  /** Returns a key with a new random seed: 160 bits, or as many as the hash function has. */
  OneTimeCodeKey newKey(OneTimeCodeForm form) {
    byte[] seed = new byte[form.algorithm().seedBytes()];
    random.nextBytes(seed);
    return OneTimeCodeKey.of(seed, form);
  }

  /** Returns the step of an instant. */
  static long stepAt(Instant now) {
    return Math.floorDiv(now.getEpochSecond(), STEP_SECONDS);
  }

  /**
   * Returns the step that a code is of, if it is one of the three that count now and later than the
   * last one used.
   *
   * @param code as {@link TypedCode} reads it
   */
  OptionalLong step(OneTimeCodeKey key, String code, Instant now, long lastUsed) {
    long current = stepAt(now);
    return first(key, code, current - 1, current + 1, lastUsed);
  }

  /**
   * Returns whether a code would count if its step were not used up: then nobody guessed.
   *
   * @param code as {@link TypedCode} reads it
   */
  boolean isSpent(OneTimeCodeKey key, String code, Instant now, long lastUsed) {
    long current = stepAt(now);
    OptionalLong step = first(key, code, current - 1, current + 1, -1);
    return step.isPresent() && step.getAsLong() <= lastUsed;
  }

  /** Returns whether a step that is kept as used lies so far ahead that a clock was wrong. */
  static boolean isTooFarAhead(long lastUsed, Instant now) {
    return lastUsed - stepAt(now) > MAX_AHEAD;
  }

  /**
   * Returns the step that a code is of which does not count, but would if the clock of the app were
   * right: the step is at most ten away, and later than the last one used.
   *
   * @param code as {@link TypedCode} reads it
   */
  OptionalLong driftedStep(OneTimeCodeKey key, String code, Instant now, long lastUsed) {
    long current = stepAt(now);
    OptionalLong early = first(key, code, current - MAX_DRIFT, current - 2, lastUsed);
    OptionalLong late = first(key, code, current + 2, current + MAX_DRIFT, lastUsed);
    return early.isPresent() ? early : late;
  }

  /** Returns the first step of these that a code is of; always compares with all of them. */
  private static OptionalLong first(
      OneTimeCodeKey key, String code, long from, long to, long lastUsed) {
    if (code.length() != key.form().digits() || !ASCII_DIGITS.matchesAllOf(code)) {
      return OptionalLong.empty();
    }
    TimeBasedOneTimePasswordGenerator generator = generator(key.form());
    SecretKeySpec secret = new SecretKeySpec(key.bytes(), generator.getAlgorithm());
    OptionalLong found = OptionalLong.empty();
    for (long step = from; step <= to; step++) {
      String expected = code(generator, secret, step);
      boolean equal = MessageDigest.isEqual(code.getBytes(UTF_8), expected.getBytes(UTF_8));
      if (equal && step > lastUsed && found.isEmpty()) {
        found = OptionalLong.of(step);
      }
    }
    return found;
  }

  private static TimeBasedOneTimePasswordGenerator generator(OneTimeCodeForm form) {
    return new TimeBasedOneTimePasswordGenerator(
        Duration.ofSeconds(STEP_SECONDS), form.digits(), form.algorithm().hmac());
  }

  private static String code(
      TimeBasedOneTimePasswordGenerator generator, SecretKeySpec key, long step) {
    try {
      return generator.generateOneTimePasswordString(
          key, Instant.ofEpochSecond(step * STEP_SECONDS), Locale.ROOT);
    } catch (InvalidKeyException e) {
      throw new IllegalStateException("a seed is not a key", e);
    }
  }

  /** Returns what an authenticator app reads from a QR code. */
  static Secret uri(String issuer, String staff, OneTimeCodeKey key) {
    String label = UrlEscapers.urlPathSegmentEscaper().escape(issuer + ":" + staff);
    return Secret.of(
        "otpauth://totp/"
            + label
            + "?secret="
            + key.seed().revealToUse()
            + "&issuer="
            + UrlEscapers.urlFormParameterEscaper().escape(issuer).replace("+", "%20")
            + "&algorithm="
            + key.form().algorithm()
            + "&digits="
            + key.form().digits()
            + "&period="
            + STEP_SECONDS);
  }
}
