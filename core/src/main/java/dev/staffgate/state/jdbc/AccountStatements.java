package dev.staffgate.state.jdbc;

import static java.util.Objects.requireNonNull;

import com.google.common.base.Ascii;
import dev.staffgate.model.StaffAccount;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The statements that change accounts. Each has the version that it has seen in its condition, and
 * the number of rows is looked at; none commits.
 */
final class AccountStatements {
  private static final int BATCH = 500;

  private final int timeoutSeconds;
  private final String selectHead;
  private final String selectId;
  private final String selectKnownAs;
  private final String selectRevision;
  private final String insert;
  private final String update;
  private final String delete;
  private final String updateRevision;
  private final Map<AccountPart, String> insertPart = new EnumMap<>(AccountPart.class);
  private final Map<AccountPart, String> selectVersions = new EnumMap<>(AccountPart.class);
  private final Map<AccountPart, String> deletePart = new EnumMap<>(AccountPart.class);

  AccountStatements(SchemaNames names, int timeoutSeconds) {
    this.timeoutSeconds = timeoutSeconds;
    String table = names.table("account");
    String directory = names.table("directory");
    selectHead = "SELECT " + AccountHead.COLUMNS + " FROM " + table + " WHERE id = ?";
    selectId = "SELECT id FROM " + table + " WHERE id_folded = ?";
    selectKnownAs =
        "SELECT account FROM "
            + names.table(AccountPart.KNOWN_AS.table())
            + " WHERE known_as_folded = ?";
    selectRevision = "SELECT version, attempt FROM " + directory + " WHERE id = 1";
    insert =
        "INSERT INTO "
            + table
            + " (id_folded, name, email, person, disabled, bound_to_networks, parts, version,"
            + " attempt, id) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
    update =
        "UPDATE "
            + table
            + " SET id_folded = ?, name = ?, email = ?, person = ?, disabled = ?,"
            + " bound_to_networks = ?, parts = ?, version = ?, attempt = ?"
            + " WHERE id = ? AND version = ? AND attempt = ?";
    delete = "DELETE FROM " + table + " WHERE id = ? AND version = ? AND attempt = ?";
    updateRevision =
        "UPDATE "
            + directory
            + " SET version = ?, attempt = ? WHERE id = 1 AND version = ? AND attempt = ?";
    for (AccountPart part : AccountPart.values()) {
      insertPart.put(part, insertOf(names.table(part.table()), part.columns()));
      selectVersions.put(
          part, "SELECT version FROM " + names.table(part.table()) + " WHERE account = ?");
      deletePart.put(
          part, "DELETE FROM " + names.table(part.table()) + " WHERE account = ? AND version = ?");
    }
  }

  private static String insertOf(String table, List<String> columns) {
    return "INSERT INTO "
        + table
        + " (account, place, version, "
        + String.join(", ", columns)
        + ") VALUES (?, ?, ?"
        + ", ?".repeat(columns.size())
        + ")";
  }

  Optional<AccountHead> head(Connection connection, String id) throws SQLException {
    try (PreparedStatement statement = prepare(connection, selectHead)) {
      statement.setString(1, id);
      try (ResultSet rows = statement.executeQuery()) {
        return rows.next()
            ? Optional.of(AccountHead.read(rows)).filter(head -> head.id().equals(id))
            : Optional.empty();
      }
    }
  }

  /** Finds the id that is this one but for the letter case. */
  Optional<String> idIgnoringCase(Connection connection, String id) throws SQLException {
    return one(connection, selectId, Ascii.toLowerCase(id));
  }

  /** Finds the id of the account that an identity provider calls so, but for the letter case. */
  Optional<String> idKnownAs(Connection connection, String name) throws SQLException {
    return one(connection, selectKnownAs, Ascii.toLowerCase(name));
  }

  private Optional<String> one(Connection connection, String sql, String text) throws SQLException {
    try (PreparedStatement statement = prepare(connection, sql)) {
      statement.setString(1, text);
      try (ResultSet rows = statement.executeQuery()) {
        return rows.next() ? Optional.of(rows.getString(1)) : Optional.empty();
      }
    }
  }

  /** Counts one change of the directory; returns whether no other one came between. */
  boolean advance(Connection connection, String attempt) throws SQLException {
    long version;
    String before;
    try (PreparedStatement statement = prepare(connection, selectRevision);
        ResultSet rows = statement.executeQuery()) {
      if (!rows.next()) {
        throw new SQLException("the row of the directory's revision is missing", "42S02");
      }
      version = rows.getLong(1);
      before = rows.getString(2);
    }
    try (PreparedStatement statement = prepare(connection, updateRevision)) {
      statement.setLong(1, version + 1);
      statement.setString(2, attempt);
      statement.setLong(3, version);
      statement.setString(4, before);
      return statement.executeUpdate() == 1;
    }
  }

