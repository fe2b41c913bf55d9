package dev.staffgate.examples.policytool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.staffgate.fixtures.NamedPipe;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A policy is not overwritten by what is told about it. */
class OutputOverInputTest {
  private static final String POLICY =
      """
      staffgate: 1
      roles: { desk: { grants: [client.view] } }
      tests:
        - { name: desk, roles: [desk], at: 2026-11-24T10:00:00Z, permit: [client.view] }
      """;

  @TempDir Path folder;
  private final StringWriter err = new StringWriter();

  private int run(String command, Path policy, Path output) {
    List<String> arguments = new ArrayList<>(List.of(command.split(" ")));
    arguments.add(1, policy.toString());
    arguments.add(output.toString());
    return PolicyTool.run(
        PolicyTool.commandLine()
            .setOut(new PrintWriter(new StringWriter()))
            .setErr(new PrintWriter(err)),
        arguments.toArray(String[]::new));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "lint --exit-zero --sarif",
        "coverage --html",
        "mutate --exit-zero --output",
        "mutate --exit-zero --as-tests --output",
        "test --junit"
      })
  void output_overTheFileThatIsRead_isRefused(String command) throws IOException {
    Path policy = Files.writeString(folder.resolve("p.yaml"), POLICY);
    Path link = Files.createSymbolicLink(folder.resolve("link.yaml"), policy);

    assertThat(run(command, policy, policy)).isEqualTo(2);
    assertThat(run(command, policy, link)).isEqualTo(2);
    assertThat(run(command, folder, folder.resolve("later.yaml"))).isEqualTo(2);

    assertThat(policy).hasContent(POLICY);
    assertThat(folder.resolve("later.yaml")).doesNotExist();
    assertThat(err.toString()).contains("it is a file of the policy that is read");
  }

  @Test
  @Timeout(60)
  void format_ofAPipe_isRefused() throws Exception {
    Path pipe = NamedPipe.at(folder.resolve("pipe.yaml"));

    assertThat(run("format --check", pipe, pipe)).isEqualTo(2);
    assertThat(err.toString()).contains("it is a pipe or a device");
  }
}
