package dev.staffgate.examples.panel.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.staffgate.model.PolicyDocument;
import dev.staffgate.model.Secret;
import dev.staffgate.signin.Credentials;
import dev.staffgate.signin.MemoryCredentialStore;
import dev.staffgate.signin.OneTimeCodeKey;
import dev.staffgate.signin.hashing.Pbkdf2PasswordHasher;
import dev.staffgate.yaml.PolicyFiles;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** Arguments of the panel: what they say, and what is refused in one line. */
class PanelCommandTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private String typed = "";

  private int run(String... arguments) {
    CommandLine command =
        PanelCommand.commandLine(staff -> PasswordPrompt.lineOf(new StringReader(typed)))
            .setOut(new PrintWriter(out))
            .setErr(new PrintWriter(err));
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
            "--set-password=STAFF",
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
        "--set-password                           | '--set-password'",
        "--set-password no/id                     | --set-password takes a staff id",
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

  private Credentials kept(Path folder) {
    return keptIfAny(folder).orElseThrow();
  }

  private Optional<Credentials> keptIfAny(Path folder) {
    try (PanelState state = PanelState.in(folder, InstantSource.system())) {
      return state.credentials().find("alice");
    }
  }

  @Test
  void setPassword_ofSomebodyNew_isKeptAndNeverShown(@TempDir Path folder) {
    typed = "open sesame, please\nand more\n";

    assertThat(run("--set-password", "alice", "--folder", folder.toString())).isZero();
    assertThat(out.toString()).contains("alice", "sets up the second factor").hasLineCount(1);
    assertThat(out + err.toString()).doesNotContain("sesame");
    assertThat(
            new Pbkdf2PasswordHasher()
                .matches(
                    "open sesame, please".toCharArray(),
                    kept(folder).passwordHash().orElseThrow().revealToUse()))
        .isTrue();
  }

  @Test
  void setPassword_ofSomebodyWithASecondFactor_leavesIt(@TempDir Path folder) {
    OneTimeCodeKey key = OneTimeCodeKey.of(Secret.of("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"));
    Credentials before =
        new Credentials(
            1, Optional.of(Secret.of("x")), Optional.of(key), 7, List.of(), Optional.empty());
    try (PanelState state = PanelState.in(folder, InstantSource.system())) {
      assertThat(state.credentials().replace("alice", before)).isTrue();
    }
    typed = "a second";

    assertThat(run("--set-password", "alice", "--folder", folder.toString())).isZero();
    assertThat(out.toString()).contains("the second factor stays");
    assertThat(kept(folder).codeKey()).contains(key);
    assertThat(kept(folder).lastStep()).isEqualTo(7);
    assertThat(kept(folder).version()).isEqualTo(before.version() + 1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "\n",
        "too short",
        "fourteen chars",
        "alice alice alice",
        "a tab\tin a long one"
      })
  void setPassword_withoutAGoodOne_changesNothing(String given, @TempDir Path folder) {
    typed = given;

    assertThat(run("--set-password", "alice", "--folder", folder.toString())).isEqualTo(2);
    assertThat(err.toString()).contains("password").hasLineCount(1);
    assertThat(keptIfAny(folder)).isEmpty();
  }

  @Test
  void setPassword_whileThePanelRuns_saysSoAndChangesNothing(@TempDir Path folder)
      throws Exception {
    PanelState.in(folder, InstantSource.system()).close();
    typed = "open sesame, please";
    // As another program does that has it open.
    try (FileChannel file = FileChannel.open(PanelState.file(folder), StandardOpenOption.WRITE);
        FileLock lock = file.lock()) {
      assertThat(lock.isValid()).isTrue();
      assertThat(run("--set-password", "alice", "--folder", folder.toString())).isEqualTo(2);
    }

    assertThat(err.toString())
        .contains("the panel of the folder " + folder + " runs", "stop it")
        .hasLineCount(1);
    assertThat(out.toString()).isEmpty();
    assertThat(keptIfAny(folder)).isEmpty();
  }

  @Test
  void setPassword_inAFolderOfAnEarlierVersion_importsItsCredentials(@TempDir Path folder)
      throws Exception {
    Path old = folder.resolve("credentials.json");
    Files.writeString(
        old,
        "{\"alice\":{\"version\":4,\"password-hash\":\"x\",\"last-step\":7,\"failures\":9,"
            + "\"seed\":\"GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ\"}}");
    Files.setPosixFilePermissions(old, PosixFilePermissions.fromString("rw-------"));
    typed = "a second";

    assertThat(run("--set-password", "alice", "--folder", folder.toString())).isZero();
    assertThat(out.toString()).contains("the second factor stays");
    assertThat(kept(folder).lastStep()).isEqualTo(7);
    assertThat(old).doesNotExist();
    assertThat(folder.resolve("credentials.json.imported")).exists();
  }

  @Test
  void setPassword_inAFolderWithABrokenFileOfAnEarlierVersion_isToldInOneLine(@TempDir Path folder)
      throws Exception {
    Path old = Files.writeString(folder.resolve("credentials.json"), "[]");
    Files.setPosixFilePermissions(old, PosixFilePermissions.fromString("rw-------"));

    assertThat(run("--set-password", "alice", "--folder", folder.toString())).isEqualTo(2);
    assertThat(err.toString())
        .contains("credentials.json cannot be read: line 1, column 1: an object is expected")
        .hasLineCount(1);
    assertThat(old).hasContent("[]");
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

  @Test
  void warnings_forAPolicyWithoutRoutesAndAFolderWithoutPasswords_sayWhatToDo(@TempDir Path folder)
      throws Exception {
    MemoryCredentialStore none = new MemoryCredentialStore();
    PolicyDocument bare =
        PolicyFiles.load(
                Files.writeString(folder.resolve("p.yaml"), "staffgate: 1\nroles: {}\n", UTF_8))
            .document();
    assertThat(StartWarnings.of(bare, none, folder))
        .hasSize(2)
        .anySatisfy(one -> assertThat(one).contains("--print-routes"))
        .anySatisfy(one -> assertThat(one).contains("--set-password"));

    PolicyDocument whole =
        PolicyFiles.load(
                Files.writeString(
                    folder.resolve("r.yaml"),
                    PanelPages.routes() + "staff: { alice: {} }\n",
                    UTF_8))
            .document();
    MemoryCredentialStore alices = new MemoryCredentialStore();
    Credentials hers =
        new Credentials(
            1, Optional.of(Secret.of("x")), Optional.empty(), -1, List.of(), Optional.empty());
    assertThat(alices.replace("alice", hers)).isTrue();
    assertThat(StartWarnings.of(whole, none, folder)).hasSize(1);
    assertThat(StartWarnings.of(whole, alices, folder)).isEmpty();
  }
}
