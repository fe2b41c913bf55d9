package dev.staffgate.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Cut text: bounded, and never half a character. */
class CutTextTest {
  @Test
  void after_longText_keepsAllThatIsAllowedAndAddsAnEllipsis() {
    assertThat(CutText.after("🏔🏔🏔", 2)).isEqualTo("🏔🏔…");
    assertThat(CutText.after("🏔🏔", 2)).isEqualTo("🏔🏔");
  }

  @Test
  void toCodePoints_longText_countsTheEllipsis() {
    assertThat(CutText.toCodePoints("🏔🏔🏔", 2)).isEqualTo("🏔…");
    assertThat(CutText.toCodePoints("🏔🏔", 2)).isEqualTo("🏔🏔");
  }

  @Test
  void toLength_longText_countsCharsAndSplitsNoPair() {
    assertThat(CutText.toLength("abcd", 4)).isEqualTo("abcd");
    assertThat(CutText.toLength("abcde", 4)).isEqualTo("abc…");
    assertThat(CutText.toLength("ab🏔de", 4)).isEqualTo("ab…");
  }
}
