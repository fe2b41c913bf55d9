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
  private Path policy;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @BeforeEach
  void write() throws IOException {
    policy = Files.writeString(folder.resolve("policy.yaml"), POLICY);
  }

  private int run(String tests, String... more) throws IOException {
    List<String> all = new ArrayList<>(List.of("mutate", policy.toString()));
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
  void mutate_ofWhatIsPartlyTested_namesSurvivorsWithARequestAndEndsWith1() throws IOException {
    assertThat(run(VIEWS)).isEqualTo(1);
    assertThat(out.toString())
        .isEqualTo(
            """
            mutation 66 %% (2 of 3 changes are noticed)
              not counted: 0 that change nothing, 0 that no loader takes
            what no test notices (--as-tests writes the tests that are missing):
              %s:2:28: grant `invoice.view` of role `clerk` widened to `invoice.*`
                deny → permit for {"staff":"ann","permission":"invoice.create","at":"2026-01-05T00:00:00Z"}
            """
                .formatted(policy));
    assertThat(run(VIEWS, "--min", "66")).isZero();
    assertThat(run(VIEWS, "--exit-zero")).isZero();
    assertThat(run(VIEWS, "--only", "flipped,dropped")).isZero();
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void mutate_asTests_writesAFileThatMakesItWhole() throws IOException {
    Path more = folder.resolve("more.yaml");
    assertThat(run(VIEWS, "--as-tests", "--output", more.toString())).isEqualTo(1);
    assertThat(Files.readString(more))
        .contains(
            "name: \"grant `invoice.view` of role `clerk` is not widened to `invoice.*`\"",
            "deny: [invoice.create]");
    assertThat(run(VIEWS, more.toString())).isZero();
    assertThat(out.toString()).startsWith("mutation 100 % (3 of 3 changes are noticed)\n");
    assertThat(run(VIEWS + NO_MORE, "--as-tests")).isZero();
    assertThat(out.toString()).endsWith("# no test is missing that could be written\n");
  }

  @Test
  void mutate_withoutATest_saysSoAndEndsWith1() throws IOException {
    assertThat(run("")).isEqualTo(1);
    assertThat(out.toString()).startsWith("the policy holds no test: write `tests:`");
    assertThat(run("", "--as-tests")).isEqualTo(1);
  }

  @Test
  void mutate_whileATestFails_namesItAndChangesNothing() throws IOException {
    assertThat(run(VIEWS + FAILS)).isEqualTo(1);
    assertThat(out.toString())
        .isEqualTo(
            "nothing is changed before these tests pass:\n  FAIL lacks ("
                + folder.resolve("tests.yaml")
                + ":4:5)\n");
    assertThat(run(VIEWS + FAILS, "--json", "--min", "0")).isEqualTo(1);
  }

  @Test
  void mutate_asJson_isOneObjectWithWitnesses() throws IOException {
    assertThat(run(VIEWS, "--json")).isEqualTo(1);
    try (JsonParser json = new JsonFactory().createParser(out.toString())) {
      while (json.nextToken() != null) {} // it is JSON to its end
    }
    assertThat(out.toString())
        .startsWith(
            "{\"tests\":1,\"tests-passed\":1,\"percent\":66,\"noticed\":2,\"survived\":1,\"equal\":0,"
                + "\"refused\":0,\"untried\":0,\"survivors\":[{\"kind\":\"widened\",")
        .contains(
            "\"change\":\"widened to `invoice.*`\",\"file\":\"" + policy + "\",\"line\":2,",
            "\"before\":\"deny\",\"after\":\"permit\",\"witness\":{\"staff\":\"ann\",");
  }

  @Test
  void mutate_ofMoreThanItMay_tellsWhatWasNotTried() throws IOException {
    assertThat(run(VIEWS, "--most", "1")).isEqualTo(1);
    assertThat(out.toString()).contains("mutation 33 % (1 of 3", "not tried: 2, see --most");
  }

  @ParameterizedTest
  @CsvSource({"--min,101", "--min,-1", "--most,0", "--only,gone", "--only,''"})
  void mutate_ofAnOptionThatMeansNothing_endsWith2(String option, String value) throws IOException {
    assertThat(run(VIEWS, option, value)).isEqualTo(2);
    assertThat(err.toString()).startsWith(option + ": ").doesNotContain("\tat ");
  }

  @Test
  void mutate_ofWhatIsNoPolicyOrCannotBeWritten_endsWith2() throws IOException {
    Path binary = Files.write(folder.resolve("binary.yaml"), new byte[] {0, 1, (byte) 0xff});
    assertThat(run("", binary.toString())).isEqualTo(2);
    assertThat(run("", folder.resolve("none.yaml").toString())).isEqualTo(2);
    assertThat(run(VIEWS, "--output", folder.toString())).isEqualTo(2);
    assertThat(err.toString()).doesNotContain("\tat ");
  }
}
