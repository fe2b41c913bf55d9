package dev.staffgate.state.jdbc;

import dev.staffgate.state.StateStoreException;
import dev.staffgate.state.StateStoreException.Kind;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Deque;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The threads that talk to the database, a connection each, so that a call of ours is never part of
 * the caller's transaction, an interrupted caller does not interrupt the database, and every wait
 * has an end whatever the driver does. Safe for any number of threads.
 *
 * <p>A call that does not get its turn in time is not made at all. One that does not end in time
 * goes on, and its caller is told that it is not known what became of it.
 */
final class DatabaseThreads implements AutoCloseable {
  private static final int MAX_WAITING = 1_000;
  private static final Logger log = LoggerFactory.getLogger(DatabaseThreads.class);

  private final ConnectionSupply supply;
  private final Duration timeout;
  private final ThreadPoolExecutor threads;
  private final Deque<Connection> idle = new ConcurrentLinkedDeque<>();
  private volatile boolean closed;

  /** A piece of work on a connection, which is in no transaction before and after. */
  interface Work<T> {
    T on(Connection connection) throws SQLException;
  }

  DatabaseThreads(ConnectionSupply supply, int connections, Duration timeout) {
    this.supply = supply;
    this.timeout = timeout;
    this.threads =
        new ThreadPoolExecutor(
            connections,
            connections,
            30,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(MAX_WAITING),
            work -> {
              Thread made = new Thread(work, "staffgate-state");
              made.setDaemon(true);
              return made;
            });
    threads.allowCoreThreadTimeOut(true);
  }

  /**
   * Does work on one of the threads, and waits for it.
   *
   * @throws StateStoreException what the work throws, or that it did not end in time
   */
  <T> T call(Callable<T> work) {
    return call(work, timeout);
  }

  /** Does work on one of the threads, and waits for it as long as is said here. */
  <T> T call(Callable<T> work, Duration longest) {
    Turn<T> turn = new Turn<>(work);
    start(turn);
    if (!awaitUninterruptibly(turn.ended, longest)) {
      boolean neverBegun = turn.state.compareAndSet(State.WAITING, State.GIVEN_UP);
      throw new StateStoreException(
          neverBegun ? Kind.BUSY : Kind.UNAVAILABLE,
          neverBegun,
          "the state in " + supply.where() + " did not answer within " + longest.toMillis() + " ms",
          null);
    }
    return turn.result();
  }

  /** Has work done if there is a thread for it some time; what it throws is logged. */
  void later(Runnable work) {
    try {
      threads.execute(work);
    } catch (RejectedExecutionException busy) {
      log.debug("work on the state in {} is left for later", supply.where());
    }
  }

  private void start(Turn<?> turn) {
    try {
      threads.execute(turn);
    } catch (RejectedExecutionException e) {
      throw closed
          ? closed()
          : new StateStoreException(
              Kind.BUSY,
              true,
              "more than " + MAX_WAITING + " calls wait for the state in " + supply.where(),
              null);
    }
  }

  private static boolean awaitUninterruptibly(CountDownLatch latch, Duration longest) {
    boolean interrupted = false;
    long end = System.nanoTime() + longest.toNanos();
    try {
      while (true) {
        try {
          return latch.await(end - System.nanoTime(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /**
   * Does work on a connection of ours, on one of the threads. One on which something failed is not
   * used again.
   */
  <T> T onConnection(Work<T> work) throws SQLException {
    Connection kept = idle.poll();
    Connection connection = kept == null ? supply.open() : kept;
    boolean well = false;
    try {
      connection.setAutoCommit(false);
      T result = work.on(connection);
      connection.rollback(); // nothing is left open: what has to stay is committed
      if (!supply.keepsConnections()) {
        connection.setAutoCommit(true);
      }
      well = true;
      return result;
    } finally {
      giveBack(connection, well);
    }
  }

  private void giveBack(Connection connection, boolean well) {
    if (well && supply.keepsConnections() && !closed) {
      idle.push(connection);
      if (closed) { // since the question
        closeIdle();
      }
      return;
    }
    if (!well) {
      quietly(connection, Connection::rollback);
      quietly(connection, broken -> broken.setAutoCommit(true));
    }
    quietly(connection, Connection::close);
  }

  /** A step of giving back a connection. */
  private interface Step {
    void on(Connection connection) throws SQLException;
  }

  private void quietly(Connection connection, Step step) {
    try {
      step.on(connection);
    } catch (SQLException e) {
      log.debug("a connection to {} was broken", supply.where(), e);
    }
  }

  StateStoreException closed() {
    return new StateStoreException(Kind.CLOSED, true, "the state store is closed", null);
  }

  boolean isClosed() {
    return closed;
  }

  /** Lets what has begun end, for as long as a call may last, and closes the connections. */
  @Override
  public void close() {
    closed = true;
    threads.shutdown();
    boolean interrupted = Thread.interrupted();
    try {
      if (!threads.awaitTermination(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
        log.warn("a call to the state in {} did not end before it was closed", supply.where());
      }
    } catch (InterruptedException e) {
      interrupted = true;
    } finally {
      closeIdle();
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** Closes the connections that no call uses now. */
  void closeIdle() {
    for (Connection one = idle.poll(); one != null; one = idle.poll()) {
      quietly(one, Connection::close);
    }
  }

  /** The states of a call that waits for a thread. */
  private enum State {
    WAITING,
    BEGUN,
    GIVEN_UP
  }

  /** A call, its result and what it threw. */
  private static final class Turn<T> implements Runnable {
    private final AtomicReference<State> state = new AtomicReference<>(State.WAITING);
    private final CountDownLatch ended = new CountDownLatch(1);
    private final Callable<T> work;
    private @Nullable T result;
    private @Nullable Throwable thrown;

    Turn(Callable<T> work) {
      this.work = work;
    }

    @Override
    public void run() {
      if (!state.compareAndSet(State.WAITING, State.BEGUN)) {
        return;
      }
      try {
        result = work.call();
      } catch (Throwable e) { // thrown again where the caller waits
        thrown = e;
      } finally {
        ended.countDown();
      }
    }

    T result() {
      if (thrown instanceof StateStoreException failure) {
        throw again(failure);
      }
      if (thrown != null || result == null) {
        throw new StateStoreException(
            Kind.UNAVAILABLE, false, "the state store failed in a way it does not know", thrown);
      }
      return result;
    }

    private static StateStoreException again(StateStoreException failure) {
      String message = String.valueOf(failure.getMessage());
      return failure
          .damagedKey()
          .map(key -> StateStoreException.damaged(key, message, failure))
          .orElseGet(
              () ->
                  new StateStoreException(failure.kind(), failure.nothingDone(), message, failure));
    }
  }
}
