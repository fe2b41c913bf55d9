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
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files of credentials as an earlier version wrote them. */
class FileCredentialImportTest {
  private static final String SECRET = "SECRETSEED";
  private static final String SEED = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";
  private static final String TWO_PEOPLE =
      """
      {
        "alice" : {
          "version" : 7,
          "password-hash" : "hash of alice",
          "seed" : "%s",
          "code-algorithm" : "SHA512",
          "code-digits" : 8,
          "last-step" : 58823529,
          "failures" : 3,
          "wait-until" : "2026-11-24T10:00:00.123456789Z"
        },
        "bob" : {
          "version" : 1,
          "password-hash" : "hash of bob",
          "last-step" : -1,
          "failures" : 0
        }
      }
      """
          .formatted(SEED);

  @TempDir Path folder;
  private final CredentialStore store = new MemoryCredentialStore();

  private Path file() {
    return folder.resolve("store.json");
  }

  private Path renamed() {
    return folder.resolve("store.json.imported");
  }

  private void write(String text) throws IOException {
    OwnerOnlyFile.at(file(), 10_000).replace(text.getBytes(UTF_8));
  }

  @Test
  void run_onAFile_putsAllIntoTheStoreAndRenamesIt() throws IOException {
    write(TWO_PEOPLE);

    FileCredentialImport.Result result = FileCredentialImport.run(file(), store);

    assertThat(result).isEqualTo(new FileCredentialImport.Result(2, 0, Optional.of(renamed())));
    Credentials alice = store.find("alice").orElseThrow();
    assertThat(alice.version()).isEqualTo(1);
    assertThat(alice.lastStep()).isEqualTo(58_823_529);
    assertThat(alice.codeKey())
        .contains(
            new OneTimeCodeKey(
                Secret.of(SEED), new OneTimeCodeForm(OneTimeCodeForm.Algorithm.SHA512, 8)));
    assertThat(store.find("bob")).contains(TestCredentials.ofPassword("hash of bob"));
    assertThat(file()).doesNotExist();
    assertThat(renamed()).hasContent(TWO_PEOPLE);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(renamed())))
        .isEqualTo("rw-------");
  }

  @Test
  void run_withoutAFile_doesNothing() {
    assertThat(FileCredentialImport.run(file(), store))
        .isEqualTo(new FileCredentialImport.Result(0, 0, Optional.empty()));
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void run_afterACrashHalfway_importsTheRestAndOverwritesNothing() throws IOException {
    write(TWO_PEOPLE);
    Credentials newer = TestCredentials.ofPassword("newer hash of alice");
    assertThat(store.replace("alice", newer)).isTrue();

    assertThat(FileCredentialImport.run(file(), store))
        .isEqualTo(new FileCredentialImport.Result(1, 1, Optional.of(renamed())));
    assertThat(store.find("alice")).contains(newer);
    assertThat(FileCredentialImport.run(file(), store).renamedTo()).isEmpty();
  }

  @Test
  void run_whileTheStoreIsOut_leavesTheFile() throws IOException {
    write(TWO_PEOPLE);
    CredentialStore out =
        new CredentialStore() {
          @Override
          public Optional<Credentials> find(String staff) {
            return store.find(staff);
          }

          @Override
          public boolean replace(String staff, Credentials next) {
            if (staff.equals("bob")) {
              throw new CredentialStoreException("out of order", null);
            }
            return store.replace(staff, next);
          }
        };

    assertThatThrownBy(() -> FileCredentialImport.run(file(), out))
        .isInstanceOf(CredentialStoreException.class);
    assertThat(file()).hasContent(TWO_PEOPLE);
    assertThat(FileCredentialImport.run(file(), store).imported()).isEqualTo(1);
    assertThat(store.find("bob")).isPresent();
  }

  @Test
  void run_onAFileThatOthersCanRead_isRefused() throws IOException {
    write(TWO_PEOPLE);
    Path readable =
        Files.setPosixFilePermissions(file(), PosixFilePermissions.fromString("rw-r-----"));

    assertThatThrownBy(() -> FileCredentialImport.run(readable, store))
        .isInstanceOf(CredentialStoreException.class)
        .hasMessageContaining("chmod 600");
    assertThat(store.find("alice")).isEmpty();
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
  void run_onAFileThatIsNone_saysWhereWithoutQuotingIt(String text, String problem)
      throws IOException {
    write(text);

    assertThatThrownBy(() -> FileCredentialImport.run(file(), store))
        .isInstanceOf(CredentialStoreException.class)
        .hasMessageContaining("store.json")
        .hasMessageContaining(problem)
        .hasMessageNotContaining(SECRET)
        .hasNoCause();
    assertThat(file()).hasContent(text);
    assertThat(store.find("bob")).isEmpty();
  }

  @Test
  void run_onAFileFromBeforeCodesHadForms_givesTheUsualOne() throws IOException {
    write(
        "{\"bob\":{\"version\":1,\"password-hash\":\"h\",\"seed\":\"%s\",\"last-step\":1,\"failures\":0}}"
            .formatted(SEED));

    assertThat(FileCredentialImport.run(file(), store).imported()).isEqualTo(1);
    assertThat(store.find("bob").orElseThrow().codeKey())
        .contains(new OneTimeCodeKey(Secret.of(SEED), OneTimeCodeForm.STANDARD));
  }
}
