package dev.staffgate.signin;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.time.Instant;

/** One-time codes of the RFCs, for tables of vectors. */
public final class OneTimeCodeVectors {
  private static final OneTimeCodes CODES = new OneTimeCodes();

  private OneTimeCodeVectors() {}

  /**
   * Whether a code of six or eight digits is that of a step, and counts once.
   *
   * @param secret the key as ASCII
   * @param algorithm such as {@code SHA1}
   */
  public static boolean isOfStep(String secret, String algorithm, String code, long step) {
    OneTimeCodeForm form =
        new OneTimeCodeForm(OneTimeCodeForm.Algorithm.valueOf(algorithm), code.length());
    OneTimeCodeKey key = OneTimeCodeKey.of(secret.getBytes(US_ASCII), form);
    Instant instant = Instant.ofEpochSecond(step * 30);
    var found = CODES.step(key, code, instant, step - 1);
    return found.isPresent()
        && found.getAsLong() == step
        && CODES.step(key, code, instant, step).isEmpty();
  }
}
