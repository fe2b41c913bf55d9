package dev.staffgate.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Ages as people say them. */
class AgeTextTest {
  @ParameterizedTest
  @CsvSource({
    "PT0S, 0 s ago",
    "PT2M54S, 2 min 54 s ago",
    "PT5M, 5 min ago",
    "PT4M59.8S, 5 min ago",
    "PT5M0.000000001S, 5 min 1 s ago",
    "PT12H1S, 12 h 1 s ago",
    "PT26H, 1 d 2 h ago",
    "P3650D, 3650 d ago",
    "PT-30S, 30 s ahead",
    "PT-60.5S, 1 min 1 s ahead",
    "PT-0.000000001S, 1 s ahead"
  })
  void of_anAge_isWhatPeopleSay(Duration age, String text) {
    assertThat(AgeText.of(age)).isEqualTo(text);
  }
}
