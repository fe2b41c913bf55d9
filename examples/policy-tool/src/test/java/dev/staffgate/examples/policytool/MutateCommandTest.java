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
import org.junit.jupiter.params.provider.CsvSource;

class MutateCommandTest {
  private static final String POLICY =
      """
      staffgate: 1
      roles: { clerk: { grants: [invoice.view] } }
      staff: { ann: { roles: [clerk] } }
      """;
  private static final String VIEWS =
      "  - { name: views, at: 2026-11-24T10:00:00Z, staff: ann, permit: [invoice.view] }\n";
  private static final String NO_MORE =
      "  - { name: no more, at: 2026-11-24T10:00:00Z, what-can: ann, are: [invoice.view] }\n";
  private static final String FAILS =
      "  - { name: lacks, at: 2026-11-24T10:00:00Z, staff: ann, deny: [invoice.view] }\n";

  @TempDir Path folder;
  private TestedPolicyRun tool;

  @BeforeEach
  void write() throws IOException {
    tool = new TestedPolicyRun("mutate", folder, POLICY);
  }

  @Test
  void mutate_ofWhatIsPartlyTested_namesSurvivorsWithARequestAndEndsWith1() throws IOException {
    assertThat(tool.run(VIEWS)).isEqualTo(1);
    assertThat(tool.out())
        .isEqualTo(
            """
            mutation 66 %% (2 of 3 changes are noticed)
              not counted: 0 that change nothing, 0 that no loader takes
            what no test notices (--as-tests writes the tests that are missing):
              %s:2:28: grant `invoice.view` of role `clerk` widened to `invoice.*`
                deny → permit for {"staff":"ann","permission":"invoice.create","at":"2026-01-05T00:00:00Z"}
            """
                .formatted(tool.policy()));
    assertThat(tool.run(VIEWS, "--min", "66")).isZero();
    assertThat(tool.run(VIEWS, "--exit-zero")).isZero();
    assertThat(tool.run(VIEWS, "--only", "flipped,dropped")).isZero();
    assertThat(tool.err()).isEmpty();
  }

  @Test
  void mutate_asTests_writesAFileThatMakesItWhole() throws IOException {
    Path more = folder.resolve("more.yaml");
    assertThat(tool.run(VIEWS, "--as-tests", "--output", more.toString())).isEqualTo(1);
    assertThat(Files.readString(more))
        .contains(
            "name: \"grant `invoice.view` of role `clerk` is not widened to `invoice.*`\"",
            "deny: [invoice.create]");
    assertThat(tool.run(VIEWS, more.toString())).isZero();
    assertThat(tool.out()).startsWith("mutation 100 % (3 of 3 changes are noticed)\n");
    assertThat(tool.run(VIEWS + NO_MORE, "--as-tests")).isZero();
    assertThat(tool.out()).endsWith("staffgate: 1\n# there is no test to write\n");
  }

  @Test
  void mutate_withoutATest_saysSoAndEndsWith1() throws IOException {
    assertThat(tool.run("")).isEqualTo(1);
    assertThat(tool.out()).startsWith("the policy holds no test: write `tests:`");
    assertThat(tool.run("", "--as-tests")).isEqualTo(1);
  }

  @Test
  void mutate_whileATestFails_namesItAndChangesNothing() throws IOException {
    assertThat(tool.run(VIEWS + FAILS)).isEqualTo(1);
    assertThat(tool.out())
        .isEqualTo(
            "nothing is changed before these tests pass:\n  FAIL lacks ("
                + folder.resolve("tests.yaml")
                + ":4:5)\n");
    assertThat(tool.run(VIEWS + FAILS, "--json", "--min", "0")).isEqualTo(1);
  }

  @Test
  void mutate_asJson_isOneObjectWithWitnesses() throws IOException {
    assertThat(tool.run(VIEWS, "--json")).isEqualTo(1);
    try (JsonParser json = new JsonFactory().createParser(tool.out())) {
      while (json.nextToken() != null) {} // it is JSON to its end
    }
    assertThat(tool.out())
        .startsWith(
            "{\"tests\":1,\"tests-passed\":1,\"percent\":66,\"noticed\":2,\"survived\":1,\"equal\":0,"
                + "\"refused\":0,\"untried\":0,\"survivors\":[{\"kind\":\"widened\",")
        .contains(
            "\"change\":\"widened to `invoice.*`\",\"file\":\"" + tool.policy() + "\",\"line\":2,",
            "\"before\":\"deny\",\"after\":\"permit\",\"witness\":{\"staff\":\"ann\",");
  }

  @Test
  void mutate_ofMoreThanItMay_tellsWhatWasNotTried() throws IOException {
    assertThat(tool.run(VIEWS, "--most", "1")).isEqualTo(1);
    assertThat(tool.out()).contains("mutation 33 % (1 of 3", "not tried: 2, see --most");
  }

  @ParameterizedTest
  @CsvSource({"--min,101", "--min,-1", "--most,0", "--only,gone", "--only,''"})
  void mutate_ofAnOptionThatMeansNothing_endsWith2(String option, String value) throws IOException {
    assertThat(tool.run(VIEWS, option, value)).isEqualTo(2);
    assertThat(tool.err()).startsWith(option + ": ").doesNotContain("\tat ");
  }

  @Test
  void mutate_ofWhatIsNoPolicyOrCannotBeWritten_endsWith2() throws IOException {
    Path binary = Files.write(folder.resolve("binary.yaml"), new byte[] {0, 1, (byte) 0xff});
    assertThat(tool.run("", binary.toString())).isEqualTo(2);
    assertThat(tool.run("", folder.resolve("none.yaml").toString())).isEqualTo(2);
    assertThat(tool.run(VIEWS, "--output", folder.toString())).isEqualTo(2);
    assertThat(tool.err()).doesNotContain("\tat ");
  }
}
