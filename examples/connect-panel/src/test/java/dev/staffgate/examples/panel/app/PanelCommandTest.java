package dev.staffgate.examples.panel.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** Arguments of the panel: what they say, and what is refused in one line. */
class PanelCommandTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(String... arguments) {
    CommandLine command =
        PanelCommand.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
    return command.execute(arguments);
  }

  @Test
  void help_listsEveryOptionAndGivesExamples() {
    assertThat(run("--help")).isZero();
    assertThat(out.toString())
        .contains(
            "--demo",
            "--policy=FILE",
            "--data, --folder=FOLDER",
            "--port=N",
            "--listen=ADDRESS",
            "--base-url=URL",
            "--trusted-proxy=ADDRESS",
            "--client-address-header=NAME",
            "--api-key-file=FILE",
            "--store-key-file=FILE",
            "--calls-from=ADDRESS",
            "--print-routes",
            "Examples:",
            "connect-panel --demo",
            "--policy routes.yaml --port 8081",
            "--folder data --store-key-file tokens.key");
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void printRoutes_printsThoseOfTheList() {
    assertThat(run("--print-routes")).isZero();
    assertThat(out.toString()).isEqualTo(PanelPages.routes());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''                                       | give either --demo",
        "--demo --policy staffgate.yaml           | give either --demo",
        "--demo --api-key-file key                | give either --demo",
        "--demo --store-key-file key              | give either --demo",
        "--port 80x --demo                        | '--port'",
        "--port 65536 --demo                      | --port is not within 0 and 65535: 65536",
        "--port -1 --demo                         | --port is not within 0 and 65535: -1",
        "--port                                   | '--port'",
        "--policy                                 | '--policy'",
        "--nonsense                               | '--nonsense'",
        "--demo staffgate.yaml                    | 'staffgate.yaml'",
        "--policy p.yaml --api-key-file /no/where | there is no key in /no/where"
      })
  void wrongArguments_giveOneLineAndExitCode2(String arguments, String part) {
    assertThat(run(arguments.isEmpty() ? new String[0] : arguments.split(" "))).isEqualTo(2);
    assertThat(err.toString()).contains(part, "--help").hasLineCount(1);
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void policy_thatIsBroken_isToldWithItsPlaceAndExitCode2(@TempDir Path folder) throws Exception {
    Path policy = Files.writeString(folder.resolve("p.yaml"), "staffgate: 1\nrols: {}\n", UTF_8);
    assertThat(run("--policy", policy.toString(), "--folder", folder.toString(), "--port", "0"))
        .isEqualTo(2);
    assertThat(err.toString()).contains("p.yaml:2:1:");
  }

  @Test
  void listen_onAnAddressOfAnotherMachine_isToldSo(@TempDir Path folder) throws Exception {
    Path policy = Files.writeString(folder.resolve("p.yaml"), "staffgate: 1\n", UTF_8);
    assertThat(
            run(
                "--policy=" + policy,
                "--folder=" + folder,
                "--listen=192.0.2.1",
                "--base-url=https://panel.example.net/",
                "--trusted-proxy=192.0.2.2"))
        .isEqualTo(2);
    assertThat(err.toString())
        .contains("192.0.2.1 is not an address of this machine", "--listen")
        .doesNotContain("--port")
        .hasLineCount(1);
  }
}
