package dev.staffgate.examples.panel.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Paths of pages match as the policy's routes do (policy reference, section 2). */
class PagePathTest {
  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "/, /, ''",
        "/, /x, -",
        "/why, /why, ''",
        "/why, /why/, -",
        "/why, /whyever, -",
        "/tokens, /tokens, ''",
        "/tokens, /tokens/, -",
        "/tokens, /tokens/web1, -",
        "/tokens/{server}, /tokens/web1, web1",
        "/tokens/{server}, /tokens/, -",
        "/tokens/{server}, /tokens/a/b, -",
        "/tokens/{server}, /token/web1, -",
        "/servers/**, /servers, ''",
        "/servers/**, /servers/, ''",
        "/servers/**, /servers/web1, web1",
        "/servers/**, /servers/a/b, a/b",
        "/servers/**, /serversx, -"
      })
  void match_ofAPath_givesThePartThatVaries(
      String pattern, String path, @Nullable String expected) {
    if (expected == null) {
      assertThat(new PagePath(pattern).match(path)).isEmpty();
    } else {
      assertThat(new PagePath(pattern).match(path)).contains(expected);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "why", "/**/x", "/{a}/b", "/a b", "/a\"", "/*"})
  void pattern_ofAnotherForm_isRefused(String pattern) {
    assertThatThrownBy(() -> new PagePath(pattern)).isInstanceOf(IllegalArgumentException.class);
  }
}
