package dev.staffgate.yaml.write;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Policy reference, section 5: each scalar has one canonical text. */
class ScalarWriterTest {
  @ParameterizedTest
  @CsvSource({"100.00, 100", "1000, 1000", "0.50, 0.5", "0, 0", "0.00, 0", "99.99, 99.99"})
  void limit_written_hasNoZerosBehindItsFraction(String limit, String text) {
    assertThat(ScalarWriter.number(new BigDecimal(limit)).yaml()).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"alice", "Support tier 1", "web1.example.net", "alice@example.com", "/a/b", "É-x"})
  void text_withoutMeaningInYaml_standsPlain(String text) {
    assertThat(ScalarWriter.text(text).yaml()).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "no",
        "ON",
        "010",
        "1.5",
        "22:22",
        "*",
        "@eu",
        "::1",
        "2026-11-01",
        "",
        " a",
        "a, b"
      })
  void text_thatYamlOrAPersonMayTakeForSomethingElse_isQuoted(String text) {
    assertThat(ScalarWriter.text(text).yaml()).isEqualTo('"' + text + '"');
  }
}
