package dev.staffgate.examples.policytool;

import dev.staffgate.state.jdbc.JdbcStateStore;
import dev.staffgate.state.jdbc.SchemaNames;
import java.io.IOException;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Prints the SQL of the tables that a program keeps its state in, for administrators. */
@Command(
    name = "schema-sql",
    description = {
      "Prints the SQL that makes the tables of the state store in H2.",
      "For administrators who make them by hand; the program then opens the store",
      "with SchemaMode.VALIDATE."
    },
    footer = {
      "",
      "Examples:",
      "  policy-tool schema-sql",
      "  policy-tool schema-sql --schema panel --prefix sg_ --output state.sql"
    },
    mixinStandardHelpOptions = true)
final class SchemaSqlCommand implements Callable<Integer> {
  @Option(
      names = "--schema",
      paramLabel = "NAME",
      description = "The schema of the database that the tables are in; it has to exist.")
  private @Nullable String schema;

  @Option(
      names = "--prefix",
      paramLabel = "PREFIX",
      description = "What the name of each table begins with: ${DEFAULT-VALUE} by default.")
  private String prefix = SchemaNames.DEFAULT_PREFIX;

  @Mixin private OutputOption output = new OutputOption();

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    SchemaNames names;
    try {
      names = SchemaNames.defaults().withPrefix(prefix);
      names = schema == null ? names : names.inSchema(schema);
    } catch (IllegalArgumentException e) {
      throw new CommandLine.ParameterException(spec.commandLine(), String.valueOf(e.getMessage()));
    }
    String sql = JdbcStateStore.schemaSql(names);
    output.write(out -> out.write(sql));
    return PolicyTool.OK;
  }
}
