package dev.staffgate.state.jdbc;

import com.google.common.hash.Hasher;
import com.google.common.hash.Hashing;
import dev.staffgate.state.StateEntry;
import dev.staffgate.state.StateKey;
import dev.staffgate.state.StateStoreException;
import dev.staffgate.state.StateValue;
import dev.staffgate.state.StateVersion;
import dev.staffgate.state.StateWrite;
import dev.staffgate.text.VisibleText;
import java.nio.charset.StandardCharsets;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The columns of an entry, and their checksum: SHA-256 of all of them, so that a row that was
 * changed by hand or by a broken disk is noticed, its expiry too.
 */
final class StoredRow {
  static final String COLUMNS = "state_key, state_value, version, attempt, expires_at, checksum";

  private StoredRow() {}

  /**
   * Reads the row at the cursor.
   *
   * @throws StateStoreException if it is not what was written; the message names the key
   */
  static StateEntry read(ResultSet row, String table) throws SQLException {
    String key = row.getString(1);
    byte[] value = row.getBytes(2);
    long number = row.getLong(3);
    String attempt = row.getString(4);
    long millis = row.getLong(5);
    Optional<Long> expiry = row.wasNull() ? Optional.empty() : Optional.of(millis);
    String checksum = row.getString(6);
    if (!checksum(key, value, number, attempt, expiry).equals(checksum)) {
      throw corrupt(key, table, null);
    }
    try {
      return new StateEntry(
          new StateKey(key),
          StateValue.of(value),
          new StateVersion(number, attempt),
          expiry.map(Instant::ofEpochMilli));
    } catch (IllegalArgumentException | DateTimeException e) {
      throw corrupt(key, table, e);
    }
  }

  private static StateStoreException corrupt(
      String key, String table, @Nullable RuntimeException cause) {
    String message =
        "the entry `"
            + VisibleText.cut(key, StateKey.MAX_LENGTH)
            + "` of table "
            + table
            + " is not what was written: its checksum does not match. What depends on it is"
            + " denied. Find out what changed it, then delete the row or restore a backup";
    try {
      return StateStoreException.damaged(new StateKey(key), message, cause);
    } catch (IllegalArgumentException keyToo) {
      return new StateStoreException(StateStoreException.Kind.CORRUPT, true, message, cause);
    }
  }

  /** Sets value, version, attempt, expiry and checksum, from a parameter on; returns the next. */
  static int bind(PreparedStatement statement, int from, StateWrite write, long number)
      throws SQLException {
    byte[] value = write.value().bytes();
    Optional<Long> expiry = write.expiresAt().map(Instant::toEpochMilli);
    statement.setBytes(from, value);
    statement.setLong(from + 1, number);
    statement.setString(from + 2, write.attempt());
    if (expiry.isPresent()) {
      statement.setLong(from + 3, expiry.get());
    } else {
      statement.setNull(from + 3, Types.BIGINT);
    }
    statement.setString(
        from + 4, checksum(write.key().text(), value, number, write.attempt(), expiry));
    return from + 5;
  }

  private static String checksum(
      String key, byte[] value, long number, String attempt, Optional<Long> expiry) {
    Hasher hasher = Hashing.sha256().newHasher();
    put(hasher, key.getBytes(StandardCharsets.UTF_8));
    put(hasher, value);
    put(hasher, attempt.getBytes(StandardCharsets.UTF_8));
    return hasher
        .putLong(number)
        .putBoolean(expiry.isPresent())
        .putLong(expiry.orElse(0L))
        .hash()
        .toString();
  }

  private static void put(Hasher hasher, byte[] bytes) {
    Hasher unused = hasher.putInt(bytes.length).putBytes(bytes);
  }
}
