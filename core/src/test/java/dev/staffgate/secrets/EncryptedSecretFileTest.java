package dev.staffgate.secrets;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.staffgate.fixtures.NamedPipe;
import dev.staffgate.model.Secret;
import dev.staffgate.model.SecretRef;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Secrets in an encrypted file: kept, replaced, retired, and refused where the seal is broken. */
class EncryptedSecretFileTest extends SecretStoreContract {
  @TempDir Path folder;

  private Path file() {
    return folder.resolve("secrets");
  }

  @Override
  protected EncryptedSecretFile open(SecretRef key, SecretSource keys) {
    return EncryptedSecretFile.open(file(), key, keys, () -> NOW);
  }

  @Test
  void file_holdsNothingInClearAndIsItsOwnersAlone() throws IOException {
    SecretStore store = open();
    store.replace(WEB1, Secret.of("TOKEN-IN-CLEAR"));

    String bytes = Files.readString(file(), ISO_8859_1);
    assertThat(bytes).doesNotContain("TOKEN-IN-CLEAR", "web1", "since");
    assertThat(store.toString() + store.list()).doesNotContain("TOKEN-IN-CLEAR");
    if (FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
          .isEqualTo("rw-------");
    }
  }

  @Test
  void replace_twiceTheSame_writesOtherBytes() throws IOException {
    open().replace(WEB1, Secret.of("T"));
    byte[] first = Files.readAllBytes(file());
    open().replace(WEB1, Secret.of("U"));
    open().replace(WEB1, Secret.of("T"));

    assertThat(Files.readAllBytes(file())).hasSameSizeAs(first).isNotEqualTo(first);
  }

  @Test
  void open_withAnotherKey_isRefusedAndTheFileLeftAsItIs() throws IOException {
    open().replace(WEB1, Secret.of("TOKEN1"));
    byte[] before = Files.readAllBytes(file());
    byte[] other = new byte[32];
    other[31] = 1;
    String key = Base64.getEncoder().encodeToString(other);

    assertThatThrownBy(() -> EncryptedSecretFile.open(file(), KEY, keys(key)))
        .isInstanceOf(SecretStoreException.class)
        .hasMessageContaining("the key does not fit")
        .hasMessageContaining("env:KEY")
        .hasMessageNotContaining(key);
    assertThat(Files.readAllBytes(file())).isEqualTo(before);
  }

  @Test
  void open_whoseKeyIsInNoRegularFile_saysThat() throws Exception {
    Path pipe = NamedPipe.at(folder.resolve("key"));
    SecretRef key = new SecretRef("file", pipe.toString());

    assertThatThrownBy(
            () -> EncryptedSecretFile.open(file(), key, SecretSource.environmentAndFiles()))
        .isInstanceOf(SecretStoreException.class)
        .hasMessageContaining("the key of " + file())
        .hasMessageContaining("is a pipe or a device");
  }

  @Test
  void find_whileTheFileIsReachedByALink_isOneStore() throws IOException {
    SecretStore store = open();
    store.replace(WEB1, Secret.of("TOKEN1"));
    Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
    Path link = Files.createSymbolicLink(elsewhere.resolve("other"), file());
    EncryptedSecretFile byLink = EncryptedSecretFile.open(link, KEY, keys(KEY_TEXT));

    assertThat(byLink.retire("web1")).contains(Secret.of("TOKEN1"));

    assertThat(store.find(WEB1)).isEmpty();
    assertThat(link).isSymbolicLink();
  }

  @Test
  void open_anyChangedByte_isRefused() throws IOException {
    open().replace(WEB1, Secret.of("TOKEN1"));
    byte[] whole = Files.readAllBytes(file());
    for (int i = 0; i < whole.length; i++) {
      byte[] changed = whole.clone();
      changed[i] ^= 1;
      Files.write(file(), changed);
      assertThatThrownBy(this::open).isInstanceOf(SecretStoreException.class);
    }
    for (int length = 0; length < whole.length; length++) {
      Files.write(file(), Arrays.copyOf(whole, length));
      assertThatThrownBy(this::open).isInstanceOf(SecretStoreException.class);
    }
  }

  @Test
  void find_fileThatOthersCanRead_isRefused() throws IOException {
    assumeThat(FileSystems.getDefault().supportedFileAttributeViews()).contains("posix");
    open().replace(WEB1, Secret.of("TOKEN1"));
    Path opened =
        Files.setPosixFilePermissions(file(), PosixFilePermissions.fromString("rw-r--r--"));

    assertThatThrownBy(this::open)
        .isInstanceOf(SecretStoreException.class)
        .hasMessageContaining(opened.toString())
        .hasMessageContaining("chmod 600");
  }

  @Test
  void find_fileThatIsGone_failsInsteadOfForgetting() throws IOException {
    SecretStore store = open();
    store.replace(WEB1, Secret.of("TOKEN1"));
    Files.delete(file());

    assertThatThrownBy(() -> store.find(WEB1))
        .isInstanceOf(SecretStoreException.class)
        .hasMessageContaining("gone");
  }

  @Test
  void replace_outsideOfTheStore_makesNoFile() {
    SecretStore store = open();
    assertThatThrownBy(() -> store.replace(new SecretRef("env", "web1"), Secret.of("x")))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> store.replace(new SecretRef("store", "../web1"), Secret.of("x")))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(file()).doesNotExist();
  }

  @Test
  void of_sources_answersByScheme() {
    SecretStore store = open();
    store.replace(WEB1, Secret.of("TOKEN1"));
    SecretSource both = SecretSource.of(keys("K"), store);

    assertThat(both.schemes()).containsExactlyInAnyOrder("env", "store");
    assertThat(both.find(WEB1)).contains(Secret.of("TOKEN1"));
    assertThat(both.find(KEY)).contains(Secret.of("K"));
    assertThat(both.find(new SecretRef("vault", "x"))).isEmpty();
    assertThatThrownBy(() -> SecretSource.of(store, store))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("store");
  }
}
