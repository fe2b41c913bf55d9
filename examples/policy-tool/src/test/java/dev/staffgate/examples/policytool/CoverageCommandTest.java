package dev.staffgate.examples.policytool;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CoverageCommandTest {
  private static final String POLICY =
      """
      staffgate: 1
      roles:
        clerk:
          title: "<script>alert('1')</script> & more"
          grants: [invoice.view, invoice.edit]
      staff: { ann: { roles: [clerk] } }
      """;
  private static final String VIEWS =
      "  - { name: views, at: 2026-11-24T10:00:00Z, staff: ann, permit: [invoice.view] }\n";
  private static final String EDITS =
      "  - { name: edits, at: 2026-11-24T10:00:00Z, staff: ann, permit: [invoice.edit] }\n";
  private static final String FAILS =
      "  - { name: lacks, at: 2026-11-24T10:00:00Z, staff: ann, deny: [invoice.edit] }\n";

  @TempDir Path folder;
  private TestedPolicyRun tool;

  @BeforeEach
  void write() throws IOException {
    tool = new TestedPolicyRun("coverage", folder, POLICY);
  }

  @Test
  void coverage_ofAPart_namesTheRestAndEndsWith1BelowTheMinimumAlone() throws IOException {
    assertThat(tool.run(VIEWS)).isZero();
    assertThat(tool.out())
        .isEqualTo(
            """
            coverage 66 %% (2 of 3)
              grants      1 of 2 (50 %%)
              roles       1 of 1 (100 %%)
            what no test reaches:
              %s:5:28: grant `invoice.edit` of role `clerk` permits in no test
            """
                .formatted(tool.policy()));
    assertThat(tool.run(VIEWS, "--min", "66")).isZero();
    assertThat(tool.run(VIEWS, "--min", "67")).isEqualTo(1);
    assertThat(tool.out()).endsWith("less than the 67 % that --min asks for\n");
  }

  @Test
  void coverage_ofAllOfIt_is100Percent() throws IOException {
    assertThat(tool.run(EDITS + VIEWS, "--min", "100")).isZero();
    assertThat(tool.out()).startsWith("coverage 100 % (3 of 3)\n").doesNotContain("no test");
  }

  @Test
  void coverage_withoutATest_saysSoAndEndsWith1() throws IOException {
    assertThat(tool.run("")).isEqualTo(1);
    assertThat(tool.out()).contains("coverage 0 % (0 of 3)", "the policy holds no test");
  }

  @Test
  void coverage_ofTestsThatFail_namesThemAndEndsWith1() throws IOException {
    assertThat(tool.run(VIEWS + FAILS)).isEqualTo(1);
    assertThat(tool.out())
        .contains("tests that do not pass, and reach nothing:\n  FAIL lacks (", "66 %");
  }

  @Test
  void coverage_asJson_isOneObject() throws IOException {
    assertThat(tool.run(VIEWS, "--json", "--min", "100")).isEqualTo(1);
    try (JsonParser json = new JsonFactory().createParser(tool.out())) {
      while (json.nextToken() != null) {} // it is JSON to its end
    }
    assertThat(tool.out())
        .startsWith("{\"percent\":66,\"reached\":2,\"all\":3,\"tests\":1,\"tests-passed\":1,")
        .contains(
            "\"kinds\":{\"grants\":{\"reached\":1,\"all\":2},",
            "{\"kind\":\"grant\",\"what\":\"grant `invoice.edit` of role `clerk`\",\"file\":\""
                + tool.policy()
                + "\",\"line\":5,\"column\":28,\"reached\":[],\"missing\":[\"permits\"]}");
  }

  @Test
  void coverage_asHtml_isAPageOfItsOwnWithoutScriptOrMarkupOfThePolicy() throws IOException {
    Path page = folder.resolve("out/coverage.html");
    assertThat(tool.run(VIEWS, "--html", page.toString())).isZero();

    assertThat(Files.readString(page))
        .startsWith("<!DOCTYPE html>\n<html lang=\"en\">")
        .endsWith("</html>\n")
        .contains(
            "<strong>66 % (2 of 3)</strong>",
            "<tr class=\"gap\"><th scope=\"row\">5</th><td class=\"mark\"><span role=\"img\""
                + " aria-label=\"not reached\">✗</span></td><td>    grants: [invoice.view,"
                + " invoice.edit]<span class=\"why\">grant `invoice.edit` of role `clerk` permits"
                + " in no test</span></td></tr>",
            "&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt; &amp; more",
            "prefers-color-scheme: dark")
        .doesNotContain("<script", "http:", "https:", " src=", " href=");
  }

  @Test
  void coverage_ofAPageThatCannotBeWritten_endsWith2() throws IOException {
    assertThat(tool.run(VIEWS, "--html", folder.toString())).isEqualTo(2);
    assertThat(tool.run(VIEWS, "--html", tool.policy() + "/below.html")).isEqualTo(2);
    assertThat(tool.err()).contains("--html: " + folder + " cannot be written: ");
    assertThat(Files.readString(tool.policy())).isEqualTo(POLICY);
  }

  @ParameterizedTest
  @ValueSource(strings = {"-1", "101", "x", ""})
  void coverage_ofAMinimumThatIsNoPercentage_endsWith2(String min) throws IOException {
    assertThat(tool.run(VIEWS, "--min", min)).isEqualTo(2);
    assertThat(tool.err()).contains("--min").doesNotContain("\tat ");
  }

  @Test
  void coverage_ofWhatIsNoPolicy_endsWith2() throws IOException {
    Path binary = Files.write(folder.resolve("binary.yaml"), new byte[] {0, 1, (byte) 0xff});
    assertThat(tool.run("", binary.toString())).isEqualTo(2);
    assertThat(tool.run("", folder.resolve("none.yaml").toString())).isEqualTo(2);
    assertThat(tool.err()).doesNotContain("\tat ");
  }
}
