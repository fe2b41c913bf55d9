package dev.staffgate.state.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The statements on the table of secrets. A change has the version before it in its condition, and
 * the number of rows that it changed is looked at; none commits.
 */
final class SecretStatements {
  private final int timeoutSeconds;
  private final String selectOne;
  private final String selectAll;
  private final String count;
  private final String insert;
  private final String update;

  SecretStatements(SchemaNames names, int timeoutSeconds) {
    this.timeoutSeconds = timeoutSeconds;
    String table = names.table("secret");
    String select = "SELECT secret_key, sealed, version, attempt FROM " + table;
    selectOne = select + " WHERE secret_key = ?";
    selectAll = select + " ORDER BY secret_key FETCH FIRST ? ROWS ONLY";
    count = "SELECT COUNT(*) FROM " + table;
    insert = "INSERT INTO " + table + " (sealed, version, attempt, secret_key) VALUES (?, ?, ?, ?)";
    update =
        "UPDATE "
            + table
            + " SET sealed = ?, version = ?, attempt = ?"
            + " WHERE secret_key = ? AND version = ? AND attempt = ?";
  }

  Optional<SealedRow> find(Connection connection, String key) throws SQLException {
    try (PreparedStatement statement = prepare(connection, selectOne)) {
      statement.setString(1, key);
      return all(statement).stream().filter(row -> row.key().equals(key)).findFirst();
    }
  }

  List<SealedRow> list(Connection connection, int limit) throws SQLException {
    try (PreparedStatement statement = prepare(connection, selectAll)) {
      statement.setInt(1, limit);
      return all(statement);
    }
  }

  private static List<SealedRow> all(PreparedStatement statement) throws SQLException {
    List<SealedRow> all = new ArrayList<>();
    try (ResultSet rows = statement.executeQuery()) {
      while (rows.next()) {
        all.add(
            new SealedRow(rows.getString(1), rows.getBytes(2), rows.getLong(3), rows.getString(4)));
      }
    }
    return all;
  }

  int count(Connection connection) throws SQLException {
    try (PreparedStatement statement = prepare(connection, count);
        ResultSet rows = statement.executeQuery()) {
      return rows.next() ? rows.getInt(1) : 0;
    }
  }

  /** Inserts a row; a duplicate shows as an exception, see {@link SqlFailures#isDuplicate}. */
  void insert(Connection connection, SealedRow row) throws SQLException {
    try (PreparedStatement statement = prepare(connection, insert)) {
      bind(statement, row);
      int rows = statement.executeUpdate();
      if (rows != 1) {
        throw new SQLException("an insert made " + rows + " rows");
      }
    }
  }

  /** Returns whether the row was as before, and was replaced. */
  boolean update(Connection connection, SealedRow row, SealedRow before) throws SQLException {
    try (PreparedStatement statement = prepare(connection, update)) {
      bind(statement, row);
      statement.setLong(5, before.version());
      statement.setString(6, before.attempt());
      return statement.executeUpdate() == 1;
    }
  }

  private static void bind(PreparedStatement statement, SealedRow row) throws SQLException {
    statement.setBytes(1, row.sealed());
    statement.setLong(2, row.version());
    statement.setString(3, row.attempt());
    statement.setString(4, row.key());
  }

  private PreparedStatement prepare(Connection connection, String sql) throws SQLException {
    PreparedStatement statement = connection.prepareStatement(sql);
    statement.setQueryTimeout(timeoutSeconds);
    return statement;
  }
}
