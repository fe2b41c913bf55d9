package dev.staffgate.servlet.request;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PathInspectorTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/a",
        "/a/",
        "/a/b.html",
        "/a%20b/c",
        "/caf%C3%A9",
        "/~user/a-b_c",
        "/a:b@c,d",
        "/.well-known/x",
        "/clients/42",
        "/a.b.c/d",
        "/a/.../b",
        "/..a/b"
      })
  void path_withOneMeaning_isNotRefused(String raw) {
    assertThat(PathInspector.problemIn(raw)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "a",
        "*",
        "http://h/a",
        "//a",
        "/a//b",
        "/a;x=1",
        "/a;/b",
        "/a%3bx",
        "/a%2fb",
        "/a%2Fb",
        "/a\\b",
        "/a%5cb",
        "/.",
        "/..",
        "/a/../b",
        "/a/./b",
        "/a/%2e%2e/b",
        "/a/%2E/b",
        "/a/.%2e/b",
        "/a/..%20/b",
        "/a/%20../b",
        "/a./b",
        "/a%20/b",
        "/%20a/b",
        "/a%C2%A0/b",
        "/%E3%80%80a",
        "/a%00",
        "/a%0d%0ab",
        "/a\u0000",
        "/a\tb",
        "/a b",
        "/a%",
        "/a%2",
        "/a%zz",
        "/a%252e%252e/b",
        "/a%25",
        "/a%c0%ae",
        "/a%ff",
        "/a%e0%80%af",
        "/a%ed%a0%80",
        "/caf\u00e9",
        "/a%EF%BC%8Fb",
        "/a%E2%80%AE",
        "/a%EF%BC%8E%EF%BC%8E/b",
        "/a?b",
        "/a#b",
        "/a%u002e",
        "/a%E2%81%84b%E2%80%A4"
      })
  void path_withTwoMeanings_isRefused(String raw) {
    assertThat(PathInspector.problemIn(raw)).isPresent();
  }

  @Test
  void path_tooLong_isRefused() {
    assertThat(PathInspector.problemIn("/" + "a".repeat(10_000))).isPresent();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/caf\u00e9", "/caf%C3%A9", "/\u65e5\u672c/\ud83d\ude00", "/a%20b"})
  void dispatchedPath_withLettersAsTheyAre_isNotRefused(String path) {
    assertThat(PathInspector.problemInDispatched(path)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/caf\u00e9/../a",
        "/caf\u00e9;x",
        "/\u00e9%2f",
        "/\ud800",
        "/a\uff0fb",
        "/\u202e",
        "/\u0085",
        "/a\u00a0",
        "/a b",
        "\u00e9"
      })
  void dispatchedPath_withTwoMeanings_isRefused(String path) {
    assertThat(PathInspector.problemInDispatched(path)).isPresent();
  }

  /** The quick look lets through only what the full inspection lets through. */
  @Property(tries = 5_000)
  void plainPath_isNeverOneThatTheWholeLookRefuses(@ForAll("paths") String path) {
    assertThat(!PathInspector.isPlain(path) || PathInspector.problemInUnusual(path).isEmpty())
        .isTrue();
  }

  @Provide
  Arbitrary<String> paths() {
    return Arbitraries.strings()
        .withChars("ab.//-_~!$&'()*+,=:@%;\\?# \u00e9\u0000")
        .ofMaxLength(8)
        .map("/"::concat);
  }
}
