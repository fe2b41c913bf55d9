package dev.staffgate.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.http.HttpServletRequest;
import java.lang.reflect.Proxy;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReturnPathTest {
  private static HttpServletRequest asking(String path) {
    return (HttpServletRequest)
        Proxy.newProxyInstance(
            ReturnPathTest.class.getClassLoader(),
            new Class<?>[] {HttpServletRequest.class},
            (proxy, method, arguments) ->
                switch (method.getName()) {
                  case "getParameter" -> path;
                  case "getContextPath" -> "/panel";
                  default -> throw new UnsupportedOperationException(method.getName());
                });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/panel",
        "/panel/",
        "/panel/a/b",
        "/panel/a%20b?x=1&y=//evil.example",
        "/panel?a"
      })
  void path_ofTheApplication_isTaken(String path) {
    assertThat(ReturnPath.askedFor(asking(path))).contains(path);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/",
        "/other",
        "/panelx",
        "panel/a",
        "//evil.example/panel/",
        "/\\evil.example",
        "https://evil.example/panel/",
        "javascript:alert(1)",
        "/panel//evil.example",
        "/panel/../other",
        "/panel/%2e%2e/other",
        "/panel/;x",
        "/panel/a#b",
        "/panel/a\r\nSet-Cookie: a=b",
        "/panel/a?b\r\nc",
        "/panel/a?b c",
        "/panel/é",
        "\t/panel/"
      })
  void path_thatLeavesTheApplication_isNot(String path) {
    assertThat(ReturnPath.askedFor(asking(path))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {2049, 100_000})
  void path_thatIsTooLong_isNot(int length) {
    assertThat(ReturnPath.askedFor(asking("/panel/" + "a".repeat(length - 7)))).isEmpty();
    assertThat(ReturnPath.askedFor(asking(null))).isEmpty();
  }
}
