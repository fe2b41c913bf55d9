package dev.staffgate.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Text from outside in a message of ours: on one line, bounded, nothing hidden. */
class VisibleTextTest {
  @Test
  void cut_textThatShows_isThatText() {
    assertThat(VisibleText.cut("Zürich 🏔 a-b", 20)).isEqualTo("Zürich 🏔 a-b");
  }

  @ParameterizedTest
  @ValueSource(
      ints = {
        0, '\n', '\r', '\t', 0x1b, 0x85, 0xad, 0x200b, 0x2028, 0x2029, 0x202e, 0xd800, 0xdfff,
        0xfeff, 0x378
      })
  void cut_whatDoesNotShow_isReplaced(int hidden) {
    String text = "a" + new String(new int[] {hidden}, 0, 1) + "b";

    assertThat(VisibleText.cut(text, 20)).isEqualTo("a\uFFFDb");
    assertThat(VisibleText.isVisible(hidden)).isFalse();
  }

  @Test
  void cut_longText_isCutBetweenCharacters() {
    assertThat(VisibleText.cut("🏔🏔🏔", 2)).isEqualTo("🏔🏔…");
    assertThat(VisibleText.cut("🏔🏔", 2)).isEqualTo("🏔🏔");
    assertThat(VisibleText.cut("", 2)).isEmpty();
  }

  @Test
  void excerpts_areCutTo64And128Characters() {
    assertThat(VisibleText.excerpt("🏔".repeat(65))).isEqualTo("🏔".repeat(64) + "…");
    assertThat(VisibleText.longExcerpt("a".repeat(129))).isEqualTo("a".repeat(128) + "…");
  }

  @Test
  void line_ofAnyLength_keepsThePlaceOfEachCharacter() {
    assertThat(VisibleText.line("\ta\u202eb" + "c".repeat(500)))
        .isEqualTo(" a\uFFFDb" + "c".repeat(500));
  }

  @Test
  void quoted_whatIsNotPrintableAscii_isItsDigits() {
    assertThat(VisibleText.quoted("a b\n\u00e9")).isEqualTo("`a b\\u000a\\u00e9`");
    assertThat(VisibleText.quoted("x".repeat(64))).isEqualTo("`" + "x".repeat(64) + "`");
    assertThat(VisibleText.quoted("x".repeat(65))).isEqualTo("`" + "x".repeat(64) + "…`");
  }

  @Test
  void ascii_everyOtherCharacter_isOneQuestionMark() {
    assertThat(VisibleText.ascii("é🏔\na", 4)).isEqualTo("???a");
    assertThat(VisibleText.ascii("é🏔\na", 3)).isEqualTo("???…");
  }

  @Test
  void sentence_isOneLineAndNeverEmpty() {
    assertThat(VisibleText.sentence(" one\n  two ")).isEqualTo("one two");
    assertThat(VisibleText.sentence(null)).isEqualTo("it cannot be read");
  }

  @Test
  void withoutMarkup_isOneLineWithoutTagsAndHiddenCharacters() {
    assertThat(VisibleText.withoutMarkup("<b>no\u200b</b>\r\n <i>such</i> user <"))
        .isEqualTo("no such user");
    assertThat(VisibleText.withoutMarkup("x".repeat(5000))).hasSize(4096);
  }
}
