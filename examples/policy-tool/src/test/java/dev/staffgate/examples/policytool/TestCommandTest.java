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
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Element;

class TestCommandTest {
  private static final String POLICY =
      """
      staffgate: 1
      roles: { clerk: { grants: [invoice.view] } }
      staff: { ann: { roles: [clerk] } }
      """;
  private static final String HOLDS =
      "  - { name: views, at: 2026-11-24T10:00:00Z, staff: ann, permit: [invoice.view] }\n";
  private static final String FAILS =
      "  - { name: edits <all> & more, at: 2026-11-24T10:00:00Z, staff: ann, permit:"
          + " [invoice.edit] }\n";
  private static final String ERROR =
      "  - { name: is there, at: 2026-11-24T10:00:00Z, staff: bob, deny: [invoice.edit] }\n";

  @TempDir Path folder;
  private Path policy;
  private Path tests;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @BeforeEach
  void write() throws IOException {
    policy = Files.writeString(folder.resolve("policy.yaml"), POLICY);
    tests = folder.resolve("tests.yaml");
  }

  private int run(String command, String tests, String... more) throws IOException {
    List<String> all = new ArrayList<>(List.of(command, policy.toString()));
    if (!tests.isEmpty()) {
      all.add(Files.writeString(this.tests, "staffgate: 1\ntests:\n" + tests).toString());
    }
    all.addAll(List.of(more));
    return PolicyTool.commandLine()
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err))
        .execute(all.toArray(String[]::new));
  }

  @Test
  void test_ofWhatHolds_endsWith0() throws IOException {
    assertThat(run("test", HOLDS)).isZero();
    assertThat(out.toString()).isEqualTo("1 tests: 1 passed, 0 failed, 0 could not be run\n");
    assertThat(run("test", HOLDS, "--verbose")).isZero();
    assertThat(out.toString()).contains("PASS views (" + tests + ":3:5)\n");
  }

  @Test
  void test_ofWhatDoesNotHold_endsWith1AndExplains() throws IOException {
    assertThat(run("test", HOLDS + FAILS)).isEqualTo(1);
    assertThat(out.toString())
        .startsWith("FAIL edits <all> & more (" + tests + ":4:5)\n")
        .contains("invoice.edit: wanted permit, got deny [not-granted]\n    ")
        .endsWith("2 tests: 1 passed, 1 failed, 0 could not be run\n");
    assertThat(run("test", HOLDS + FAILS, "--exit-zero")).isZero();
  }

  @Test
  void test_aboutAnUnknownAccount_endsWith1() throws IOException {
    assertThat(run("test", ERROR)).isEqualTo(1);
    assertThat(out.toString())
        .startsWith("ERROR is there (" + tests + ":3:5)\n  the account `bob` is unknown: ");
  }

  @Test
  void test_withoutATest_endsWith1() throws IOException {
    assertThat(run("test", "")).isEqualTo(1);
    assertThat(out.toString()).startsWith("the policy holds no test: write `tests:`");
  }

  @Test
  void test_ofABrokenOrMissingPolicy_endsWith2() throws IOException {
    assertThat(run("test", "  - { name: nobody }\n")).isEqualTo(2);
    assertThat(run("test", "", folder.resolve("none.yaml").toString())).isEqualTo(2);
    assertThat(run("test", "", folder.toString() + "/none/")).isEqualTo(2);
    assertThat(err.toString()).doesNotContain("\tat ");
  }

  @Test
  void test_withJson_isOneObjectWithPlacesAndExplanations() throws IOException {
    assertThat(run("test", HOLDS + FAILS + ERROR, "--json")).isEqualTo(1);
    try (JsonParser json = new JsonFactory().createParser(out.toString())) {
      while (json.nextToken() != null) {} // it is JSON to its end
    }
    assertThat(out.toString())
        .startsWith("{\"tests\":3,\"pass\":1,\"fail\":1,\"error\":1,\"results\":[")
        .contains(
            "{\"name\":\"views\",\"status\":\"pass\",\"file\":\"" + tests + "\",\"line\":3,",
            "\"question\":\"invoice.edit\"",
            "\"wanted\":\"permit\",\"got\":\"deny [not-granted]\",\"explanation\":\"",
            "\"status\":\"error\"",
            "\"reason\":\"the account `bob` is unknown: ");
  }

  @Test
  void test_withJunit_writesItsXml() throws Exception {
    Path xml = folder.resolve("target/reports/policy.xml");
    assertThat(run("test", HOLDS + FAILS + ERROR, "--junit", xml.toString())).isEqualTo(1);

    Element suite =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(xml.toFile())
            .getDocumentElement();
    assertThat(suite.getAttribute("tests")).isEqualTo("3");
    assertThat(suite.getAttribute("failures")).isEqualTo("1");
    assertThat(suite.getAttribute("errors")).isEqualTo("1");
    Element failed = (Element) suite.getElementsByTagName("testcase").item(1);
    assertThat(failed.getAttribute("name")).isEqualTo("edits <all> & more");
    assertThat(failed.getAttribute("line")).isEqualTo("4");
    assertThat(failed.getElementsByTagName("failure").item(0).getTextContent())
        .contains("wanted permit, got deny [not-granted]");
  }

  @Test
  void test_withAReportThatCannotBeWritten_endsWith2() throws IOException {
    assertThat(run("test", HOLDS, "--junit", folder.toString())).isEqualTo(2);
    assertThat(run("test", HOLDS, "--junit", policy + "/below/a/file.xml")).isEqualTo(2);
    assertThat(err.toString()).contains("--junit: " + folder + " cannot be written");
  }

  @Test
  void validate_ofAPolicyWhoseTestsFail_endsWith1UnlessToldNotToRunThem() throws IOException {
    assertThat(run("validate", HOLDS + FAILS)).isEqualTo(1);
    assertThat(out.toString()).contains("FAIL edits", "2 tests: 1 passed, 1 failed");
    assertThat(run("validate", HOLDS + FAILS, "--no-tests")).isZero();
    assertThat(out.toString()).contains("0 routes, tests not run\n");
    assertThat(run("validate", HOLDS)).isZero();
    assertThat(out.toString()).contains("0 routes, 1 tests passed\n");
    assertThat(run("validate", "")).isZero();
  }
}
