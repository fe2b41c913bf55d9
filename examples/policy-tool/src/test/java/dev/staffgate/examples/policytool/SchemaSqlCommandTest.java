package dev.staffgate.examples.policytool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.staffgate.state.jdbc.JdbcStateStore;
import dev.staffgate.state.jdbc.SchemaNames;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class SchemaSqlCommandTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void schemaSql_withoutNames_printsTheTablesOfTheStore() {
    assertThat(run("schema-sql")).isEqualTo(PolicyTool.OK);

    assertThat(out.toString())
        .isEqualTo(JdbcStateStore.schemaSql(SchemaNames.defaults()))
        .contains("-- 0001-entries.sql", "CREATE TABLE IF NOT EXISTS staffgate_state (")
        .contains("-- 0002-accounts.sql", "CREATE TABLE IF NOT EXISTS staffgate_account (");
  }

  @Test
  void schemaSql_withNames_printsThem() {
    assertThat(run("schema-sql", "--schema", "panel", "--prefix", "sg_")).isEqualTo(PolicyTool.OK);

    assertThat(out.toString())
        .contains("CREATE TABLE IF NOT EXISTS panel.sg_state (")
        .doesNotContain("staffgate_");
  }

  @Test
  void schemaSql_withANameThatIsNotPlain_isRefusedAndPrintsNothing() {
    for (String option : new String[] {"--schema", "--prefix"}) {
      assertThat(run("schema-sql", option, "a; DROP TABLE x --")).isEqualTo(PolicyTool.FAILED);
    }

    assertThat(out.toString()).isEmpty();
    assertThat(err.toString()).contains("a letter and up to 29 more of a-z 0-9 _");
  }

  private int run(String... arguments) {
    CommandLine tool =
        PolicyTool.commandLine()
            .setOut(new PrintWriter(out, true))
            .setErr(new PrintWriter(err, true));
    return PolicyTool.run(tool, arguments);
  }
}
