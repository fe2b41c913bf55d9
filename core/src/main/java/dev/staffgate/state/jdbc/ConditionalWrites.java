package dev.staffgate.state.jdbc;

import dev.staffgate.state.StateEntry;
import dev.staffgate.state.StateVersion;
import dev.staffgate.state.StateWrite;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/** Compare-and-set in one transaction. */
final class ConditionalWrites {
  private static final int TRIES = 3;

  private final EntryStatements statements;
  private final InstantSource clock;

  ConditionalWrites(EntryStatements statements, InstantSource clock) {
    this.statements = statements;
    this.clock = clock;
  }

  // INVARIANT: a version is returned only after a commit returned, or of a row that was found.
  /**
   * Writes and commits, if the key has the expected version or has been written by this attempt.
   *
   * @param traces told when a commit broke in a way that leaves open whether it was done
   */
  Optional<StateVersion> write(Connection connection, StateWrite write, CallTraces traces)
      throws SQLException {
    long now = clock.millis();
    if (write.expected().isEmpty()) {
      return create(connection, write, now, traces);
    }
    StateVersion expected = write.expected().get();
    return statements.updateLive(connection, write, expected, now)
        ? committed(connection, write, expected.number() + 1, traces)
        : sameAttempt(statements.find(connection, write.key()), write);
  }

  private Optional<StateVersion> create(
      Connection connection, StateWrite write, long now, CallTraces traces) throws SQLException {
    for (int left = TRIES; left > 0; left--) {
      if (inserted(connection, write)) {
        return committed(connection, write, 1, traces);
      }
      Optional<StateEntry> found = statements.find(connection, write.key());
      Optional<StateVersion> same = sameAttempt(found, write);
      if (same.isPresent()
          || found.filter(entry -> !entry.isExpiredAt(Instant.ofEpochMilli(now))).isPresent()) {
        return same;
      }
      if (found.isPresent()) {
        StateVersion expired = found.get().version();
        if (statements.updateExpired(connection, write, expired, now)) {
          return committed(connection, write, expired.number() + 1, traces);
        }
      }
      connection.rollback(); // the expired row was replaced or deleted since it was seen
    }
    throw new SQLTransientException("an expired row changed each time it was to be replaced");
  }

  private boolean inserted(Connection connection, StateWrite write) throws SQLException {
    try {
      statements.insert(connection, write);
      return true;
    } catch (SQLException e) {
      if (!SqlFailures.isDuplicate(e)) {
        throw e;
      }
      connection.rollback();
      return false;
    }
  }

  private static Optional<StateVersion> committed(
      Connection connection, StateWrite write, long number, CallTraces traces) throws SQLException {
    StateDatabase.commit(connection, traces);
    return Optional.of(new StateVersion(number, write.attempt()));
  }

  private static Optional<StateVersion> sameAttempt(Optional<StateEntry> found, StateWrite write) {
    return found
        .map(StateEntry::version)
        .filter(version -> version.attempt().equals(write.attempt()));
  }
}
