package dev.staffgate.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Policy reference, section 1: the forms of names, each to its last character. */
class NameSyntaxTest {
  private static final String LONGEST = "x".repeat(128);

  @ParameterizedTest
  @ValueSource(strings = {"a", "Z", "0", "a.", "web-1", "a_b", "alice@example.com", "1.2"})
  void isId_ofTheForm_isTrue(String text) {
    assertThat(NameSyntax.isId(text)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        ".a",
        "_a",
        "@eu",
        "-a",
        "a b",
        "a/b",
        "a:b",
        "a*",
        "é",
        "aé",
        "а",
        "a\u200b",
        "assigned"
      })
  void isId_ofAnotherForm_isFalse(String text) {
    assertThat(NameSyntax.isId(text)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "z", "whm", "a0", "a_b-c"})
  void isWord_ofTheForm_isTrue(String text) {
    assertThat(NameSyntax.isWord(text)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "A", "aB", "0a", "_a", "-a", "a.b", "a@b", "a b", "é", "aé"})
  void isWord_ofAnotherForm_isFalse(String text) {
    assertThat(NameSyntax.isWord(text)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"a.b", "payment.refund", "settings.two-factor.configure", "a0.b_1"})
  void isPermission_ofTwoWordsOrMore_isTrue(String text) {
    assertThat(NameSyntax.isPermission(text)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "a", ".", "a.", ".a", "a..b", "A.b", "a.B", "a.0", "a.*", "*", "a.b."})
  void isPermission_ofAnotherForm_isFalse(String text) {
    assertThat(NameSyntax.isPermission(text)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "amount",
        "A",
        "0",
        "a_b-c",
        "resource.owner",
        "action.x",
        "staff.id",
        "subject.x.y",
        "staff.a"
      })
  void isAttribute_bareOrBelowOneOfFourWords_isTrue(String text) {
    assertThat(NameSyntax.isAttribute(text)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "_a",
        ".a",
        "staff.",
        "resource.",
        "other.x",
        "Staff.x",
        "a.b",
        "a@b",
        "a b",
        "é"
      })
  void isAttribute_ofAnotherForm_isFalse(String text) {
    assertThat(NameSyntax.isAttribute(text)).isFalse();
  }

  @Test
  void all_of128Characters_areTakenAndOf129Not() {
    String permission = "a." + "x".repeat(126);

    assertThat(NameSyntax.isId(LONGEST)).isTrue();
    assertThat(NameSyntax.isId(LONGEST + "x")).isFalse();
    assertThat(NameSyntax.isWord(LONGEST)).isTrue();
    assertThat(NameSyntax.isWord(LONGEST + "x")).isFalse();
    assertThat(NameSyntax.isAttribute(LONGEST)).isTrue();
    assertThat(NameSyntax.isAttribute(LONGEST + "x")).isFalse();
    assertThat(NameSyntax.isPermission(permission)).isTrue();
    assertThat(NameSyntax.isPermission(permission + "x")).isFalse();
  }
}
