package dev.staffgate.state.jdbc;

import dev.staffgate.state.StateStoreException;
import dev.staffgate.state.StateStoreException.Kind;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings the tables up to date, or looks whether they are. Tables of others in the same schema,
 * such as those of a migration framework, are neither read nor changed.
 */
final class SchemaInstaller {
  private static final Logger log = LoggerFactory.getLogger(SchemaInstaller.class);

  private final List<SchemaScript> scripts;
  private final SchemaNames names;
  private final String where;

  /** A step that a database has. */
  private record Applied(int worksWith, String checksum) {}

  SchemaInstaller(List<SchemaScript> scripts, SchemaNames names, String where) {
    this.scripts = List.copyOf(scripts);
    this.names = names;
    this.where = where;
  }

  /**
   * Does what a mode says.
   *
   * @throws StateStoreException if the tables are not what this program needs; then nothing was
   *     changed
   */
  void open(Connection connection, SchemaMode mode) throws SQLException {
    switch (mode) {
      case NONE -> log.debug("the tables of the state in {} are taken as they are", where);
      case VALIDATE -> requireComplete(verified(connection));
      case MIGRATE -> migrate(connection);
    }
  }

  private void migrate(Connection connection) throws SQLException {
    Map<Integer, Applied> applied = verified(connection);
    for (SchemaScript script : scripts) {
      if (!applied.containsKey(script.number())) {
        apply(connection, script);
      }
    }
  }

  private void apply(Connection connection, SchemaScript script) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      for (String sql : script.statements(names)) {
        boolean unused = statement.execute(sql);
      }
      connection.commit();
      log.info("the tables of the state in {} are at version {} now", where, script.number());
    } catch (SQLException e) {
      if (!SqlFailures.isDuplicate(e)) {
        throw e;
      }
      connection.rollback(); // another program recorded the same step at the same time
    }
  }

  private Map<Integer, Applied> verified(Connection connection) throws SQLException {
    Map<Integer, Applied> applied = applied(connection);
    int known = scripts.get(scripts.size() - 1).number();
    applied.forEach(
        (version, one) -> {
          if (version > known && one.worksWith() > known) {
            throw refused(
                "its tables are at version %d, which needs a program that knows version %d, and this one knows %d: start the newer program again, or go back to a backup from before it"
                    .formatted(version, one.worksWith(), known));
          }
        });
    for (SchemaScript script : scripts) {
      Applied one = applied.get(script.number());
      if (one != null && !one.checksum().equals(script.checksum())) {
        throw refused(
            "step %d of its tables was made by other SQL than %s of this program: ask whoever made the tables"
                .formatted(script.number(), script.name()));
      }
    }
    return applied;
  }

  private void requireComplete(Map<Integer, Applied> applied) {
    for (SchemaScript script : scripts) {
      if (!applied.containsKey(script.number())) {
        throw refused(
            "its tables lack step %d: open it once with SchemaMode.MIGRATE, or run the SQL of JdbcStateStore.schemaSql from %s on"
                .formatted(script.number(), script.name()));
      }
    }
  }

  private Map<Integer, Applied> applied(Connection connection) throws SQLException {
    Map<Integer, Applied> applied = new TreeMap<>();
    if (!hasTable(connection)) {
      return applied;
    }
    try (PreparedStatement statement =
            connection.prepareStatement(
                "SELECT version, works_with, checksum FROM " + names.table("schema"));
        ResultSet rows = statement.executeQuery()) {
      while (rows.next()) {
        applied.put(rows.getInt(1), new Applied(rows.getInt(2), rows.getString(3)));
      }
    }
    connection.rollback();
    return applied;
  }

  private boolean hasTable(Connection connection) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            "SELECT 1 FROM INFORMATION_SCHEMA.TABLES WHERE LOWER(TABLE_NAME) = ? AND"
                + " LOWER(TABLE_SCHEMA) = COALESCE(CAST(? AS VARCHAR(30)), LOWER(CURRENT_SCHEMA))")) {
      statement.setString(1, names.prefix() + "schema");
      statement.setString(2, names.schema().orElse(null));
      try (ResultSet rows = statement.executeQuery()) {
        return rows.next();
      }
    }
  }

  private StateStoreException refused(String why) {
    return new StateStoreException(
        Kind.SCHEMA, true, "the state in " + where + " is not opened: " + why, null);
  }
}
