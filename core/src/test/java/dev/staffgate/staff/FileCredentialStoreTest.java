package dev.staffgate.staff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FileCredentialStoreTest {
  @TempDir Path folder;

  @Test
  void replace_withAnOldVersion_isRefused() {
    FileCredentialStore store = FileCredentialStore.open(folder.resolve("store.json"));
    Credentials first = Credentials.ofPassword("hash");

    assertThat(store.replace("bob", first)).isTrue();
    assertThat(store.replace("bob", first)).isFalse();
    assertThat(store.replace("bob", first.failed(java.time.Instant.EPOCH))).isTrue();
    assertThat(store.find("bob").orElseThrow().failures()).isEqualTo(1);
  }

  @Test
  void replace_whereTheFolderIsGone_failsAndChangesNothing() throws IOException {
    Path inner = Files.createDirectory(folder.resolve("inner"));
    FileCredentialStore store = FileCredentialStore.open(inner.resolve("store.json"));
    Files.delete(inner);

    assertThatThrownBy(() -> store.replace("bob", Credentials.ofPassword("hash")))
        .isInstanceOf(CredentialStoreException.class);
    assertThat(store.find("bob")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "{",
        "{}x",
        "{\"bob\":{\"version\":1}}",
        "{\"bob\":{\"version\":0,\"password-hash\":\"h\"}}",
        "{\"bob\":{\"version\":1,\"password-hash\":\"SECRETSEED\",\"version\":2}}",
        "{\"bob\":{\"version\":1,\"password-hash\":\"SECRETSEED\",\"other\":2}}",
        "{\"bob\":{\"version\":\"1\",\"password-hash\":\"SECRETSEED\"}}"
      })
  void open_aFileThatIsNoStore_isRefusedWithoutQuotingIt(String text) throws IOException {
    Path file = folder.resolve("store.json");
    Files.writeString(file, text);

    assertThatThrownBy(() -> FileCredentialStore.open(file))
        .isInstanceOf(CredentialStoreException.class)
        .hasMessageContaining("store.json")
        .hasMessageNotContaining("SECRETSEED")
        .hasNoCause();
  }
}
