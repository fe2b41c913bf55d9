package dev.staffgate.state.jdbc;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.staffgate.state.StateEntry;
import dev.staffgate.state.StateKey;
import dev.staffgate.state.StateListener;
import dev.staffgate.state.StatePage;
import dev.staffgate.state.StateStore;
import dev.staffgate.state.StateStoreException;
import dev.staffgate.state.StateStoreException.Kind;
import dev.staffgate.state.StateVersion;
import dev.staffgate.state.StateWatchers;
import dev.staffgate.state.StateWrite;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A store in tables of an H2 database: it survives restarts, {@code kill -9} and, for writes that
 * say so, the end of the machine.
 *
 * <p>A call runs on a thread of the store, on a connection and in a transaction of its own, and
 * waits at most as long as {@link JdbcStateOptions#timeout} says. A call on which the connection
 * breaks is made again with the same attempt, so it is done at most once. Entries are deleted a day
 * after they expired, in batches, some time after a write.
 *
 * <p>Listeners are told of changes by this store alone: H2 in a file has one program.
 *
 * @see <a href="https://www.h2database.com/html/advanced.html#durability_problems">H2,
 *     durability</a>
 */
public final class JdbcStateStore implements StateStore {
  private static final Logger log = LoggerFactory.getLogger(JdbcStateStore.class);

  private static final int TRIES = 3;
  private static final Duration OPENING = Duration.ofMinutes(1); // after a crash, H2 mends the file
  private static final int SWEPT_AT_ONCE = 500;
  private static final Duration BETWEEN_SWEEPS = Duration.ofMinutes(1);
  private static final Duration KEPT_AFTER_EXPIRY = Duration.ofDays(1);

  private final ConnectionSupply supply;
  private final JdbcStateOptions options;
  private final EntryStatements statements;
  private final ConditionalWrites writes;
  private final DatabaseThreads threads;
  private final WriteTurns turns;
  private final StateWatchers watchers = new StateWatchers();
  private final LongAdder forces = new LongAdder();
  private final AtomicReference<Instant> swept;

  private JdbcStateStore(ConnectionSupply supply, JdbcStateOptions options) {
    this.supply = supply;
    this.options = options;
    int seconds = Math.max(1, (int) options.timeout().toSeconds());
    statements = new EntryStatements(options.names(), seconds);
    writes = new ConditionalWrites(statements, options.clock());
    threads = new DatabaseThreads(supply, options.connections(), options.timeout());
    turns = new WriteTurns(options.timeout(), supply.where());
    swept = new AtomicReference<>(options.clock().instant());
  }

  /** Opens a file as {@link #inFile(Path, JdbcStateOptions)} does, with the default options. */
  public static JdbcStateStore inFile(Path file) {
    return inFile(file, JdbcStateOptions.defaults());
  }

  /**
   * Opens an H2 database in one file, which this program alone uses, and makes it if it is not
   * there. The program brings the driver: {@code com.h2database:h2}, version 2.
   *
   * @param file the path, with or without {@code .mv.db}; its folder exists
   * @throws StateStoreException if it cannot be opened; the message says what to do
   * @throws IllegalArgumentException if the path has a semicolon, or another character that means
   *     something in a URL of H2
   */
  public static JdbcStateStore inFile(Path file, JdbcStateOptions options) {
    H2File database = H2File.at(file);
    database.prepare();
    return open(database, options, SchemaScript.forH2());
  }

  /** Opens a database as {@link #create(DataSource, JdbcStateOptions)} does, by default options. */
  public static JdbcStateStore create(DataSource source) {
    return create(source, JdbcStateOptions.defaults());
  }

  /**
   * Opens a database of the program's own. Its connections are used for one call each, and by
   * threads of the store, so that they are in nobody else's transaction. One store alone may use
   * the tables: writes wait for each other in it, since H2 can let two that wait for one row
   * overwrite each other.
   *
   * @param source a pool of at least as many connections as the options say; not closed by the
   *     store
   * @throws StateStoreException if it is not H2, or is not set up to keep what it acknowledges: the
   *     file system {@code async:} and {@code WRITE_DELAY=0}
   */
  public static JdbcStateStore create(DataSource source, JdbcStateOptions options) {
    requireNonNull(source, "source");
    return open(
        new GivenDataSource(source, "the given data source"), options, SchemaScript.forH2());
  }

  /**
   * Returns the SQL that makes all tables in H2, for administrators who run it themselves and open
   * the store with {@link SchemaMode#VALIDATE}.
   */
  public static String schemaSql(SchemaNames names) {
    return SchemaScript.forH2().stream()
        .map(script -> script.toSql(names))
        .collect(Collectors.joining("\n"));
  }

  static JdbcStateStore open(
      ConnectionSupply supply, JdbcStateOptions options, List<SchemaScript> scripts) {
    JdbcStateStore store = new JdbcStateStore(supply, requireNonNull(options, "options"));
    try {
      store.prepare(new SchemaInstaller(scripts, options.names(), supply.where()));
      return store;
    } catch (StateStoreException e) {
      store.close();
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

  @Override
  public Optional<StateEntry> get(StateKey key) {
    requireNonNull(key, "key");
    return read(connection -> statements.find(connection, key)).filter(this::isLive);
  }

  @Override
  public StatePage scan(StateKey prefix, Optional<StateKey> after, int limit) {
    checkArgument(limit >= 1 && limit <= MAX_PAGE, "a page has 1 to %s entries", MAX_PAGE);
    String first = prefix.text() + "/";
    String end = prefix.text() + (char) ('/' + 1);
    String from = after.map(StateKey::text).filter(key -> key.compareTo(first) > 0).orElse(first);
    List<StateEntry> rows = read(connection -> statements.list(connection, from, end, limit + 1));
    boolean more = rows.size() > limit;
    List<StateEntry> page = more ? rows.subList(0, limit) : rows;
    return new StatePage(
        page.stream().filter(this::isLive).toList(),
        more ? Optional.of(page.get(limit - 1).key()) : Optional.empty());
  }

  private <T> T read(DatabaseThreads.Work<T> work) {
    requireOpen();
    return threads.call(() -> tried((connection, traces) -> work.on(connection)));
  }

  @Override
  public Optional<StateVersion> compareAndSet(StateWrite write) {
    requireNonNull(write, "write");
    requireOpen();
    Optional<StateVersion> version = threads.call(() -> written(write));
    sweepIfDue();
    return version;
  }

  private Optional<StateVersion> written(StateWrite write) {
    Optional<StateVersion> version =
        turns.onKey(
            write.key(),
            () ->
                tried(
                    (connection, traces) -> {
                      Optional<StateVersion> done = writes.write(connection, write, traces);
                      if (done.isEmpty() && traces.left()) {
                        // Done by the commit that broke, and replaced since, perhaps.
                        throw notKnown();
                      }
                      return done;
                    }));
    if (version.isPresent()) {
      if (write.durable()) {
        force();
      }
      watchers.changed(write.key());
    }
    return version;
  }

  private StateStoreException notKnown() {
    return new StateStoreException(
        Kind.UNAVAILABLE,
        false,
        "the state in " + supply.where() + " broke during a commit; it is not known if it was done",
        null);
  }

  /** A piece of work that says from when on it may have changed something. */
  private interface TracedWork<T> {
    T on(Connection connection, CallTraces traces) throws SQLException;
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

  private void force() {
    boolean unused =
        tried(
            (connection, traces) -> {
              traces.mayHaveLeft(); // the write is done
              H2Engine.force(connection);
              return true;
            });
    forces.increment();
  }

  /** Returns how many writes were forced to disk since the store was opened: one force each. */
  public long forcesToDisk() {
    return forces.sum();
  }

  private void sweepIfDue() {
    Instant now = options.clock().instant();
    Instant last = swept.get();
    if (Duration.between(last, now).abs().compareTo(BETWEEN_SWEEPS) >= 0
        && swept.compareAndSet(last, now)) {
      threads.later(this::sweep);
    }
  }

  /** Deletes one batch, and has the next one deleted by the next write if it was a whole one. */
  private void sweep() {
    long before = options.clock().instant().minus(KEPT_AFTER_EXPIRY).toEpochMilli();
    try {
      turns.onAllKeys(() -> sweep(before));
    } catch (SQLException | StateStoreException e) {
      log.warn("what has expired in {} could not be deleted", supply.where(), e);
    }
  }

  private void sweep(long before) throws SQLException {
    int deleted =
        threads.onConnection(
            connection -> {
              int rows = statements.deleteExpired(connection, before, SWEPT_AT_ONCE);
              connection.commit();
              return rows;
            });
    if (deleted == SWEPT_AT_ONCE) {
      swept.set(Instant.EPOCH);
    }
  }

  @Override
  public Watch watch(StateKey prefix, StateListener listener) {
    requireOpen();
    return watchers.add(prefix, listener);
  }

  @Override
  public void close() {
    threads.close();
    watchers.close();
  }

  private boolean isLive(StateEntry entry) {
    return !entry.isExpiredAt(options.clock().instant());
  }

  private void requireOpen() {
    if (threads.isClosed()) {
      throw threads.closed();
    }
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

  @Override
  public String toString() {
    return "JdbcStateStore[" + supply.where() + "]";
  }
}
