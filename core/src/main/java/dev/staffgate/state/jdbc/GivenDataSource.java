package dev.staffgate.state.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/** The connections of a program's own data source, each given back after one call. */
record GivenDataSource(DataSource source, String where) implements ConnectionSupply {
  @Override
  public Connection open() throws SQLException {
    return source.getConnection();
  }

  @Override
  public boolean keepsConnections() {
    return false;
  }

  @Override
  public boolean isFull() {
    return false;
  }
}
