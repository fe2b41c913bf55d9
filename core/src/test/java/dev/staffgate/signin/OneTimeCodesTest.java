package dev.staffgate.signin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.staffgate.model.Secret;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OneTimeCodesTest {
  private static final Secret SEED = SignInFixture.seed(SignInFixture.RFC_KEY);
  private final OneTimeCodes codes = new OneTimeCodes();

  /** RFC 6238, appendix B, SHA-1; the last six of the eight digits that stand there. */
  @ParameterizedTest
  @CsvSource({
    "59, 287082",
    "1111111109, 081804",
    "1111111111, 050471",
    "1234567890, 005924",
    "2000000000, 279037",
    "20000000000, 353130"
  })
  void step_ofACodeOfRfc6238_isTheOneOfItsTime(long second, String code) {
    assertThat(codes.step(SEED, code, Instant.ofEpochSecond(second), -1)).hasValue(second / 30);
    assertThat(codes.step(SEED, code, Instant.ofEpochSecond(second), second / 30)).isEmpty();
    assertThat(codes.step(SEED, code, Instant.ofEpochSecond(second + 60), -1)).isEmpty();
  }

  /** RFC 4226, appendix D; the counter is the time step. */
  @ParameterizedTest
  @CsvSource({
    "0, 755224",
    "1, 287082",
    "2, 359152",
    "3, 969429",
    "4, 338314",
    "5, 254676",
    "6, 287922",
    "7, 162583",
    "8, 399871",
    "9, 520489"
  })
  void step_ofACodeOfRfc4226_isItsCounter(long counter, String code) {
    assertThat(codes.step(SEED, code, Instant.ofEpochSecond(counter * 30), counter - 1))
        .hasValue(counter);
  }

  @Test
  void newSeed_eachTime_isAnotherOf160Bits() {
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < 1000; i++) {
      assertThat(seen.add(codes.newSeed().revealToUse())).isTrue();
    }
    assertThat(seen).allMatch(seed -> seed.matches("[A-Z2-7]{32}"));
  }

  @Test
  void uri_ofTextsWithSigns_isEscaped() {
    assertThat(OneTimeCodes.uri("A&B? Höst#1", "bob@x.example", SEED).revealToUse())
        .isEqualTo(
            "otpauth://totp/A&B%3F%20H%C3%B6st%231:bob@x.example?secret="
                + SEED.revealToUse()
                + "&issuer=A%26B%3F%20H%C3%B6st%231&algorithm=SHA1&digits=6&period=30");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "a:b"})
  void issuer_thatWouldEndItsLabel_isRefused(String issuer) {
    assertThatIllegalArgumentException().isThrownBy(() -> OneTimeCodes.checkedIssuer(issuer));
  }

  @ParameterizedTest
  @ValueSource(strings = {"AAAA", "gezdgnbvgy3tqojqgezdgnbvgy3tqojq", "GEZDGNBVGY3TQOJ1"})
  void seed_thatIsTooShortOrNoBase32_isRefusedWithoutQuotingIt(String seed) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> OneTimeCodes.checkSeed(Secret.of(seed)))
        .withMessageNotContaining(seed);
  }
}
