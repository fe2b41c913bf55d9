package dev.staffgate.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StateKeyTest {
  @ParameterizedTest
  @CsvSource({
    "alice, alice",
    "Alice, %41lice",
    "a/b, a%2fb",
    "a%2fb, a%252fb",
    "~, %7e",
    "é, %c3%a9",
  })
  void text_asAPart_isEncoded(String part, String kept) {
    assertThat(StateKey.of("x", part).text()).isEqualTo("x/" + kept);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\ud83d\ude00", "Alice von der Alm, Altes Land", "\ud800"})
  void text_thatIsEmptyOrLongOrHasSurrogates_isHashed(String part) {
    assertThat(StateKey.of("x", part.repeat(2)).text()).matches("x/~[0-9a-f]{40}");
  }

  @Test
  void texts_ofAMebibyte_makeAShortKey() {
    String long1 = "x".repeat(1 << 20);

    assertThat(StateKey.of(long1, long1, long1, long1).text())
        .hasSizeLessThanOrEqualTo(StateKey.MAX_LENGTH);
  }

  @Property
  void keys_ofAnyTwoTexts_areEqualOnlyIfTheTextsAre(@ForAll String one, @ForAll String other) {
    assertThat(StateKey.of(one).equals(StateKey.of(other))).isEqualTo(one.equals(other));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "A", "a b", "a/", "/a", "a//b", "é", "a'b", "a\n", "1/2/3/4/5/6/7/8/9"})
  void text_thatIsNotAKey_isRefused(String text) {
    assertThatThrownBy(() -> new StateKey(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("key of the state store");
  }

  @Test
  void text_ofMoreThanTheMost_isRefusedWithoutBeingQuoted() {
    assertThat(new StateKey("x".repeat(200)).text()).hasSize(200);
    assertThatThrownBy(() -> new StateKey("x".repeat(201)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("201")
        .hasMessageNotContaining("xx");
  }

  @Test
  void key_underAnother_hasItsPartsAndMore() {
    assertThat(new StateKey("a/b").isUnder(new StateKey("a"))).isTrue();
    assertThat(new StateKey("a").isUnder(new StateKey("a"))).isFalse();
    assertThat(new StateKey("ab/c").isUnder(new StateKey("a"))).isFalse();
    assertThat(new StateKey("a-b").isUnder(new StateKey("a"))).isFalse();
  }
}
