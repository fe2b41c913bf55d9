package dev.staffgate.signin;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.staffgate.files.OwnerOnlyFile;
import dev.staffgate.model.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FileCredentialStoreTest extends CredentialStoreContract {
  private static final Credentials FIRST = TestCredentials.enrolling("hash");
  private static final String SECRET = "SECRETSEED";

  @TempDir Path folder;

  private Path file() {
    return folder.resolve("store.json");
  }

  @Override
  protected CredentialStore store() {
    return FileCredentialStore.open(file());
  }

  @Test
  void files_written_areForTheirOwnerAlone() throws IOException {
    assertThat(store().replace("bob", FIRST)).isTrue();

    try (var files = Files.list(folder)) {
      assertThat(files)
          .isNotEmpty()
          .allSatisfy(
              one ->
                  assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(one)))
                      .isEqualTo("rw-------"));
    }
  }

  @Test
  void replace_byTwoProcesses_losesNothing() throws Exception {
    assertThat(store().replace("bob", FIRST)).isTrue();
    Process other =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty(
                    "surefire.test.class.path", System.getProperty("java.class.path")),
                FailureCountingProcess.class.getName(),
                file().toString(),
                "100")
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("output").toFile())
            .start();
    try {
      FailureCountingProcess.count(file(), 100);
      assertThat(other.waitFor(60, TimeUnit.SECONDS)).isTrue();
      assertThat(other.exitValue()).as(Files.readString(folder.resolve("output"))).isZero();
    } finally {
      other.destroyForcibly();
    }
    assertThat(store().find("bob").orElseThrow().lastStep()).isEqualTo(200);
  }

  @Test
  void replace_whereTheFolderIsGone_failsAndChangesNothing() throws IOException {
    Path inner = Files.createDirectory(folder.resolve("inner"));
    FileCredentialStore store = FileCredentialStore.open(inner.resolve("store.json"));
    Files.delete(inner);

    assertThatThrownBy(() -> store.replace("bob", FIRST))
        .isInstanceOf(CredentialStoreException.class);
    assertThat(store.find("bob")).isEmpty();
  }

  @Test
  void replace_byAnInterruptedThread_isKeptAndTheThreadStaysInterrupted() {
    CredentialStore store = store();
    assertThat(store.replace("bob", FIRST)).isTrue();

    Thread.currentThread().interrupt();
    assertThat(store.replace("bob", FIRST.next().withLastStep(1))).isTrue();
    assertThat(Thread.interrupted()).isTrue();
    assertThat(store().find("bob").orElseThrow().lastStep()).isEqualTo(1);
  }

  @Test
  void find_whereTheFileIsGone_fails() throws IOException {
    CredentialStore store = store();
    assertThat(store.replace("bob", FIRST)).isTrue();
    Files.delete(file());

    assertThatThrownBy(() -> store.find("bob"))
        .isInstanceOf(CredentialStoreException.class)
        .hasMessageContaining("gone");
    assertThatThrownBy(() -> store.replace("bob", FIRST))
        .isInstanceOf(CredentialStoreException.class);
  }

  @Test
  void open_aFileThatOthersCanRead_isRefused() throws IOException {
    assertThat(store().replace("bob", FIRST)).isTrue();
    Path readable =
        Files.setPosixFilePermissions(file(), PosixFilePermissions.fromString("rw-r-----"));

    assertThatThrownBy(() -> FileCredentialStore.open(readable))
        .isInstanceOf(CredentialStoreException.class)
        .hasMessageContaining("chmod 600");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "`` | line 1, column 0: an object is expected",
        "[] | line 1, column 1: an object is expected",
        "{ | line 1, column 2: not JSON",
        "{}x | line 1, column 3: not JSON",
        "{}{} | line 1, column 3: something follows the object",
        "{\"b b\":{}} | this is not a staff id",
        "{\"bob\":{\"version\":1}} | version, password-hash, last-step or failures is missing",
        "{\"bob\":{\"version\":0,\"password-hash\":\"h\",\"last-step\":1,\"failures\":1}} | out of"
            + " its bounds",
        "{\"bob\":{\"version\":1,\"password-hash\":\"SECRETSEED\",\"version\":2}} | a field twice",
        "{\"bob\":{\"version\":1,\"password-hash\":\"SECRETSEED\",\"other\":2}} | another name",
        "{\"bob\":{\"version\":\"SECRETSEED\"}} | line 1, column 19: a whole number is expected",
        "{\"bob\":{\"version\":99999999999999999999}} | a number too large",
        "{\"bob\":{\"wait-until\":\"SECRETSEED\"}} | an instant such as",
        "{\"bob\":{\"version\":1,\"password-hash\":\"h\",\"last-step\":1,\"failures\":1,\"seed\":\"SECRETSEED\"}}"
            + " | not a seed",
        "{\"bob\":{\"version\":1,\"password-hash\":\"h\",\"last-step\":1,\"failures\":1,\"code-digits\":7}}"
            + " | out of its bounds",
        "{\"bob\":{\"code-digits\":\"SECRETSEED\"}} | a whole number is expected",
        "{\"bob\":{\"code-algorithm\":\"SECRETSEED\"}} | SHA1, SHA256 or SHA512 is expected"
      })
  void open_aFileThatIsNoStore_saysWhereWithoutQuotingIt(String text, String problem)
      throws IOException {
    OwnerOnlyFile.at(file(), 1000).replace(text.getBytes(UTF_8));

    assertThatThrownBy(() -> FileCredentialStore.open(file()))
        .isInstanceOf(CredentialStoreException.class)
        .hasMessageContaining("store.json")
        .hasMessageContaining(problem)
        .hasMessageNotContaining(SECRET)
        .hasNoCause();
    assertThat(file()).hasContent(text);
  }

  @Test
  void open_aFileFromBeforeCodesHadForms_hasTheUsualOne() throws IOException {
    String seed = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";
    String text =
        "{\"bob\":{\"version\":1,\"password-hash\":\"h\",\"seed\":\"%s\",\"last-step\":1,\"failures\":0}}"
            .formatted(seed);
    OwnerOnlyFile.at(file(), 1000).replace(text.getBytes(UTF_8));

    assertThat(store().find("bob").orElseThrow().codeKey())
        .contains(new OneTimeCodeKey(Secret.of(seed), OneTimeCodeForm.STANDARD));
  }
}
