package dev.staffgate.state.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.staffgate.signin.CredentialStore;
import dev.staffgate.signin.CredentialStoreContract;
import dev.staffgate.signin.CredentialStoreException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Credentials in a table; each store of the contract is another state store on one database. */
class JdbcCredentialStoreTest extends CredentialStoreContract {
  @TempDir private Path folder;
  private final JdbcDataSource real = new JdbcDataSource();
  private final Deque<JdbcStateStore> opened = new ArrayDeque<>();
  private FaultyDataSource faulty;

  @BeforeEach
  void set() {
    real.setURL("jdbc:h2:async:" + folder.resolve("c") + ";WRITE_DELAY=0;DB_CLOSE_DELAY=20");
    faulty = new FaultyDataSource(real, 3);
  }

  @AfterEach
  void close() {
    opened.forEach(JdbcStateStore::close);
  }

  @Override
  protected CredentialStore store() {
    opened.push(JdbcStateStore.create(faulty.source()));
    return JdbcCredentialStore.in(opened.peek());
  }

  @Test
  void replace_thatWins_isForcedToDiskOnce() {
    CredentialStore store = store();
    assertThat(store.replace("bob", FIRST)).isTrue();
    assertThat(store.replace("bob", FIRST)).isFalse();
    assertThat(store.replace("bob", NEXT)).isTrue();
    assertThat(store.replace("bob", NEXT)).isFalse();

    assertThat(opened.element().forcesToDisk()).isEqualTo(2);
  }

  @Test
  void replace_whoseCommitIsDoneAndBreaks_isRecognised() {
    CredentialStore store = store();
    faulty.breakCommits(0, 100);

    assertThat(store.replace("bob", FIRST)).isTrue();
    assertThat(store.replace("bob", NEXT)).isTrue();
    assertThat(faulty.faults()).isEqualTo(2);
    assertThat(store.find("bob")).contains(NEXT);
  }

  @Test
  void replace_whoseCommitAlwaysBreaksBeforeItIsDone_fails() {
    CredentialStore store = store();
    faulty.breakCommits(100, 0);

    assertThatThrownBy(() -> store.replace("bob", FIRST))
        .isInstanceOf(CredentialStoreException.class)
        .hasMessageContaining("the credentials of bob cannot be written");
    faulty.breakCommits(0, 0);
    assertThat(store.find("bob")).isEmpty();
  }

  @Test
  void replace_whoseCommitBreaksAndThatSomebodyElseReplaced_isNotKnown() {
    CredentialStore store = store();
    assertThat(store.replace("bob", FIRST)).isTrue();
    faulty.breakCommits(0, 100);
    faulty.afterNextFault(
        () -> {
          faulty.breakCommits(0, 0);
          try (JdbcStateStore other = JdbcStateStore.create(real)) {
            assertThat(JdbcCredentialStore.in(other).replace("bob", after(NEXT, "third"))).isTrue();
          }
        });

    assertThatThrownBy(() -> store.replace("bob", NEXT))
        .isInstanceOf(CredentialStoreException.class)
        .hasMessageContaining("it is not known if it was done");
    assertThat(store.find("bob").orElseThrow().version()).isEqualTo(3);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "last_step = -1",
        "password_hash = 'SECRETHASH'",
        "password_hash = NULL",
        "code_seed = 'SECRETHASH'",
        "code_digits = 7",
        "code_algorithm = 'MD5'",
        "code_algorithm = NULL",
        "recovery_codes = 'SECRETHASH'",
        "enrol_before = 'SECRETHASH'",
        "enrol_before = '2030-01-01T00:00:00Z'",
        "version = 7",
        "attempt = 'other'",
        "checksum = 'SECRETHASH'",
        "id = 'alice'"
      })
  void row_thatWasChangedByHand_isToldWithoutQuotingIt(String change) throws SQLException {
    CredentialStore store = store();
    assertThat(store.replace("bob", WITH_CODE_KEY)).isTrue();
    AccountTables.execute(real, "UPDATE staffgate_credential SET " + change);
    String id = change.startsWith("id") ? "alice" : "bob";

    assertThatThrownBy(() -> store.find(id))
        .isInstanceOf(CredentialStoreException.class)
        .hasMessageContaining("the row of `" + id + "`")
        .hasMessageContaining("is not what was written")
        .satisfies(
            e -> {
              for (Throwable one = e; one != null; one = one.getCause()) {
                assertThat(String.valueOf(one)).doesNotContain("SECRETHASH");
              }
            });
  }

  @Test
  void replace_withTooLongAHash_isRefusedWithoutQuotingIt() {
    CredentialStore store = store();

    assertThatIllegalArgumentException()
        .isThrownBy(() -> store.replace("bob", after(FIRST, "SECRET".repeat(700))))
        .withMessageNotContaining("SECRET");
  }

  @Test
  void calls_afterTheStoreWasClosed_failAndSaySo() {
    CredentialStore store = store();
    opened.forEach(JdbcStateStore::close);

    assertThatThrownBy(() -> store.find("bob"))
        .isInstanceOf(CredentialStoreException.class)
        .hasMessageContaining("the credentials of bob cannot be read")
        .hasMessageContaining("closed");
  }
}
