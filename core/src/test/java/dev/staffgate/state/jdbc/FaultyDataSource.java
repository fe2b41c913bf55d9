package dev.staffgate.state.jdbc;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import javax.sql.DataSource;

/**
 * A data source whose connections break: before a commit, so that it is not done, or after it, so
 * that it was done and nobody knows; or which hang.
 */
final class FaultyDataSource {
  private final DataSource real;
  private final Random random;
  private final AtomicInteger faults = new AtomicInteger();
  private volatile int beforeInHundred;
  private volatile int afterInHundred;
  private final AtomicReference<Runnable> afterFault = new AtomicReference<>(() -> {});
  private volatile CountDownLatch hanging = new CountDownLatch(0);

  FaultyDataSource(DataSource real, long seed) {
    this.real = real;
    this.random = new Random(seed);
  }

  /** Says how many commits of a hundred break before they are done, and how many after. */
  void breakCommits(int before, int after) {
    beforeInHundred = before;
    afterInHundred = after;
  }

  /** Makes each commit wait for a latch before it is done. */
  void hang(CountDownLatch until) {
    hanging = until;
  }

  /** Has something done when the next commit has broken, before its caller knows. */
  void afterNextFault(Runnable work) {
    afterFault.set(work);
  }

  int faults() {
    return faults.get();
  }

  DataSource source() {
    return proxy(
        DataSource.class,
        (name, arguments, call) ->
            name.equals("getConnection") ? broken(real.getConnection()) : call.run(),
        real);
  }

  private Connection broken(Connection connection) {
    return proxy(
        Connection.class,
        (name, arguments, call) -> {
          if (!name.equals("commit")) {
            return call.run();
          }
          if (!hanging.await(1, TimeUnit.MINUTES)) {
            throw new IllegalStateException("nobody let it go on");
          }
          int drawn = drawn();
          if (drawn < beforeInHundred) {
            throw fault(connection);
          }
          Object result = call.run();
          if (drawn < beforeInHundred + afterInHundred) {
            throw fault(connection);
          }
          return result;
        },
        connection);
  }

  private synchronized int drawn() {
    return random.nextInt(100);
  }

  private SQLException fault(Connection connection) throws SQLException {
    faults.incrementAndGet();
    connection.close();
    afterFault.getAndSet(() -> {}).run();
    return new SQLException("planted: the connection is gone", "08006");
  }

  /** A call of the real object. */
  private interface RealCall {
    Object run() throws Throwable;
  }

  /** What is done instead of a call. */
  private interface Instead {
    Object on(String name, Object[] arguments, RealCall call) throws Throwable;
  }

  private static <T> T proxy(Class<T> type, Instead instead, Object real) {
    return type.cast(
        Proxy.newProxyInstance(
            FaultyDataSource.class.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) ->
                instead.on(
                    method.getName(),
                    arguments,
                    () -> {
                      try {
                        return method.invoke(real, arguments);
                      } catch (InvocationTargetException e) {
                        throw e.getCause();
                      }
                    })));
  }
}
