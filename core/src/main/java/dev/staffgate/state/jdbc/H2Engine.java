package dev.staffgate.state.jdbc;

import dev.staffgate.state.StateStoreException;
import dev.staffgate.state.StateStoreException.Kind;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The settings of H2, and the way to make it write to the disk: no other engine has them so. */
final class H2Engine {
  private H2Engine() {}

  /**
   * Requires that a database keeps what it acknowledges.
   *
   * @throws StateStoreException if it is not H2 2, or is set up so that it would not
   */
  static void requireSafe(Connection connection) throws SQLException {
    String product = connection.getMetaData().getDatabaseProductName();
    if (!product.equals("H2") || connection.getMetaData().getDatabaseMajorVersion() < 2) {
      throw misconfigured(
          "the state store works with H2 2, and not with "
              + product
              + " "
              + connection.getMetaData().getDatabaseMajorVersion());
    }
    String path = one(connection, "SELECT DATABASE_PATH()");
    String delay =
        one(
            connection,
            "SELECT SETTING_VALUE FROM INFORMATION_SCHEMA.SETTINGS"
                + " WHERE SETTING_NAME = 'WRITE_DELAY'");
    if (path == null || !isAsync(path) || !"0".equals(delay)) {
      throw misconfigured(
          "this H2 database would lose what it has acknowledged. Its URL needs the file system"
              + " `async:` and the setting `WRITE_DELAY=0`, as in"
              + " jdbc:h2:async:/var/lib/panel/state;WRITE_DELAY=0 - or let"
              + " JdbcStateStore.inFile open it. It has the path "
              + path
              + " and WRITE_DELAY="
              + delay);
    }
    if (connection.isReadOnly()) {
      throw new StateStoreException(
          Kind.READ_ONLY, true, "the state in " + path + " can be read only", null);
    }
  }

  private static boolean isAsync(String path) {
    String lower = path.toLowerCase(Locale.ROOT);
    int at = lower.indexOf("async:");
    return at >= 0 && lower.indexOf('/') != 0 && lower.substring(0, at).indexOf('/') < 0;
  }

  /**
   * Writes everything that is committed to the disk, so that it outlives the machine. A commit
   * alone hands it to the operating system.
   */
  static void force(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      boolean unused = statement.execute("CHECKPOINT SYNC");
    }
  }

  private static @Nullable String one(Connection connection, String query) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      return rows.next() ? rows.getString(1) : null;
    }
  }

  private static StateStoreException misconfigured(String message) {
    return new StateStoreException(Kind.MISCONFIGURED, true, message, null);
  }
}
