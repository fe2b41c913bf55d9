package dev.staffgate.state.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;

/**
 * Conditional writes of rows that carry the id of the attempt that made them, so that one whose
 * commit broke is recognised when it is made again. Thread-safe.
 */
final class RowWrites {
  private final StateDatabase database;

  /** A statement. */
  interface Statement {
    void run() throws SQLException;
  }

  RowWrites(StateDatabase database) {
    this.database = database;
  }

  /**
   * Makes one write, and commits it.
   *
   * @param attempt the id of the write
   * @param write returns whether the row was as expected, and is changed
   * @param found returns the id of the attempt that made the row that is there
   * @return whether the row is of this attempt
   */
  boolean write(
      Connection connection,
      CallTraces traces,
      String attempt,
      DatabaseThreads.Work<Boolean> write,
      DatabaseThreads.Work<Optional<String>> found)
      throws SQLException {
    if (write.on(connection)) {
      StateDatabase.commit(connection, traces);
      return true;
    }
    boolean same = found.on(connection).filter(attempt::equals).isPresent();
    if (!same && traces.left()) {
      throw database.notKnown(); // done by the commit that broke, and replaced since, perhaps
    }
    return same;
  }

  /** Inserts a row; returns false, with the transaction rolled back, if there is one. */
  static boolean insert(Connection connection, Statement insert) throws SQLException {
    try {
      insert.run();
      return true;
    } catch (SQLException e) {
      if (!SqlFailures.isDuplicate(e)) {
        throw e;
      }
      connection.rollback();
      return false;
    }
  }
}