  /** Inserts an account; a name that is taken shows as a duplicate. */
  void insert(Connection connection, StaffAccount account, String attempt) throws SQLException {
    try (PreparedStatement statement = prepare(connection, insert)) {
      int next = bind(statement, account, 1, attempt);
      statement.setString(next, account.id());
      if (statement.executeUpdate() != 1) {
        throw new SQLException("an insert did not make one row");
      }
    }
    insertParts(connection, account, 1);
  }

  /**
   * Replaces an account; a name that is taken shows as a duplicate.
   *
   * @return whether it had the version before, and all its parts
   */
  boolean update(Connection connection, StaffAccount account, AccountHead before, String attempt)
      throws SQLException {
    try (PreparedStatement statement = prepare(connection, update)) {
      int next = bind(statement, account, before.version() + 1, attempt);
      bindCondition(statement, next, before);
      if (statement.executeUpdate() != 1) {
        return false;
      }
    }
    if (deleteParts(connection, before) != before.parts()) {
      return false;
    }
    insertParts(connection, account, before.version() + 1);
    return true;
  }

  /** Deletes an account; returns whether it had the version before, and all its parts. */
  boolean delete(Connection connection, AccountHead before) throws SQLException {
    if (deleteParts(connection, before) != before.parts()) {
      return false;
    }
    try (PreparedStatement statement = prepare(connection, delete)) {
      bindCondition(statement, 1, before);
      return statement.executeUpdate() == 1;
    }
  }

  /** Returns whether an account has as many parts as it says, all of its version. */
  boolean hasAllParts(Connection connection, AccountHead head) throws SQLException {
    int found = 0;
    for (AccountPart part : AccountPart.values()) {
      try (PreparedStatement statement =
          prepare(connection, requireNonNull(selectVersions.get(part)))) {
        statement.setString(1, head.id());
        try (ResultSet rows = statement.executeQuery()) {
          while (rows.next()) {
            if (rows.getLong(1) != head.version()) {
              return false;
            }
            found++;
          }
        }
      }
    }
    return found == head.parts();
  }

  private int deleteParts(Connection connection, AccountHead before) throws SQLException {
    int deleted = 0;
    for (AccountPart part : AccountPart.values()) {
      try (PreparedStatement statement =
          prepare(connection, requireNonNull(deletePart.get(part)))) {
        statement.setString(1, before.id());
        statement.setLong(2, before.version());
        deleted += statement.executeUpdate();
      }
    }
    return deleted;
  }

  private void insertParts(Connection connection, StaffAccount account, long version)
      throws SQLException {
    for (AccountPart part : AccountPart.values()) {
      List<List<@Nullable String>> rows = part.rows(account);
      if (rows.isEmpty()) {
        continue;
      }
      try (PreparedStatement statement =
          prepare(connection, requireNonNull(insertPart.get(part)))) {
        for (int place = 0; place < rows.size(); place++) {
          statement.setString(1, account.id());
          statement.setInt(2, place);
          statement.setLong(3, version);
          bind(statement, rows.get(place));
          statement.addBatch();
          if ((place + 1) % BATCH == 0 || place + 1 == rows.size()) {
            int[] unused = statement.executeBatch();
          }
        }
      }
    }
  }

  private static void bind(PreparedStatement statement, List<@Nullable String> cells)
      throws SQLException {
    for (int i = 0; i < cells.size(); i++) {
      statement.setString(4 + i, cells.get(i));
    }
  }

  private static int bind(
      PreparedStatement statement, StaffAccount account, long version, String attempt)
      throws SQLException {
    statement.setString(1, Ascii.toLowerCase(account.id()));
    statement.setString(2, account.name().orElse(null));
    statement.setString(3, account.email().orElse(null));
    statement.setString(4, account.person().orElse(null));
    statement.setBoolean(5, account.disabled());
    statement.setBoolean(6, account.networks().isPresent());
    statement.setInt(7, AccountBounds.parts(account));
    statement.setLong(8, version);
    statement.setString(9, attempt);
    return 10;
  }

  private static void bindCondition(PreparedStatement statement, int from, AccountHead before)
      throws SQLException {
    statement.setString(from, before.id());
    statement.setLong(from + 1, before.version());
    statement.setString(from + 2, before.attempt());
  }

  private PreparedStatement prepare(Connection connection, String sql) throws SQLException {
    PreparedStatement statement = connection.prepareStatement(sql);
    statement.setQueryTimeout(timeoutSeconds);
    return statement;
  }
}
