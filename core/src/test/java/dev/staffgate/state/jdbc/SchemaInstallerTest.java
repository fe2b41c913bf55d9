package dev.staffgate.state.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.staffgate.accounts.DirectoryException;
import dev.staffgate.model.StaffAccount;
import dev.staffgate.state.StateKey;
import dev.staffgate.state.StateStore;
import dev.staffgate.state.StateStoreException;
import dev.staffgate.state.StateValue;
import dev.staffgate.state.StateWrite;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The tables: made, checked, of an older and of a newer program, beside those of others. */
class SchemaInstallerTest {
  private static final SchemaNames NAMES = SchemaNames.defaults();
  private static final JdbcStateOptions OPTIONS = JdbcStateOptions.defaults();
  private static final List<SchemaScript> TODAY = SchemaScript.forH2();

  /** A next step that only adds: a program of today goes on. */
  private static final SchemaScript EXPAND =
      SchemaScript.parse(
          "0004-owner.sql",
          """
          -- The owner of an entry.
          -- A program that knows version 1 works with these tables.

          ALTER TABLE ${prefix}state ADD COLUMN IF NOT EXISTS owner VARCHAR(100);
          """);

  /** The step after it, which takes away what a program of today reads. */
  private static final SchemaScript CONTRACT =
      SchemaScript.parse(
          "0005-no-checksum.sql",
          """
          -- The checksum moves elsewhere.
          -- A program that knows version 4 works with these tables.

          ALTER TABLE ${prefix}state DROP COLUMN IF EXISTS checksum;
          """);

  private static final List<String> OURS =
      List.of(
          "schema",
          "state",
          "directory",
          "account",
          "account_role",
          "account_network",
          "account_known_as",
          "account_assigned",
          "account_attribute",
          "credential",
          "secret");

  @TempDir private Path folder;
  private final JdbcDataSource source = new JdbcDataSource();
  private final List<Integer> names = new ArrayList<>();

  @BeforeEach
  void set() {
    source.setURL("jdbc:h2:async:" + folder.resolve("s") + ";WRITE_DELAY=0;DB_CLOSE_DELAY=20");
    source.setUser("owner");
  }

  @Test
  void migrate_ofNothing_makesTheTablesAndRecordsTheStep() throws SQLException {
    open(OPTIONS, TODAY).close();

    assertThat(query("SELECT version || ' ' || works_with || ' ' || script FROM staffgate_schema"))
        .containsExactlyInAnyOrder(
            "1 1 0001-entries.sql", "2 1 0002-accounts.sql", "3 1 0003-secrets.sql");
    open(OPTIONS, TODAY).close();
    open(OPTIONS.withMode(SchemaMode.VALIDATE), TODAY).close();
  }

  @Test
  void validate_ofNothing_isRefusedAndMakesNothing() throws SQLException {
    assertThatThrownBy(() -> open(OPTIONS.withMode(SchemaMode.VALIDATE), TODAY))
        .isInstanceOfSatisfying(
            StateStoreException.class,
            e -> assertThat(e.kind()).isEqualTo(StateStoreException.Kind.SCHEMA))
        .hasMessageContaining("lack step 1")
        .hasMessageContaining("SchemaMode.MIGRATE")
        .hasMessageContaining("JdbcStateStore.schemaSql");
    assertThat(tables()).isEmpty();
  }

  @Test
  void none_ofNothing_opensAndIsToldAtTheFirstCall() {
    try (StateStore store = open(OPTIONS.withMode(SchemaMode.NONE), TODAY)) {
      assertThatThrownBy(() -> store.get(StateKey.of("key")))
          .isInstanceOfSatisfying(
              StateStoreException.class,
              e -> assertThat(e.kind()).isEqualTo(StateStoreException.Kind.SCHEMA))
          .hasMessageContaining("SchemaMode.MIGRATE");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"staffgate_", "panel_", "x", "p2_"})
  void schemaSql_runByAnAdministrator_isWhatValidateAsksFor(String prefix) throws SQLException {
    SchemaNames own = NAMES.withPrefix(prefix).inSchema("panel");
    execute("CREATE SCHEMA panel");
    execute(JdbcStateStore.schemaSql(own));

    try (StateStore store = open(OPTIONS.withNames(own).withMode(SchemaMode.VALIDATE), TODAY)) {
      spend(store);
    }
    assertThat(tables())
        .containsExactlyInAnyOrderElementsOf(OURS.stream().map(name -> prefix + name).toList());
  }

