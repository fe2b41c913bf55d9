package dev.staffgate.state.jdbc;

import dev.staffgate.state.StateStoreException;
import dev.staffgate.state.StateStoreException.Kind;
import java.sql.SQLException;

/**
 * Tells what the database's exceptions mean: by SQLSTATE and H2's numbers, never by their texts.
 */
final class SqlFailures {
  private static final int H2_IN_USE = 90020;
  private static final int H2_READ_ONLY = 90097;
  private static final int H2_DAMAGED = 90030;
  private static final int H2_OTHER_FORMAT = 90048;

  private SqlFailures() {}

  /** Returns whether a row with this primary key is there already. */
  static boolean isDuplicate(SQLException e) {
    return hasClass(e, "23");
  }

  /** Returns whether the database says that it undid the whole transaction. */
  static boolean isRolledBack(SQLException e) {
    return hasClass(e, "40") && !"40003".equals(e.getSQLState()); // completion unknown
  }

  /** Returns whether the same call may well succeed if it is tried again at once. */
  static boolean mayPass(SQLException e) {
    return switch (kind(e)) {
      case UNAVAILABLE -> true;
      case BUSY, IN_USE, READ_ONLY, FULL, CORRUPT, SCHEMA, MISCONFIGURED, CLOSED -> false;
    };
  }

  /**
   * Makes an exception that says what to do.
   *
   * @param where the database, without secrets
   */
  static StateStoreException tell(String where, SQLException e, boolean nothingDone) {
    Kind kind = kind(e);
    String message =
        switch (kind) {
          case IN_USE ->
              "is held by another program: stop that one first, or ask it to do what is to be done";
          case READ_ONLY -> "can be read only: allow this program's user to write it";
          case CORRUPT -> "is damaged, or of another version of H2: restore a backup";
          case SCHEMA ->
              "lacks a table or column of ours: open it once with SchemaMode.MIGRATE, or run the SQL"
                  + " of JdbcStateStore.schemaSql";
          case MISCONFIGURED -> "does not accept this user and password";
          case UNAVAILABLE, BUSY, FULL, CLOSED -> "does not answer";
        };
    return new StateStoreException(kind, nothingDone, "the state in " + where + " " + message, e);
  }

  private static Kind kind(SQLException e) {
    return switch (e.getErrorCode()) {
      case H2_IN_USE -> Kind.IN_USE;
      case H2_READ_ONLY -> Kind.READ_ONLY;
      case H2_DAMAGED, H2_OTHER_FORMAT -> Kind.CORRUPT;
      default ->
          hasClass(e, "42")
              ? Kind.SCHEMA
              : hasClass(e, "28") ? Kind.MISCONFIGURED : Kind.UNAVAILABLE;
    };
  }

  private static boolean hasClass(SQLException e, String twoCharacters) {
    String state = e.getSQLState();
    return state != null && state.startsWith(twoCharacters);
  }
}
