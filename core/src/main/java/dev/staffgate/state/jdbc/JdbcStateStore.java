package dev.staffgate.state.jdbc;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import dev.staffgate.state.StateEntry;
import dev.staffgate.state.StateKey;
import dev.staffgate.state.StateListener;
import dev.staffgate.state.StatePage;
import dev.staffgate.state.StateStore;
import dev.staffgate.state.StateStoreException;
import dev.staffgate.state.StateVersion;
import dev.staffgate.state.StateWatchers;
import dev.staffgate.state.StateWrite;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
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

  private static final int SWEPT_AT_ONCE = 500;
  private static final Duration BETWEEN_SWEEPS = Duration.ofMinutes(1);
  private static final Duration KEPT_AFTER_EXPIRY = Duration.ofDays(1);

  private final StateDatabase database;
  private final InstantSource clock;
  private final EntryStatements statements;
  private final ConditionalWrites writes;
  private final StateWatchers watchers = new StateWatchers();
  private final AtomicReference<Instant> swept;

  private JdbcStateStore(StateDatabase database) {
    this.database = database;
    clock = database.options().clock();
    statements = new EntryStatements(database.options().names(), database.timeoutSeconds());
    writes = new ConditionalWrites(statements, clock);
    swept = new AtomicReference<>(clock.instant());
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
    return new JdbcStateStore(StateDatabase.open(supply, options, scripts));
  }

  /** Returns the database, for what is kept beside the entries. */
  StateDatabase database() {
    return database;
  }

  @Override
  public Optional<StateEntry> get(StateKey key) {
    requireNonNull(key, "key");
    return database.read(connection -> statements.find(connection, key)).filter(this::isLive);
  }

  @Override
  public StatePage scan(StateKey prefix, Optional<StateKey> after, int limit) {
    checkArgument(limit >= 1 && limit <= MAX_PAGE, "a page has 1 to %s entries", MAX_PAGE);
    String first = prefix.text() + "/";
    String end = prefix.text() + (char) ('/' + 1);
    String from = after.map(StateKey::text).filter(key -> key.compareTo(first) > 0).orElse(first);
    EntryStatements.Rows found =
        database.read(connection -> statements.list(connection, from, end, limit + 1));
    List<StateEntry> rows = found.entries();
    boolean more = found.cut() || rows.size() > limit;
    List<StateEntry> page = rows.subList(0, Math.min(limit, rows.size()));
    return new StatePage(
        page.stream().filter(this::isLive).toList(),
        more ? Optional.of(page.get(page.size() - 1).key()) : Optional.empty());
  }

  @Override
  public Optional<StateVersion> compareAndSet(StateWrite write) {
    requireNonNull(write, "write");
    Optional<StateVersion> version =
        database.write(
            write.key(),
            (connection, traces) -> written(connection, write, traces),
            done -> done.isPresent() && write.durable(),
            done -> done.ifPresent(any -> watchers.changed(write.key())));
    sweepIfDue();
    return version;
  }

  private Optional<StateVersion> written(Connection connection, StateWrite write, CallTraces traces)
      throws SQLException {
    Optional<StateVersion> done = writes.write(connection, write, traces);
    if (done.isEmpty() && traces.left()) {
      throw database.notKnown(); // done by the commit that broke, and replaced since, perhaps
    }
    return done;
  }

  /**
   * Returns how many writes were forced to disk since the store was opened, one force each; those
   * of accounts and credentials are among them.
   */
  public long forcesToDisk() {
    return database.forcesToDisk();
  }

  private void sweepIfDue() {
    Instant now = clock.instant();
    Instant last = swept.get();
    if (Duration.between(last, now).abs().compareTo(BETWEEN_SWEEPS) >= 0
        && swept.compareAndSet(last, now)) {
      database.later(this::sweep);
    }
  }

  /** Deletes one batch, and has the next one deleted by the next write if it was a whole one. */
  private void sweep() {
    long before = clock.instant().minus(KEPT_AFTER_EXPIRY).toEpochMilli();
    try {
      int deleted =
          database.alone(
              connection -> {
                int rows = statements.deleteExpired(connection, before, SWEPT_AT_ONCE);
                connection.commit();
                return rows;
              });
      if (deleted == SWEPT_AT_ONCE) {
        swept.set(Instant.EPOCH);
      }
    } catch (SQLException | StateStoreException e) {
      log.warn("what has expired in {} could not be deleted", database.where(), e);
    }
  }

  @Override
  public Watch watch(StateKey prefix, StateListener listener) {
    database.requireOpen();
    return watchers.add(prefix, listener);
  }

  @Override
  public void close() {
    database.close();
    watchers.close();
  }

  private boolean isLive(StateEntry entry) {
    return !entry.isExpiredAt(clock.instant());
  }

  @Override
  public String toString() {
    return "JdbcStateStore[" + database.where() + "]";
  }
}
