package dev.staffgate.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Text from outside in a message of ours: on one line, bounded, nothing hidden. */
class VisibleTextTest {
  @Test
  void of_textThatShows_isThatText() {
    assertThat(VisibleText.of("Zürich 🏔 a-b", 20)).isEqualTo("Zürich 🏔 a-b");
  }

  @ParameterizedTest
  @ValueSource(
      ints = {
        0, '\n', '\r', '\t', 0x1b, 0x85, 0xad, 0x200b, 0x2028, 0x2029, 0x202e, 0xd800, 0xdfff,
        0xfeff, 0x378
      })
  void of_whatDoesNotShow_isReplaced(int hidden) {
    String text = "a" + new String(new int[] {hidden}, 0, 1) + "b";

    assertThat(VisibleText.of(text, 20)).isEqualTo("a\uFFFDb");
    assertThat(VisibleText.isVisible(hidden)).isFalse();
  }

  @Test
  void of_longText_isCutBetweenCharacters() {
    assertThat(VisibleText.of("🏔🏔🏔", 2)).isEqualTo("🏔🏔…");
    assertThat(VisibleText.of("🏔🏔", 2)).isEqualTo("🏔🏔");
    assertThat(VisibleText.of("", 2)).isEmpty();
  }
}