  @Test
  void schemaSql_isReadableAndSaysWhatItIs() {
    assertThat(JdbcStateStore.schemaSql(NAMES))
        .startsWith("-- 0001-entries.sql\n-- Entries that are changed by compare-and-set")
        .contains("CREATE TABLE IF NOT EXISTS staffgate_state (", "INSERT INTO staffgate_schema")
        .contains("-- 0002-accounts.sql", "CREATE TABLE IF NOT EXISTS staffgate_credential (")
        .doesNotContain("${");
  }

  @Test
  void twoStores_withOtherNames_doNotSeeEachOther() throws SQLException {
    execute("CREATE SCHEMA other");
    try (StateStore one = open(OPTIONS, TODAY);
        StateStore prefixed = open(OPTIONS.withNames(NAMES.withPrefix("b_")), TODAY);
        StateStore inSchema = open(OPTIONS.withNames(NAMES.inSchema("other")), TODAY)) {
      spend(one);
      spend(prefixed);
      spend(inSchema);
    }
  }

  /**
   * Expand before contract: programs of two releases share the tables while the next one starts.
   */
  @Test
  void nextVersion_thatOnlyAdds_isWorkedWithByBothPrograms() throws SQLException {
    try (StateStore today = open(OPTIONS, TODAY)) {
      spend(today);
      try (StateStore next =
          open(OPTIONS, List.of(TODAY.get(0), TODAY.get(1), TODAY.get(2), EXPAND))) {
        spend(today);
        spend(next);
      }
    }
    for (SchemaMode mode : SchemaMode.values()) {
      try (StateStore today = open(OPTIONS.withMode(mode), TODAY)) {
        spend(today);
      }
    }
    assertThat(query("SELECT version FROM staffgate_schema ORDER BY version"))
        .containsExactly("1", "2", "3", "4");
  }

  @Test
  void newerVersion_thatTakesAway_isRefusedByTheOlderProgramAndNotChanged() throws SQLException {
    List<SchemaScript> newer = List.of(TODAY.get(0), TODAY.get(1), TODAY.get(2), EXPAND, CONTRACT);
    open(OPTIONS, newer).close();
    List<String> before = query("SELECT checksum FROM staffgate_schema ORDER BY version");

    for (SchemaMode mode : List.of(SchemaMode.MIGRATE, SchemaMode.VALIDATE)) {
      assertThatThrownBy(() -> open(OPTIONS.withMode(mode), TODAY))
          .isInstanceOfSatisfying(
              StateStoreException.class,
              e -> {
                assertThat(e.kind()).isEqualTo(StateStoreException.Kind.SCHEMA);
                assertThat(e.nothingDone()).isTrue();
              })
          .hasMessageContaining("at version 5, which needs a program that knows version 4")
          .hasMessageContaining("start the newer program again, or go back to a backup");
    }
    assertThat(query("SELECT checksum FROM staffgate_schema ORDER BY version"))
        .isEqualTo(before)
        .hasSize(5);
  }

  @Test
  void olderVersion_isRefusedByValidateAndBroughtUpToDateByMigrate() throws SQLException {
    open(OPTIONS, TODAY).close();
    List<SchemaScript> next = List.of(TODAY.get(0), TODAY.get(1), TODAY.get(2), EXPAND);

    assertThatThrownBy(() -> open(OPTIONS.withMode(SchemaMode.VALIDATE), next))
        .isInstanceOf(StateStoreException.class)
        .hasMessageContaining("lack step 4")
        .hasMessageContaining("from 0004-owner.sql on");
    open(OPTIONS, next).close();
    open(OPTIONS.withMode(SchemaMode.VALIDATE), next).close();
  }

  /** The tables of a program that knew no accounts. */
  @Test
  void version1_isRefusedByValidateAndGetsTheTablesOfAccountsByMigrate() throws SQLException {
    try (StateStore older = open(OPTIONS, List.of(TODAY.get(0)))) {
      spend(older);
    }

    assertThatThrownBy(() -> open(OPTIONS.withMode(SchemaMode.VALIDATE), TODAY))
        .isInstanceOf(StateStoreException.class)
        .hasMessageContaining("from 0002-accounts.sql on");
    try (JdbcStateStore untouched = open(OPTIONS.withMode(SchemaMode.NONE), TODAY)) {
      assertThatThrownBy(() -> JdbcStaffDirectory.in(untouched).find("alice"))
          .isInstanceOf(DirectoryException.class)
          .hasMessageContaining("SchemaMode.MIGRATE");
    }
    try (JdbcStateStore store = open(OPTIONS, TODAY)) {
      assertThat(store.get(StateKey.of("n", "1"))).isPresent();
      JdbcStaffDirectory.in(store).put(StaffAccount.of("alice"));
    }
    try (JdbcStateStore store = open(OPTIONS.withMode(SchemaMode.VALIDATE), TODAY);
        StateStore older = open(OPTIONS, List.of(TODAY.get(0)))) {
      assertThat(JdbcStaffDirectory.in(store).find("alice")).isPresent();
      spend(older);
    }
  }

