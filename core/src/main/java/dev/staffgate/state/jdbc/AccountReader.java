package dev.staffgate.state.jdbc;

import static java.util.Objects.requireNonNull;

import dev.staffgate.model.StaffAccount;
import dev.staffgate.state.StateStoreException;
import dev.staffgate.state.StateStoreException.Kind;
import dev.staffgate.text.VisibleText;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLTransientException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads accounts with their parts, which takes several statements: one that is changed between them
 * is read again.
 */
final class AccountReader {
  private static final int TRIES = 5;
  private static final int OWN = 4; // the first column of a part's own

  private final int timeoutSeconds;
  private final AccountStatements statements;
  private final String selectPage;
  private final Map<AccountPart, String> selectPart = new EnumMap<>(AccountPart.class);
  private final Map<AccountPart, String> selectParts = new EnumMap<>(AccountPart.class);

  /** An account, and the version of it that was read. */
  record ReadAccount(StaffAccount account, AccountHead head) {}

  /** Accounts in the order of their ids, and the id after which the next page begins. */
  record AccountPage(List<StaffAccount> accounts, Optional<String> next) {}

  AccountReader(SchemaNames names, int timeoutSeconds, AccountStatements statements) {
    this.timeoutSeconds = timeoutSeconds;
    this.statements = statements;
    selectPage =
        "SELECT "
            + AccountHead.COLUMNS
            + " FROM "
            + names.table("account")
            + " WHERE id > ? ORDER BY id FETCH FIRST ? ROWS ONLY";
    for (AccountPart part : AccountPart.values()) {
      String select =
          "SELECT account, place, version, "
              + String.join(", ", part.columns())
              + " FROM "
              + names.table(part.table());
      selectPart.put(part, select + " WHERE account = ? ORDER BY place");
      selectParts.put(
          part, select + " WHERE account >= ? AND account <= ? ORDER BY account, place");
    }
  }

  /**
   * Finds an account by its exact id.
   *
   * @throws StateStoreException if its rows are not what was written; the message names it
   */
  Optional<ReadAccount> find(Connection connection, String id) throws SQLException {
    for (int left = TRIES; left > 0; left--) {
      Optional<AccountHead> head = statements.head(connection, id);
      if (head.isEmpty()) {
        return Optional.empty();
      }
      AccountDraft draft = new AccountDraft(head.get());
      for (AccountPart part : AccountPart.values()) {
        try (PreparedStatement statement =
            prepare(connection, requireNonNull(selectPart.get(part)))) {
          statement.setString(1, id);
          read(statement, part, Map.of(id, draft));
        }
      }
      if (draft.isWhole() || isUnchanged(connection, draft)) {
        StaffAccount account = draft.account().orElseThrow(() -> corrupt(id));
        return Optional.of(new ReadAccount(account, head.get()));
      }
    }
    throw new SQLTransientException("an account changed each time it was read");
  }

  private boolean isUnchanged(Connection connection, AccountDraft draft) throws SQLException {
    return statements
        .head(connection, draft.head().id())
        .filter(draft.head()::isSameVersionAs)
        .isPresent();
  }

  /** Lists the accounts after an id. */
  AccountPage page(Connection connection, String after, int limit) throws SQLException {
    Map<String, AccountDraft> drafts = new LinkedHashMap<>();
    String first = "";
    String last = "";
    try (PreparedStatement statement = prepare(connection, selectPage)) {
      statement.setString(1, after);
      statement.setInt(2, limit);
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          AccountHead head = AccountHead.read(rows);
          first = drafts.isEmpty() ? head.id() : first;
          last = head.id();
          drafts.put(last, new AccountDraft(head));
        }
      }
    }
    if (drafts.isEmpty()) {
      return new AccountPage(List.of(), Optional.empty());
    }
    for (AccountPart part : AccountPart.values()) {
      try (PreparedStatement statement =
          prepare(connection, requireNonNull(selectParts.get(part)))) {
        statement.setString(1, first);
        statement.setString(2, last);
        read(statement, part, drafts);
      }
    }
    List<StaffAccount> accounts = new ArrayList<>();
    for (AccountDraft draft : drafts.values()) {
      Optional<StaffAccount> whole = draft.account();
      if (whole.isPresent()) {
        accounts.add(whole.get());
      } else { // changed between two statements, or corrupt
        find(connection, draft.head().id()).ifPresent(one -> accounts.add(one.account()));
      }
    }
    return new AccountPage(accounts, drafts.size() < limit ? Optional.empty() : Optional.of(last));
  }

  private static void read(
      PreparedStatement statement, AccountPart part, Map<String, AccountDraft> drafts)
      throws SQLException {
    try (ResultSet rows = statement.executeQuery()) {
      while (rows.next()) {
        AccountDraft draft = drafts.get(rows.getString(1));
        if (draft != null) {
          draft.add(part, rows.getLong(3), cells(rows, part.columns().size()));
        }
      }
    }
  }

  private static List<@Nullable String> cells(ResultSet row, int count) throws SQLException {
    List<@Nullable String> cells = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      cells.add(row.getString(OWN + i));
    }
    return cells;
  }

  static StateStoreException corrupt(String id) {
    return new StateStoreException(
        Kind.CORRUPT,
        true,
        "the account `"
            + VisibleText.excerpt(id)
            + "` is not what was written: its rows do not fit together, or hold what no account"
            + " has. It is denied everything. Find out what changed them, then restore a backup, or"
            + " delete its rows and add it again",
        null);
  }

  private PreparedStatement prepare(Connection connection, String sql) throws SQLException {
    PreparedStatement statement = connection.prepareStatement(sql);
    statement.setQueryTimeout(timeoutSeconds);
    return statement;
  }
}
