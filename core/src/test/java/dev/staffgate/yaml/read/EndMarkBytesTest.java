package dev.staffgate.yaml.read;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bytes that count as a whole file are those that the loader takes, too. */
class EndMarkBytesTest {
  @ParameterizedTest
  @ValueSource(strings = {"a: 1\n...\n", "a: 1\n...", "a: 1\r\n...  # end\r\n \r\n# more\r\n"})
  void text_thatEndsInTheMark_isWhole(String text) {
    assertThat(EndMark.isAtTheEndOf(text.getBytes(UTF_8))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"a: 1\n", "a: 1\n...\n\t\n", "a: 1\n...\t\n", "a: 1\n...\nb: 1\n", ""})
  void text_withAnythingElseBehindIt_isNot(String text) {
    assertThat(EndMark.isAtTheEndOf(text.getBytes(UTF_8))).isFalse();
  }
}
