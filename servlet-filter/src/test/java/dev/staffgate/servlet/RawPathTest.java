package dev.staffgate.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RawPathTest {
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
    assertThat(RawPath.wrongWith(raw)).isEmpty();
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
    assertThat(RawPath.wrongWith(raw)).isPresent();
  }

  @Test
  void path_tooLong_isRefused() {
    assertThat(RawPath.wrongWith("/" + "a".repeat(10_000))).isPresent();
  }
}
