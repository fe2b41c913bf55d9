package dev.staffgate.signin;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.time.Instant;

/** One-time codes of the RFCs, for tables of vectors. */
public final class OneTimeCodeVectors {
  private static final OneTimeCodes CODES = new OneTimeCodes();

  private OneTimeCodeVectors() {}

  /**
   * Whether the last six digits of a code are that of a step, and count once.
   *
   * @param secret the key as ASCII
   */
  public static boolean isOfStep(String secret, String code, long step) {
    var seed = SignInFixture.seed(secret.getBytes(US_ASCII));
    String digits = code.substring(code.length() - 6);
    Instant instant = Instant.ofEpochSecond(step * 30);
    var found = CODES.step(seed, digits, instant, step - 1);
    return found.isPresent()
        && found.getAsLong() == step
        && CODES.step(seed, digits, instant, step).isEmpty();
  }
}
