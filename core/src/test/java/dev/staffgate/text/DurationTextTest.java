package dev.staffgate.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Policy reference, sections 1 and 5: the form of a duration. */
class DurationTextTest {
  @ParameterizedTest
  @CsvSource({
    "PT0S, 0s",
    "PT90S, 90s",
    "PT60S, 1m",
    "PT90M, 90m",
    "PT24H, 1d",
    "PT25H, 25h",
    "P3650D, 3650d",
    "PT86401S, 86401s"
  })
  void duration_written_hasTheLargestUnitThatFits(Duration duration, String text) {
    assertThat(DurationText.format(duration)).isEqualTo(text);
    assertThat(DurationText.parse(text)).contains(duration);
  }

  @ParameterizedTest
  @CsvSource({
    "0s, PT0S",
    "90s, PT90S",
    "15m, PT15M",
    "012h, PT12H",
    "30d, PT720H",
    "3650d, PT87600H",
    "P1D, PT24H",
    "PT1H30M, PT1H30M",
    "P2DT3H4M5S, PT51H4M5S",
    "PT0S, PT0S",
  })
  void duration_inItsForm_isRead(String text, Duration expected) {
    assertThat(DurationText.parse(text)).contains(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "5",
        "m",
        "5 m",
        "5M",
        "-5m",
        "+5m",
        "5.5h",
        "5w",
        "1h30m",
        "3651d",
        "P",
        "PT",
        "P1DT",
        "P1Y",
        "P1M",
        "PT1.5S",
        "-PT1H",
        "pt1h",
        "P1W",
        "PT-1H",
        "999999999999999999d",
        "５m",
        "9223372036854775808s",
        "PT999999999999H"
      })
  void duration_inAnotherForm_isRefused(String text) {
    assertThat(DurationText.parse(text)).isEmpty();
  }
}
