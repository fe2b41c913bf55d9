package dev.staffgate.state.jdbc;

import dev.staffgate.state.StateEntry;
import dev.staffgate.state.StateKey;
import dev.staffgate.state.StateStoreException;
import dev.staffgate.state.StateVersion;
import dev.staffgate.state.StateWrite;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The statements on the table of entries. Each write is one statement with the version in its
 * condition, and the number of rows that it changed is looked at; none commits.
 */
final class EntryStatements {
  private final String table;
  private final int timeoutSeconds;
  private final String selectOne;
  private final String selectRange;
  private final String selectExpired;
  private final String insert;
  private final String updateLive;
  private final String updateExpired;
  private final String deleteExpired;

  EntryStatements(SchemaNames names, int timeoutSeconds) {
    this.timeoutSeconds = timeoutSeconds;
    table = names.table("state");
    String select = "SELECT " + StoredRow.COLUMNS + " FROM " + table;
    selectOne = select + " WHERE state_key = ?";
    selectRange =
        select
            + " WHERE state_key > ? AND state_key < ? ORDER BY state_key FETCH FIRST ? ROWS ONLY";
    selectExpired = select + " WHERE expires_at <= ? ORDER BY expires_at FETCH FIRST ? ROWS ONLY";
    insert =
        "INSERT INTO "
            + table
            + " (state_value, version, attempt, expires_at, checksum, state_key)"
            + " VALUES (?, ?, ?, ?, ?, ?)";
    updateLive =
        "UPDATE "
            + table
            + " SET state_value = ?, version = ?, attempt = ?, expires_at = ?, checksum = ?"
            + " WHERE state_key = ? AND version = ? AND attempt = ?"
            + " AND (expires_at IS NULL OR expires_at > ?)";
    updateExpired =
        "UPDATE "
            + table
            + " SET state_value = ?, version = ?, attempt = ?, expires_at = ?, checksum = ?"
            + " WHERE state_key = ? AND version = ? AND attempt = ? AND expires_at <= ?";
    deleteExpired =
        "DELETE FROM "
            + table
            + " WHERE state_key = ? AND version = ? AND attempt = ? AND expires_at <= ?";
  }

  String table() {
    return table;
  }

  /** Finds a row, expired or not. */
  Optional<StateEntry> find(Connection connection, StateKey key) throws SQLException {
    try (PreparedStatement statement = prepare(connection, selectOne)) {
      statement.setString(1, key.text());
      try (ResultSet rows = statement.executeQuery()) {
        return rows.next() ? Optional.of(StoredRow.read(rows, table)) : Optional.empty();
      }
    }
  }

  /** Rows, and whether more follow of which the first is damaged. */
  record Rows(List<StateEntry> entries, boolean cut) {}

  /**
   * Lists the rows between two texts, both left out, expired or not; up to one that is damaged, and
   * throws if that is the first.
   */
  Rows list(Connection connection, String from, String to, int limit) throws SQLException {
    try (PreparedStatement statement = prepare(connection, selectRange)) {
      statement.setString(1, from);
      statement.setString(2, to);
      statement.setInt(3, limit);
      return untilDamaged(statement);
    }
  }

  private Rows untilDamaged(PreparedStatement statement) throws SQLException {
    List<StateEntry> entries = new ArrayList<>();
    try (ResultSet rows = statement.executeQuery()) {
      while (rows.next()) {
        entries.add(StoredRow.read(rows, table));
      }
      return new Rows(entries, false);
    } catch (StateStoreException damaged) {
      if (entries.isEmpty()) {
        throw damaged;
      }
      return new Rows(entries, true);
    }
  }

  private List<StateEntry> all(PreparedStatement statement) throws SQLException {
    List<StateEntry> all = new ArrayList<>();
    try (ResultSet rows = statement.executeQuery()) {
      while (rows.next()) {
        all.add(StoredRow.read(rows, table));
      }
    }
    return all;
  }

  /** Inserts a row; a duplicate shows as an exception, see {@link SqlFailures#isDuplicate}. */
  void insert(Connection connection, StateWrite write) throws SQLException {
    try (PreparedStatement statement = prepare(connection, insert)) {
      int next = StoredRow.bind(statement, 1, write, 1);
      statement.setString(next, write.key().text());
      requireOne(statement.executeUpdate());
    }
  }

  private static void requireOne(int rows) throws SQLException {
    if (rows != 1) {
      throw new SQLException("an insert made " + rows + " rows");
    }
  }

  /** Returns whether a row had the expected version, had not expired, and was replaced. */
  boolean updateLive(Connection connection, StateWrite write, StateVersion expected, long nowMillis)
      throws SQLException {
    return update(connection, updateLive, write, expected, nowMillis);
  }

  /** Returns whether a row had a version, had expired, and was replaced. */
  boolean updateExpired(
      Connection connection, StateWrite write, StateVersion expired, long nowMillis)
      throws SQLException {
    return update(connection, updateExpired, write, expired, nowMillis);
  }

  private boolean update(
      Connection connection, String sql, StateWrite write, StateVersion before, long nowMillis)
      throws SQLException {
    try (PreparedStatement statement = prepare(connection, sql)) {
      int next = StoredRow.bind(statement, 1, write, before.number() + 1);
      bindCondition(statement, next, write.key(), before, nowMillis);
      return statement.executeUpdate() == 1;
    }
  }

  /** Deletes up to so many rows that had expired by an instant; returns how many there were. */
  int deleteExpired(Connection connection, long beforeMillis, int limit) throws SQLException {
    List<StateEntry> expired;
    try (PreparedStatement statement = prepare(connection, selectExpired)) {
      statement.setLong(1, beforeMillis);
      statement.setInt(2, limit);
      expired = all(statement);
    }
    try (PreparedStatement statement = prepare(connection, deleteExpired)) {
      for (StateEntry entry : expired) {
        bindCondition(statement, 1, entry.key(), entry.version(), beforeMillis);
        statement.addBatch();
      }
      int[] unused = statement.executeBatch();
    }
    return expired.size();
  }

  private static void bindCondition(
      PreparedStatement statement, int from, StateKey key, StateVersion version, long millis)
      throws SQLException {
    statement.setString(from, key.text());
    statement.setLong(from + 1, version.number());
    statement.setString(from + 2, version.attempt());
    statement.setLong(from + 3, millis);
  }

  private PreparedStatement prepare(Connection connection, String sql) throws SQLException {
    PreparedStatement statement = connection.prepareStatement(sql);
    statement.setQueryTimeout(timeoutSeconds);
    return statement;
  }
}
