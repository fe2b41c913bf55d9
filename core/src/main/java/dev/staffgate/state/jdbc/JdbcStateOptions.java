package dev.staffgate.state.jdbc;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.InstantSource;

/**
 * How a store in a database works.
 *
 * @param clock tells when entries expire
 * @param mode what the store does about its tables when it opens
 * @param names the names of its tables
 * @param connections the most connections that it uses at once: 1 to 32
 * @param timeout the longest that a call waits for the database: 100 ms to 60 s
 */
public record JdbcStateOptions(
    InstantSource clock, SchemaMode mode, SchemaNames names, int connections, Duration timeout) {
  private static final int DEFAULT_CONNECTIONS = 4;
  private static final int MAX_CONNECTIONS = 32;
  private static final Duration SHORTEST = Duration.ofMillis(100);
  private static final Duration LONGEST = Duration.ofMinutes(1);

  /** Checks the bounds. */
  public JdbcStateOptions {
    requireNonNull(clock, "clock");
    requireNonNull(mode, "mode");
    requireNonNull(names, "names");
    checkArgument(
        connections >= 1 && connections <= MAX_CONNECTIONS,
        "a store uses 1 to %s connections, not %s",
        MAX_CONNECTIONS,
        connections);
    checkArgument(
        timeout.compareTo(SHORTEST) >= 0 && timeout.compareTo(LONGEST) <= 0,
        "a time-out is 100 ms to 60 s");
  }

  /** Returns the system's clock, migration, default names, 4 connections and 5 s. */
  public static JdbcStateOptions defaults() {
    return new JdbcStateOptions(
        InstantSource.system(),
        SchemaMode.MIGRATE,
        SchemaNames.defaults(),
        DEFAULT_CONNECTIONS,
        Duration.ofSeconds(5));
  }

  /** Returns these options with another clock. */
  public JdbcStateOptions withClock(InstantSource other) {
    return new JdbcStateOptions(other, mode, names, connections, timeout);
  }

  /** Returns these options with another part in the tables. */
  public JdbcStateOptions withMode(SchemaMode other) {
    return new JdbcStateOptions(clock, other, names, connections, timeout);
  }

  /** Returns these options with other names. */
  public JdbcStateOptions withNames(SchemaNames other) {
    return new JdbcStateOptions(clock, mode, other, connections, timeout);
  }

  /** Returns these options with another number of connections. */
  public JdbcStateOptions withConnections(int other) {
    return new JdbcStateOptions(clock, mode, names, other, timeout);
  }

  /** Returns these options with another time-out. */
  public JdbcStateOptions withTimeout(Duration other) {
    return new JdbcStateOptions(clock, mode, names, connections, other);
  }
}
