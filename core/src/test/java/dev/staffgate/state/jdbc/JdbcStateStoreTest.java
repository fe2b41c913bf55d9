package dev.staffgate.state.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.staffgate.fixtures.ManualClock;
import dev.staffgate.state.DoubleSpends;
import dev.staffgate.state.StateEntry;
import dev.staffgate.state.StateKey;
import dev.staffgate.state.StateStore;
import dev.staffgate.state.StateStoreContract;
import dev.staffgate.state.StateValue;
import dev.staffgate.state.StateWrite;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The store in a file of its own. */
class JdbcStateStoreTest extends StateStoreContract {
  private static final StateKey KEY = StateKey.of("spent-code", "alice", "55123");

  @TempDir private Path folder;

  @Override
  protected StateStore newStore(ManualClock clock) {
    return JdbcStateStore.inFile(file(), JdbcStateOptions.defaults().withClock(clock));
  }

  private Path file() {
    return folder.resolve("state");
  }

  @Test
  void entries_afterAReopening_areThereWithTheirVersions() {
    assertThat(store().compareAndSet(StateWrite.create(KEY, StateValue.ofText("kept"))))
        .isPresent();
    StateEntry entry = store().get(KEY).orElseThrow();
    store().close();

    try (StateStore again = newStore(clock())) {
      assertThat(again.get(KEY)).contains(entry);
      assertThat(again.compareAndSet(StateWrite.create(KEY, StateValue.EMPTY))).isEmpty();
      assertThat(again.compareAndSet(StateWrite.replace(entry, StateValue.EMPTY))).isPresent();
    }
  }

  @Test
  void file_thatIsMade_isForItsOwnerAlone() throws Exception {
    Path made = folder.resolve("state.mv.db");

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(made)))
        .isEqualTo("rw-------");
    try (var files = Files.list(folder)) {
      assertThat(files).containsExactly(made);
    }
  }

  @Test
  void path_withOrWithoutTheSuffix_isTheSameFile() {
    store().close();
    try (JdbcStateStore other = JdbcStateStore.inFile(folder.resolve("state.mv.db"))) {
      assertThat(other).hasToString("JdbcStateStore[" + folder.resolve("state.mv.db") + "]");
      assertThat(folder).isDirectoryNotContaining("glob:**state.mv.db.mv.db");
    }
  }

  @Test
  void path_thatWouldAddSettingsToTheUrl_isRefused() {
    for (String name : new String[] {"a;TRACE_LEVEL_FILE=3", "a\nb", "a\\;b", "${user.home}"}) {
      assertThatThrownBy(() -> JdbcStateStore.inFile(folder.resolve(name)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("path of a state file");
    }
  }

  @Test
  void writes_thatHaveToBeDurable_areForcedToDiskOnceEach() {
    JdbcStateStore store = (JdbcStateStore) store();
    for (int i = 0; i < 5; i++) {
      StateWrite write = StateWrite.create(StateKey.of("n", "" + i), StateValue.EMPTY);
      assertThat(store.compareAndSet(write)).isPresent();
      assertThat(store.compareAndSet(StateWrite.create(write.key(), StateValue.EMPTY).durably()))
          .as("lost, so there is nothing to force")
          .isEmpty();
    }
    assertThat(store.forcesToDisk()).isZero();

    for (int i = 5; i < 12; i++) {
      StateWrite write = StateWrite.create(StateKey.of("n", "" + i), StateValue.EMPTY).durably();
      assertThat(store.compareAndSet(write)).isPresent();
    }
    assertThat(store.forcesToDisk()).isEqualTo(7);
  }

  @Test
  void things_thatManyTryToSpend_areSpentOnceEachAndForcedToDisk() throws Exception {
    int attempts = Integer.getInteger("staffgate.state.attempts.h2", 800);
    JdbcStateStore store = (JdbcStateStore) store();

    int things = DoubleSpends.run(store, 8, attempts, true);

    assertThat(store.forcesToDisk()).isEqualTo(things);
  }

  @Test
  void entries_thatExpiredADayAgo_areDeletedInBatches() throws Exception {
    Instant soon = clock().instant().plusSeconds(1);
    int rows = 1_200;
    for (int i = 0; i < rows; i++) {
      StateWrite write = StateWrite.create(StateKey.of("old", "" + i), StateValue.EMPTY);
      assertThat(store().compareAndSet(write.expiringAt(soon))).isPresent();
    }
    clock().advance(Duration.ofHours(23));
    write("first");
    store().close();
    assertThat(rows()).isEqualTo(rows + 1);

    JdbcStateOptions oneThread = JdbcStateOptions.defaults().withClock(clock()).withConnections(1);
    try (JdbcStateStore again = JdbcStateStore.inFile(file(), oneThread)) {
      clock().advance(Duration.ofHours(2));
      for (int i = 0; i < 3; i++) {
        StateWrite write = StateWrite.create(StateKey.of("new", "" + i), StateValue.EMPTY);
        assertThat(again.compareAndSet(write)).isPresent();
        assertThat(again.get(KEY)).as("answered behind the batch").isEmpty();
      }
    }
    assertThat(rows()).isEqualTo(1 + 3);
  }

  private void write(String name) {
    assertThat(store().compareAndSet(StateWrite.create(StateKey.of(name), StateValue.EMPTY)))
        .isPresent();
  }

  private int rows() throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:h2:" + file(), "staffgate", "");
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT COUNT(*) FROM staffgate_state")) {
      assertThat(rows.next()).isTrue();
      return rows.getInt(1);
    }
  }
}
