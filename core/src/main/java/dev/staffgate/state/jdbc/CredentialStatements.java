package dev.staffgate.state.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

/**
 * The statements on the table of credentials. A change has the version before it in its condition,
 * and the number of rows that it changed is looked at; none commits. No row is ever deleted, so a
 * version does not come twice.
 */
final class CredentialStatements {
  private final int timeoutSeconds;
  private final String table;
  private final String select;
  private final String insert;
  private final String update;

  CredentialStatements(SchemaNames names, int timeoutSeconds) {
    this.timeoutSeconds = timeoutSeconds;
    table = names.table("credential");
    select = "SELECT " + CredentialRow.COLUMNS + " FROM " + table + " WHERE id = ?";
    insert =
        "INSERT INTO "
            + table
            + " (password_hash, code_seed, code_algorithm, code_digits, last_step, recovery_codes,"
            + " enrol_before, version, attempt, checksum, id)"
            + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
    update =
        "UPDATE "
            + table
            + " SET password_hash = ?, code_seed = ?, code_algorithm = ?, code_digits = ?,"
            + " last_step = ?, recovery_codes = ?, enrol_before = ?, version = ?, attempt = ?,"
            + " checksum = ? WHERE id = ? AND version = ?";
  }

  Optional<CredentialRow> find(Connection connection, String staff) throws SQLException {
    try (PreparedStatement statement = prepare(connection, select)) {
      statement.setString(1, staff);
      try (ResultSet rows = statement.executeQuery()) {
        return rows.next()
            ? Optional.of(CredentialRow.read(rows, table)).filter(row -> row.staff().equals(staff))
            : Optional.empty();
      }
    }
  }

  /** Inserts a row; a duplicate shows as an exception, see {@link SqlFailures#isDuplicate}. */
  void insert(Connection connection, CredentialRow row) throws SQLException {
    try (PreparedStatement statement = prepare(connection, insert)) {
      int next = row.bind(statement);
      statement.setString(next, row.staff());
      int rows = statement.executeUpdate();
      if (rows != 1) {
        throw new SQLException("an insert made " + rows + " rows");
      }
    }
  }

  /** Returns whether the row had the version before, and was replaced. */
  boolean update(Connection connection, CredentialRow row) throws SQLException {
    try (PreparedStatement statement = prepare(connection, update)) {
      int next = row.bind(statement);
      statement.setString(next, row.staff());
      statement.setLong(next + 1, row.version() - 1);
      return statement.executeUpdate() == 1;
    }
  }

  private PreparedStatement prepare(Connection connection, String sql) throws SQLException {
    PreparedStatement statement = connection.prepareStatement(sql);
    statement.setQueryTimeout(timeoutSeconds);
    return statement;
  }
}
