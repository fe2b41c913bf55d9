package dev.staffgate.servlet.request;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** RFC 9110, section 12.5.1. */
class AcceptHeaderTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8 | true",
        "text/html | true",
        "TEXT/HTML;level=1 | true",
        "text/* | true",
        "text/html;q=0.5, application/json;q=0.4 | true",
        "text/html, */* | true",
        "*/* | false",
        "application/json | false",
        "application/json, text/html | false",
        "text/html;q=0.4, application/problem+json;q=0.5 | false",
        "text/html;q=0.5, */* | false",
        "text/html;q=0 | false",
        "text/html;q=2 | false",
        "text/html;q=nonsense | false",
        "text/*;q=0.9, text/html;q=0, application/json;q=0.1 | false",
        ",,;;, | false"
      })
  void page_isPreferred_whereItIsWantedMoreOrNamedMoreExactly(String accept, boolean page) {
    assertThat(prefersPage(List.of(accept))).isEqualTo(page);
  }

  @Test
  void header_inSeveralLines_isOneList() {
    assertThat(prefersPage(List.of("application/json;q=0.1", "text/html"))).isTrue();
  }

  @Test
  void header_absentOrTooLong_saysNothing() {
    assertThat(prefersPage(List.of())).isFalse();
    assertThat(AcceptHeader.prefersHtml(null)).isFalse();
    assertThat(prefersPage(List.of("text/html," + "a/b,".repeat(2_000)))).isFalse();
  }

  private static boolean prefersPage(List<String> lines) {
    return AcceptHeader.prefersHtml(Collections.enumeration(lines));
  }
}