  @Test
  void step_thatWasMadeByOtherSql_isRefused() throws SQLException {
    open(OPTIONS, TODAY).close();
    SchemaScript other = SchemaScript.parse("0001-entries.sql", TODAY.get(0).text() + "\n-- x\n");

    assertThatThrownBy(() -> open(OPTIONS, List.of(other)))
        .isInstanceOf(StateStoreException.class)
        .hasMessageContaining("step 1 of its tables was made by other SQL");
  }

  /** A program that died halfway leaves tables without the record of the step. */
  @Test
  void migrate_afterACrashHalfway_completesTheStep() throws SQLException {
    List<String> statements =
        TODAY.stream().flatMap(script -> script.statements(NAMES).stream()).toList();
    for (int done = 0; done < statements.size(); done++) {
      for (String sql : statements.subList(0, done)) {
        execute(sql);
      }
      try (StateStore store = open(OPTIONS, TODAY)) {
        spend(store);
      }
      execute("DROP ALL OBJECTS");
      set();
      execute("CREATE USER IF NOT EXISTS owner PASSWORD '' ADMIN");
    }
    assertThat(statements).hasSize(16);
  }

  /** The tables that Flyway keeps in the same schema, and one of the program's own. */
  @Test
  void tables_ofTheProgramsOwnMigrations_areLeftAlone() throws SQLException {
    execute(
        "CREATE TABLE \"flyway_schema_history\" (\"installed_rank\" INT PRIMARY KEY,"
            + " \"version\" VARCHAR(50), \"checksum\" INT)");
    execute("INSERT INTO \"flyway_schema_history\" VALUES (1, '1', 42)");
    execute("CREATE TABLE schema_version (version INT); CREATE TABLE state (id INT)");
    List<String> before = query("SCRIPT TABLE \"flyway_schema_history\", schema_version, state");

    try (StateStore store = open(OPTIONS, TODAY)) {
      spend(store);
    }

    assertThat(query("SCRIPT TABLE \"flyway_schema_history\", schema_version, state"))
        .isEqualTo(before)
        .anyMatch(line -> line.contains("42"));
    assertThat(tables())
        .containsAll(OURS.stream().map(name -> "staffgate_" + name).toList())
        .contains("flyway_schema_history", "schema_version", "state")
        .hasSize(OURS.size() + 3);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Staffgate_", "1_", "a-b", "a;drop", "a\"", "é", "x y"})
  void names_thatAreNotPlain_areRefused(String name) {
    assertThatThrownBy(() -> NAMES.withPrefix(name)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> NAMES.inSchema(name)).isInstanceOf(IllegalArgumentException.class);
  }

  private JdbcStateStore open(JdbcStateOptions options, List<SchemaScript> scripts) {
    return JdbcStateStore.open(new GivenDataSource(source, "the test's"), options, scripts);
  }

  private void spend(StateStore store) {
    names.add(names.size());
    StateKey key = StateKey.of("n", names.size() + "");
    assertThat(store.compareAndSet(StateWrite.create(key, StateValue.EMPTY))).isPresent();
    assertThat(store.get(key)).isPresent();
  }

  private List<String> tables() throws SQLException {
    return query(
        "SELECT LOWER(TABLE_NAME) FROM INFORMATION_SCHEMA.TABLES"
            + " WHERE TABLE_SCHEMA <> 'INFORMATION_SCHEMA'");
  }

  private void execute(String sql) throws SQLException {
    try (Connection connection = source.getConnection();
        Statement statement = connection.createStatement()) {
      boolean unused = statement.execute(sql);
    }
  }

  private List<String> query(String sql) throws SQLException {
    List<String> found = new ArrayList<>();
    try (Connection connection = source.getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        found.add(rows.getString(1));
      }
    }
    return found;
  }
}
