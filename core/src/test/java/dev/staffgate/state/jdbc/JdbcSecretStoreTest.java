package dev.staffgate.state.jdbc;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.staffgate.model.Secret;
import dev.staffgate.model.SecretRef;
import dev.staffgate.secrets.SecretSource;
import dev.staffgate.secrets.SecretStore;
import dev.staffgate.secrets.SecretStoreContract;
import dev.staffgate.secrets.SecretStoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Secrets in a table: as in a file, and each row bound to its name. */
class JdbcSecretStoreTest extends SecretStoreContract {
  private static final SecretRef WEB2 = new SecretRef("store", "web2");

  @TempDir Path folder;
  private JdbcStateStore state;

  @BeforeEach
  void openState() {
    state =
        JdbcStateStore.inFile(
            folder.resolve("state"), JdbcStateOptions.defaults().withClock(() -> NOW));
  }

  @AfterEach
  void closeState() {
    state.close();
  }

  @Override
  protected SecretStore open(SecretRef key, SecretSource keys) {
    return JdbcSecretStore.open(state, key, keys);
  }

  /** Does something by hand while the store is closed. */
  private void byHand(String sql) throws SQLException {
    state.close();
    try (Connection connection =
            DriverManager.getConnection(
                "jdbc:h2:" + folder.resolve("state").toAbsolutePath(), "staffgate", "");
        Statement statement = connection.createStatement()) {
      assertThat(statement.executeUpdate(sql)).isEqualTo(1);
    }
    openState();
  }

  @Test
  void restart_afterChanges_hasThem() {
    open().replace(WEB1, Secret.of("TOKEN1"));
    open().replace(WEB2, Secret.of("TOKEN2"));
    assertThat(open().retire("web2")).isPresent();
    state.close();
    openState();

    assertThat(open().find(WEB1)).contains(Secret.of("TOKEN1"));
    assertThat(open().find(WEB2)).isEmpty();
    assertThat(open().list()).hasSize(2);
  }

  @Test
  void file_holdsNoSecretInClear() throws IOException {
    open().replace(WEB1, Secret.of("TOKEN-IN-CLEAR"));
    state.close();

    assertThat(Files.readString(folder.resolve("state.mv.db"), ISO_8859_1))
        .contains("secret/web1")
        .doesNotContain("TOKEN-IN-CLEAR");
  }

  @Test
  void row_thatWasCopiedToAnotherName_isRefusedAndNamed() throws SQLException {
    SecretStore store = open();
    store.replace(WEB1, Secret.of("TOKEN1"));
    store.replace(WEB2, Secret.of("TOKEN2"));
    byHand(
        "UPDATE staffgate_secret SET sealed = (SELECT sealed FROM staffgate_secret"
            + " WHERE secret_key = 'secret/web1') WHERE secret_key = 'secret/web2'");

    assertThatThrownBy(() -> assertThat(open()).isNull())
        .isInstanceOf(SecretStoreException.class)
        .hasMessageContaining("`secret/web2`")
        .hasMessageContaining("nobody changed or moved it");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sealed = X''",
        "sealed = X'00'",
        "sealed = sealed || X'00'",
        "secret_key = 'secret/web2'",
      })
  void row_thatWasChangedByHand_isRefused(String change) throws SQLException {
    open().replace(WEB1, Secret.of("TOKEN1"));
    byHand("UPDATE staffgate_secret SET " + change);

    assertThatThrownBy(() -> assertThat(open()).isNull())
        .isInstanceOf(SecretStoreException.class)
        .hasMessageContaining("`secret/web")
        .hasMessageNotContaining("TOKEN1");
  }

  @Test
  void row_ofAFileOfSecrets_isNotTaken() throws SQLException {
    open().replace(WEB1, Secret.of("TOKEN1"));
    byHand(
        "UPDATE staffgate_secret SET sealed = CAST('staffgate-secrets 1 AES-256-GCM' AS BINARY)");

    assertThatThrownBy(() -> assertThat(open()).isNull()).isInstanceOf(SecretStoreException.class);
  }

  @Test
  void change_isForcedToDisk() {
    SecretStore store = open();
    long before = state.forcesToDisk();

    store.replace(WEB1, Secret.of("TOKEN1"));
    assertThat(store.retire("web1")).isPresent();

    assertThat(state.forcesToDisk()).isEqualTo(before + 2);
  }

  @Test
  void anything_onceTheStateIsClosed_failsInsteadOfFindingNone() {
    SecretStore store = open();
    store.replace(WEB1, Secret.of("TOKEN1"));
    state.close();

    assertThatThrownBy(() -> assertThat(store.find(WEB1)).isNull())
        .isInstanceOf(SecretStoreException.class);
    assertThatThrownBy(() -> store.replace(WEB1, Secret.of("TOKEN2")))
        .isInstanceOf(SecretStoreException.class)
        .hasMessageNotContaining("TOKEN2");
  }
}
