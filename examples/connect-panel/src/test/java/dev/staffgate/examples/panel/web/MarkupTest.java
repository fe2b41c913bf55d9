package dev.staffgate.examples.panel.web;

import static dev.staffgate.examples.panel.web.Markup.element;
import static dev.staffgate.examples.panel.web.Markup.text;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.staffgate.model.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** HTML that escapes by construction. */
class MarkupTest {
  private static final String HOSTILE = "\"'><script>alert(1)</script>&amp;";
  private static final String ESCAPED =
      "&quot;&#39;&gt;&lt;script&gt;alert(1)&lt;/script&gt;&amp;amp;";

  private static final Pattern LITERAL = Pattern.compile("\"(?:[^\"\\\\\n]|\\\\.)*\"");

  /** The beginning or end of an element: in a literal, or as a line of a text block. */
  private static final Pattern TAG = Pattern.compile("</?[a-zA-Z!]");

  private static final Pattern TAG_AT_THE_START_OF_A_LINE =
      Pattern.compile("^\\s*</?[a-z!][^>]*>", Pattern.MULTILINE);

  @Test
  void wayOut_toAnHttpsAddress_isWrittenEscapedInHeadAndLink() {
    Markup.WayOut out =
        new Markup.WayOut(Secret.of("https://web1.example.net/login?a=1&b='%20"), HOSTILE);
    assertThat(out.html())
        .isEqualTo(
            "<meta http-equiv=\"refresh\" content=\"0;"
                + " url=https://web1.example.net/login?a=1&amp;b=&#39;%20\">");
    assertThat(out.link().html())
        .isEqualTo(
            "<a rel=\"noopener noreferrer\""
                + " href=\"https://web1.example.net/login?a=1&amp;b=&#39;%20\">"
                + ESCAPED
                + "</a>");
    assertThat(out.toString()).doesNotContain("login");
  }

  @Test
  void wayOut_toAnythingElse_isRefusedWithoutRepeatingIt() {
    for (String url :
        List.of(
            "http://web1.example.net/SECRET",
            "javascript:SECRET",
            "//web1.example.net/SECRET",
            "https:SECRET",
            "https://web1.example.net/a SECRET",
            "https://web1.example.net\\SECRET",
            "https://web1.example.net/\"SECRET",
            "https://web1.example.net/\nSECRET",
            "https://user:SECRET@web1.example.net/")) {
      assertThatThrownBy(() -> new Markup.WayOut(Secret.of(url), "x"))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageNotContaining("SECRET");
    }
  }

  @Test
  void element_thatSendsTheBrowserOn_isRefused() {
    assertThatThrownBy(() -> element("meta").with("http-equiv", "refresh"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void text_thatIsHostile_isEscapedInEveryPlace() {
    assertThat(text(HOSTILE).html()).isEqualTo(ESCAPED);
    assertThat(element("p").text(HOSTILE).html()).isEqualTo("<p>" + ESCAPED + "</p>");
    assertThat(element("p").with("class", HOSTILE).html())
        .isEqualTo("<p class=\"" + ESCAPED + "\"></p>");
    assertThat(element("a").with("href", "/" + HOSTILE).html())
        .isEqualTo("<a href=\"/" + ESCAPED + "\"></a>");
    assertThat(Markup.of(List.of(text(HOSTILE), element("b").text(HOSTILE))).html())
        .isEqualTo(ESCAPED + "<b>" + ESCAPED + "</b>");
    assertThat(Markup.document(element("html").text(HOSTILE)).html())
        .isEqualTo("<!doctype html>\n<html>" + ESCAPED + "</html>");
  }

  @Test
  void partsOfForms_withHostileText_areEscaped() {
    assertThat(Forms.hidden("name", HOSTILE).html())
        .isEqualTo("<input type=\"hidden\" name=\"name\" value=\"" + ESCAPED + "\">");
    for (Markup one :
        List.of(
            Forms.hidden(HOSTILE, ""),
            Forms.labelled(HOSTILE, HOSTILE, element("input")),
            Forms.button(HOSTILE),
            Forms.link("/", HOSTILE),
            Forms.problem(HOSTILE),
            Notice.good(HOSTILE).markup(),
            Notice.bad(400, HOSTILE).markup())) {
      assertThat(one.html()).contains(ESCAPED).doesNotContain("<script>", HOSTILE);
    }
  }

  @Test
  void markup_withinMarkup_isPutInAsItIs() {
    assertThat(element("p").add(element("b").text("a"), text(" & ")).add(Markup.none()).html())
        .isEqualTo("<p><b>a</b> &amp; </p>");
  }

  @Test
  void attribute_withoutAValue_isItsNameAlone() {
    assertThat(element("input").with("name", "a").with("required").html())
        .isEqualTo("<input name=\"a\" required>");
  }

  @Test
  void attribute_givenTwice_isRefused() {
    assertThatThrownBy(() -> element("p").with("class", "a").with("class", "b"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"script", "style", "iframe", "base", "p>", "p onclick=x", "", "P"})
  void element_thatHoldsCodeOrHasNoProperName_isRefused(String name) {
    assertThatThrownBy(() -> element(name)).isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"onclick", "style", "srcdoc", "a=b", "a b", "\"", ""})
  void attribute_thatHoldsCodeOrHasNoProperName_isRefused(String name) {
    assertThatThrownBy(() -> element("p").with(name, "x"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> element("p").with(name)).isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "javascript:alert(1)",
        "//evil.example/",
        "/\\evil.example",
        "https://x",
        "why",
        ""
      })
  void link_thatLeavesThePanel_isRefused(String link) {
    assertThatThrownBy(() -> element("a").with("href", link))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> element("form").with("action", link))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void voidElement_withContent_isRefused() {
    assertThatThrownBy(() -> element("br").text("x")).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void sources_outsideMarkup_holdNoHtmlInLiterals() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
      List<Path> sources = files.filter(one -> one.toString().endsWith(".java")).toList();
      assertThat(sources).hasSizeGreaterThan(20);
      for (Path source : sources) {
        if (!source.endsWith("web/Markup.java")) {
          assertThat(Files.readString(source, UTF_8)).as("%s", source).doesNotContain("\"<");
          String code = withoutComments(source);
          assertThat(code).as("%s", source).doesNotContainPattern(TAG_AT_THE_START_OF_A_LINE);
          assertThat(LITERAL.matcher(code).results().map(MatchResult::group))
              .as("%s", source)
              .noneMatch(literal -> TAG.matcher(literal).find());
        }
      }
    }
  }

  private static String withoutComments(Path source) throws IOException {
    return Files.readString(source, UTF_8).replaceAll("(?s)/\\*.*?\\*/|(?m)//.*$", "");
  }
}
