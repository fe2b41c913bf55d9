package dev.staffgate.state.jdbc;

import com.google.common.util.concurrent.Striped;
import dev.staffgate.state.StateStoreException;
import dev.staffgate.state.StateStoreException.Kind;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;

/**
 * Turns in which the writes of one store are made, so that two writes of one key never run at once.
 * Safe for any number of threads.
 *
 * <p>A conditional statement alone should be enough. But of three sessions that wait for one row,
 * H2 2.5.252 can let two find the version that they expect when the first is rolled back because
 * its connection ends.
 */
final class WriteTurns {
  private static final int STRIPES = 64;

  private final Striped<Lock> keys = Striped.lock(STRIPES);
  private final ReadWriteLock all = new ReentrantReadWriteLock();
  private final Duration timeout;
  private final String where;

  /** A piece of work on rows of many keys. */
  interface Work<T> {
    T run() throws SQLException;
  }

  WriteTurns(Duration timeout, String where) {
    this.timeout = timeout;
    this.where = where;
  }

  /**
   * Does work on one key; equal keys take turns.
   *
   * @throws StateStoreException if another write of the key does not end in time
   */
  <T> T onKey(Object key, Supplier<T> work) {
    Lock some = all.readLock();
    lock(some);
    try {
      Lock one = keys.get(key);
      lock(one);
      try {
        return work.get();
      } finally {
        one.unlock();
      }
    } finally {
      some.unlock();
    }
  }

  /**
   * Does work on any keys while no other write runs.
   *
   * @throws StateStoreException if the others do not end in time
   */
  <T> T onAllKeys(Work<T> work) throws SQLException {
    Lock every = all.writeLock();
    lock(every);
    try {
      return work.run();
    } finally {
      every.unlock();
    }
  }

  private void lock(Lock lock) {
    try {
      if (lock.tryLock(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
        return;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    throw new StateStoreException(
        Kind.BUSY, true, "another write of the state in " + where + " does not end", null);
  }
}
