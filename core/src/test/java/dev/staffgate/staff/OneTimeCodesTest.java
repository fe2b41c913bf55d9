package dev.staffgate.staff;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.io.BaseEncoding;
import dev.staffgate.model.Secret;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** RFC 6238, appendix B, SHA-1; the last six of the eight digits that stand there. */
class OneTimeCodesTest {
  private static final Secret SEED =
      Secret.of(
          BaseEncoding.base32().omitPadding().encode("12345678901234567890".getBytes(US_ASCII)));

  @ParameterizedTest
  @CsvSource({
    "59, 287082",
    "1111111109, 081804",
    "1111111111, 050471",
    "1234567890, 005924",
    "2000000000, 279037",
    "20000000000, 353130"
  })
  void step_ofACodeOfTheRfc_isTheOneOfItsTime(long second, String code) {
    assertThat(new OneTimeCodes().step(SEED, code, Instant.ofEpochSecond(second), -1))
        .hasValue(second / 30);
    assertThat(new OneTimeCodes().step(SEED, code, Instant.ofEpochSecond(second), second / 30))
        .isEmpty();
    assertThat(new OneTimeCodes().step(SEED, code, Instant.ofEpochSecond(second + 60), -1))
        .isEmpty();
  }
}
