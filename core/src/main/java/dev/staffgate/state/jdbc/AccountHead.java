package dev.staffgate.state.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * The row of an account itself.
 *
 * @param parts how many rows the account has in the tables of its parts
 */
record AccountHead(
    String id,
    String folded,
    @Nullable String name,
    @Nullable String email,
    @Nullable String person,
    boolean disabled,
    boolean boundToNetworks,
    int parts,
    long version,
    String attempt) {
  static final String COLUMNS =
      "id, id_folded, name, email, person, disabled, bound_to_networks, parts, version, attempt";

  static AccountHead read(ResultSet row) throws SQLException {
    return new AccountHead(
        row.getString(1),
        row.getString(2),
        row.getString(3),
        row.getString(4),
        row.getString(5),
        row.getBoolean(6),
        row.getBoolean(7),
        row.getInt(8),
        row.getLong(9),
        row.getString(10));
  }

  /** Returns whether both are the same version, as the same write made it. */
  boolean isSameVersionAs(AccountHead other) {
    return version == other.version && attempt.equals(other.attempt);
  }
}
