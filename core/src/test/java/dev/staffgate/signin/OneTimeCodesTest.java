package dev.staffgate.signin;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.staffgate.model.Secret;
import dev.staffgate.signin.OneTimeCodeForm.Algorithm;
import java.time.Instant;
import java.util.HashSet;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OneTimeCodesTest {
  private static final OneTimeCodeKey KEY = SignInFixture.key(SignInFixture.RFC_KEY);
  private final OneTimeCodes codes = new OneTimeCodes();

  /**
   * RFC 6238, appendix B, with keys as long as what the hash function returns, as in the code of
   * appendix A.
   */
  @ParameterizedTest
  @CsvSource({
    "59, SHA1, 94287082",
    "59, SHA256, 46119246",
    "59, SHA512, 90693936",
    "1111111109, SHA1, 07081804",
    "1111111109, SHA256, 68084774",
    "1111111109, SHA512, 25091201",
    "1111111111, SHA1, 14050471",
    "1111111111, SHA256, 67062674",
    "1111111111, SHA512, 99943326",
    "1234567890, SHA1, 89005924",
    "1234567890, SHA256, 91819424",
    "1234567890, SHA512, 93441116",
    "2000000000, SHA1, 69279037",
    "2000000000, SHA256, 90698825",
    "2000000000, SHA512, 38618901",
    "20000000000, SHA1, 65353130",
    "20000000000, SHA256, 77737706",
    "20000000000, SHA512, 47863826"
  })
  void step_ofACodeOfRfc6238_isTheOneOfItsTime(long second, Algorithm algorithm, String code) {
    byte[] seed = "1234567890".repeat(7).substring(0, algorithm.seedBytes()).getBytes(US_ASCII);
    OneTimeCodeKey eight = OneTimeCodeKey.of(seed, new OneTimeCodeForm(algorithm, 8));
    OneTimeCodeKey six = OneTimeCodeKey.of(seed, new OneTimeCodeForm(algorithm, 6));
    Instant now = Instant.ofEpochSecond(second);

    assertThat(codes.step(eight, code, now, -1)).hasValue(second / 30);
    assertThat(codes.step(eight, code, now, second / 30)).isEmpty();
    assertThat(codes.step(eight, code, now.plusSeconds(60), -1)).isEmpty();
    assertThat(codes.step(six, code.substring(2), now, -1)).hasValue(second / 30);
    assertThat(codes.step(six, code, now, -1)).isEmpty();
    assertThat(codes.step(eight, code.substring(2), now, -1)).isEmpty();
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
    assertThat(codes.step(KEY, code, Instant.ofEpochSecond(counter * 30), counter - 1))
        .hasValue(counter);
  }

  @ParameterizedTest
  @CsvSource({
    "30, -1",
    "59, -1",
    "60, -2",
    "300, -10",
    "330, none",
    "-1, 1",
    "-30, 1",
    "-31, 2",
    "-300, 10",
    "-301, none"
  })
  void code_someStepsOff_countsWithinOneAndIsRecognisedWithinTen(long seconds, String steps) {
    long ofCode = 1_234_567_890L / 30;
    Instant now = Instant.ofEpochSecond(ofCode * 30 + seconds);
    long off = steps.equals("none") ? 99 : Math.abs(Long.parseLong(steps));

    OptionalLong counts = codes.step(KEY, "005924", now, -1);
    OptionalLong drifted = codes.driftedStep(KEY, "005924", now, -1);

    assertThat(counts).isEqualTo(off <= 1 ? OptionalLong.of(ofCode) : OptionalLong.empty());
    assertThat(drifted)
        .isEqualTo(off > 1 && off <= 10 ? OptionalLong.of(ofCode) : OptionalLong.empty());
    assertThat(codes.driftedStep(KEY, "005924", now, ofCode)).as("used before").isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"SHA1, 32", "SHA256, 52", "SHA512, 103"})
  void newKey_eachTime_isAnotherAsLongAsTheHash(Algorithm algorithm, int length) {
    OneTimeCodeForm form = new OneTimeCodeForm(algorithm, 6);
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < 1000; i++) {
      assertThat(seen.add(codes.newKey(form).seed().revealToUse())).isTrue();
    }
    assertThat(seen).allMatch(seed -> seed.matches("[A-Z2-7]{%d}".formatted(length)));
  }

  @Test
  void uri_ofTextsWithSigns_isEscaped() {
    assertThat(OneTimeCodes.uri("A&B? Höst#1", "bob@x.example", KEY).revealToUse())
        .isEqualTo(
            "otpauth://totp/A&B%3F%20H%C3%B6st%231:bob@x.example?secret="
                + KEY.seed().revealToUse()
                + "&issuer=A%26B%3F%20H%C3%B6st%231&algorithm=SHA1&digits=6&period=30");
  }

  @Test
  void uri_ofAnotherForm_namesIt() {
    OneTimeCodeForm form = new OneTimeCodeForm(Algorithm.SHA512, 8);
    assertThat(OneTimeCodes.uri("A", "bob", codes.newKey(form)).revealToUse())
        .endsWith("&issuer=A&algorithm=SHA512&digits=8&period=30");
  }

  @ParameterizedTest
  @ValueSource(ints = {-6, 0, 5, 7, 9})
  void form_ofOtherLengths_isRefused(int digits) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new OneTimeCodeForm(Algorithm.SHA1, digits));
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
        .isThrownBy(() -> OneTimeCodeKey.of(Secret.of(seed)))
        .withMessageNotContaining(seed);
  }
}
