package dev.staffgate.state.jdbc;

import java.sql.Connection;
import java.sql.SQLException;

/** The source of a store's own connections. Safe for any number of threads. */
interface ConnectionSupply {
  /** Opens a connection; whoever asked for it closes it. */
  Connection open() throws SQLException;

  /** Returns whether a connection is kept for the next call, or closed after each. */
  boolean keepsConnections();

  /** Returns the database as messages name it, without secrets. */
  String where();

  /** Returns whether the disk below is known to have no room left. */
  boolean isFull();
}
