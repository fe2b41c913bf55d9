package dev.staffgate.state.jdbc;

import static java.util.Objects.requireNonNull;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.staffgate.state.StateStoreException;
import dev.staffgate.state.StateStoreException.Kind;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A database with our tables, as entries, accounts and credentials share it: each call on a thread
 * and a connection of its own, made again if the connection breaks, and forced to disk if it has to
 * be. Safe for any number of threads.
 */
final class StateDatabase implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(StateDatabase.class);

  private static final int TRIES = 3;
  private static final Duration OPENING = Duration.ofMinutes(1); // after a crash, H2 mends the file

  private final ConnectionSupply supply;
  private final JdbcStateOptions options;
  private final DatabaseThreads threads;
  private final WriteTurns turns;
  private final AccountListeners accountListeners = new AccountListeners();
  private final LongAdder forces = new LongAdder();
  private final FileUpkeep upkeep = new FileUpkeep(System::nanoTime);

  /** A piece of work that says from when on it may have changed something. */
  interface TracedWork<T> {
    T on(Connection connection, CallTraces traces) throws SQLException;
  }

  private StateDatabase(ConnectionSupply supply, JdbcStateOptions options) {
    this.supply = supply;
    this.options = requireNonNull(options, "options");
    threads = new DatabaseThreads(supply, options.connections(), options.timeout());
    turns = new WriteTurns(options.timeout(), supply.where());
  }

  /** Opens a database, and brings its tables up to date or looks at them, as the options say. */
  static StateDatabase open(
      ConnectionSupply supply, JdbcStateOptions options, List<SchemaScript> scripts) {
    StateDatabase database = new StateDatabase(supply, options);
    try {
      database.prepare(new SchemaInstaller(scripts, options.names(), supply.where()));
      return database;
    } catch (StateStoreException e) {
      database.close();
      throw e;
    }
  }

  @CanIgnoreReturnValue
  private boolean prepare(SchemaInstaller installer) {
    return threads.call(
        () ->
            tried(
                (connection, traces) -> {
                  H2Engine.requireSafe(connection);
                  traces.mayHaveLeft();
                  installer.open(connection, options.mode());
                  H2Engine.force(connection);
                  return true;
                }),
        OPENING);
  }

  JdbcStateOptions options() {
    return options;
  }

  /** Returns the id of another attempt to write something. */
  static String newAttempt() {
    return UUID.randomUUID().toString().replace("-", "");
  }

  /** Returns the seconds that one statement may take. */
  int timeoutSeconds() {
    return Math.max(1, (int) options.timeout().toSeconds());
  }

  String where() {
    return supply.where();
  }

  AccountListeners accountListeners() {
    return accountListeners;
  }

  /** Reads, on a thread of ours. */
  <T> T read(DatabaseThreads.Work<T> work) {
    requireOpen();
    return threads.call(() -> tried((connection, traces) -> work.on(connection)));
  }

  /**
   * Writes, on a thread of ours, while no other write of the same thing runs; what was won is
   * forced to disk before it is returned.
   *
   * @param thing what is written; equal things take turns
   * @param durable whether the result says that something was written that has to outlive the
   *     machine
   * @param after told the result, also if the caller does not wait for it any more
   */
  <T> T write(Object thing, TracedWork<T> work, Predicate<T> durable, Consumer<T> after) {
    requireOpen();
    return threads.call(
        () -> {
          if (upkeep.isDue()) {
            checkpoint();
          }
          T result = turns.onKey(thing, () -> tried(work));
          if (durable.test(result)) {
            force();
          } else {
            upkeep.wrote();
          }
          after.accept(result);
          return result;
        });
  }

  /** Does work on any rows while no write runs, on this thread. */
  <T> T alone(DatabaseThreads.Work<T> work) throws SQLException {
    return turns.onAllKeys(() -> threads.onConnection(work));
  }

  /** Has work done if there is a thread for it some time. */
  void later(Runnable work) {
    threads.later(work);
  }

  /**
   * Does work, again on a fresh connection if the first one breaks. A write that was done before
   * its connection broke is found by its attempt.
   */
  private <T> T tried(TracedWork<T> work) {
    CallTraces traces = new CallTraces();
    for (int left = TRIES; ; left--) {
      try {
        return threads.onConnection(connection -> work.on(connection, traces));
      } catch (SQLException e) {
        if (left == 1 || !SqlFailures.mayPass(e) || threads.isClosed()) {
          throw failure(e, !traces.left());
        }
        // What broke one has broken all of them, and H2 opens anew after the last.
        threads.closeIdle();
        log.debug("the state in {} is asked again", supply.where(), e);
      }
    }
  }

  /** Commits; tells the traces if a commit broke in a way that leaves open whether it was done. */
  static void commit(Connection connection, CallTraces traces) throws SQLException {
    try {
      connection.commit();
    } catch (SQLException e) {
      if (!SqlFailures.isRolledBack(e)) {
        traces.mayHaveLeft();
      }
      throw e;
    }
  }

  private void force() {
    boolean unused =
        tried(
            (connection, traces) -> {
              traces.mayHaveLeft(); // the write is done
              H2Engine.force(connection);
              return true;
            });
    forces.increment();
    upkeep.done();
  }

  private void checkpoint() {
    boolean unused =
        tried(
            (connection, traces) -> {
              H2Engine.force(connection);
              return true;
            });
    upkeep.done();
  }

  long forcesToDisk() {
    return forces.sum();
  }

  /** Returns the exception for a write that may have been done by a commit that broke. */
  StateStoreException notKnown() {
    return new StateStoreException(
        Kind.UNAVAILABLE,
        false,
        "the state in " + supply.where() + " broke during a commit; it is not known if it was done",
        null);
  }

  void requireOpen() {
    if (threads.isClosed()) {
      throw threads.closed();
    }
  }

  @Override
  public void close() {
    threads.close();
    accountListeners.clear();
  }

  private StateStoreException failure(SQLException e, boolean nothingDone) {
    if (SqlFailures.mayPass(e) && supply.isFull()) {
      return new StateStoreException(
          Kind.FULL,
          nothingDone,
          "the disk of the state in " + supply.where() + " is full: make room",
          e);
    }
    return SqlFailures.tell(supply.where(), e, nothingDone);
  }
}
