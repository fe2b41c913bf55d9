package dev.staffgate.examples.policytool;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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
  private Path policy;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @BeforeEach
  void write() throws IOException {
    policy = Files.writeString(folder.resolve("policy.yaml"), POLICY);
  }

  private int run(String tests, String... more) throws IOException {
    List<String> all = new ArrayList<>(List.of("coverage", policy.toString()));
    if (!tests.isEmpty()) {
      Path file = folder.resolve("tests.yaml");
      all.add(Files.writeString(file, "staffgate: 1\ntests:\n" + tests).toString());
    }
    all.addAll(List.of(more));
    return PolicyTool.run(
        PolicyTool.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(err)),
        all.toArray(String[]::new));
  }

  @Test
  void coverage_ofAPart_namesTheRestAndEndsWith1BelowTheMinimumAlone() throws IOException {
    assertThat(run(VIEWS)).isZero();
    assertThat(out.toString())
        .isEqualTo(
            """
            coverage 66 %% (2 of 3)
              grants      1 of 2 (50 %%)
              roles       1 of 1 (100 %%)
            what no test reaches:
              %s:5:28: grant `invoice.edit` of role `clerk` permits in no test
            """
                .formatted(policy));
    assertThat(run(VIEWS, "--min", "66")).isZero();
    assertThat(run(VIEWS, "--min", "67")).isEqualTo(1);
    assertThat(out.toString()).endsWith("less than the 67 % that --min asks for\n");
  }

  @Test
  void coverage_ofAllOfIt_is100Percent() throws IOException {
    assertThat(run(EDITS + VIEWS, "--min", "100")).isZero();
    assertThat(out.toString()).startsWith("coverage 100 % (3 of 3)\n").doesNotContain("no test");
  }

  @Test
  void coverage_withoutATest_saysSoAndEndsWith1() throws IOException {
    assertThat(run("")).isEqualTo(1);
    assertThat(out.toString()).contains("coverage 0 % (0 of 3)", "the policy holds no test");
  }

  @Test
  void coverage_ofTestsThatFail_namesThemAndEndsWith1() throws IOException {
    assertThat(run(VIEWS + FAILS)).isEqualTo(1);
    assertThat(out.toString())
        .contains("tests that do not pass, and reach nothing:\n  FAIL lacks (", "66 %");
  }

  @Test
  void coverage_asJson_isOneObject() throws IOException {
    assertThat(run(VIEWS, "--json", "--min", "100")).isEqualTo(1);
    try (JsonParser json = new JsonFactory().createParser(out.toString())) {
      while (json.nextToken() != null) {} // it is JSON to its end
    }
    assertThat(out.toString())
        .startsWith("{\"percent\":66,\"reached\":2,\"all\":3,\"tests\":1,\"tests-passed\":1,")
        .contains(
            "\"kinds\":{\"grants\":{\"reached\":1,\"all\":2},",
            "{\"kind\":\"grant\",\"what\":\"grant `invoice.edit` of role `clerk`\",\"file\":\""
                + policy
                + "\",\"line\":5,\"column\":28,\"reached\":[],\"missing\":[\"permits\"]}");
  }

  @Test
  void coverage_asHtml_isAPageOfItsOwnWithoutScriptOrMarkupOfThePolicy() throws IOException {
    Path page = folder.resolve("out/coverage.html");
    assertThat(run(VIEWS, "--html", page.toString())).isZero();

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
    assertThat(run(VIEWS, "--html", folder.toString())).isEqualTo(2);
    assertThat(run(VIEWS, "--html", policy + "/below.html")).isEqualTo(2);
    assertThat(err.toString()).contains("--html: " + folder + " cannot be written: ");
    assertThat(Files.readString(policy)).isEqualTo(POLICY);
  }

  @ParameterizedTest
  @ValueSource(strings = {"-1", "101", "x", ""})
  void coverage_ofAMinimumThatIsNoPercentage_endsWith2(String min) throws IOException {
    assertThat(run(VIEWS, "--min", min)).isEqualTo(2);
    assertThat(err.toString()).contains("--min").doesNotContain("\tat ");
  }

  @Test
  void coverage_ofWhatIsNoPolicy_endsWith2() throws IOException {
    Path binary = Files.write(folder.resolve("binary.yaml"), new byte[] {0, 1, (byte) 0xff});
    assertThat(run("", binary.toString())).isEqualTo(2);
    assertThat(run("", folder.resolve("none.yaml").toString())).isEqualTo(2);
    assertThat(err.toString()).doesNotContain("\tat ");
  }
}
