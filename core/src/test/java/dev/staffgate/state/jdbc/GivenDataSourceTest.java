package dev.staffgate.state.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.staffgate.fixtures.ManualClock;
import dev.staffgate.state.StateKey;
import dev.staffgate.state.StateStore;
import dev.staffgate.state.StateStoreContract;
import dev.staffgate.state.StateStoreException;
import dev.staffgate.state.StateValue;
import dev.staffgate.state.StateWrite;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The store on a data source of the program. */
class GivenDataSourceTest extends StateStoreContract {
  private static final StateKey KEY = StateKey.of("key");

  @TempDir private Path folder;

  @Override
  protected StateStore newStore(ManualClock clock) {
    return JdbcStateStore.create(source(safe()), JdbcStateOptions.defaults().withClock(clock));
  }

  private String safe() {
    return "jdbc:h2:async:" + folder.resolve("given") + ";WRITE_DELAY=0;DB_CLOSE_DELAY=20";
  }

  private static JdbcDataSource source(String url) {
    JdbcDataSource source = new JdbcDataSource();
    source.setURL(url);
    source.setUser("owner");
    return source;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "jdbc:h2:FILE",
        "jdbc:h2:FILE;WRITE_DELAY=0",
        "jdbc:h2:async:FILE",
        "jdbc:h2:async:FILE;WRITE_DELAY=500",
        "jdbc:h2:nio:FILE-async:x;WRITE_DELAY=0",
        "jdbc:h2:mem:async;WRITE_DELAY=0",
      })
  void database_thatWouldLoseWhatItAcknowledged_isRefused(String url) {
    DataSource unsafe = source(url.replace("FILE", folder.resolve("unsafe").toString()));

    assertThatThrownBy(() -> JdbcStateStore.create(unsafe))
        .isInstanceOfSatisfying(
            StateStoreException.class,
            e -> assertThat(e.kind()).isEqualTo(StateStoreException.Kind.MISCONFIGURED))
        .hasMessageContaining("`async:`")
        .hasMessageContaining("`WRITE_DELAY=0`")
        .hasMessageContaining("JdbcStateStore.inFile");
  }

  /** A transaction-aware data source hands out the caller's connection to the caller's thread. */
  @Test
  void write_withinATransactionOfTheCaller_isInATransactionOfItsOwn() throws SQLException {
    JdbcDataSource real = source(safe());
    Thread caller = Thread.currentThread();
    try (Connection callers = real.getConnection()) {
      callers.setAutoCommit(false);
      DataSource aware =
          withConnections(() -> Thread.currentThread() == caller ? callers : real.getConnection());
      try (StateStore store = JdbcStateStore.create(aware)) {
        assertThat(store.compareAndSet(StateWrite.create(KEY, StateValue.EMPTY))).isPresent();
        callers.rollback();

        assertThat(store.get(KEY)).isPresent();
      }
    }
  }

  @Test
  void connections_afterEachCall_areGivenBackAsTheyWere() throws SQLException {
    JdbcDataSource real = source(safe());
    AtomicInteger open = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    DataSource counted =
        withConnections(
            () -> {
              most.accumulateAndGet(open.incrementAndGet(), Math::max);
              Connection connection = real.getConnection();
              return (Connection)
                  Proxy.newProxyInstance(
                      getClass().getClassLoader(),
                      new Class<?>[] {Connection.class},
                      (proxy, method, arguments) -> {
                        if (method.getName().equals("close")) {
                          assertThat(connection.getAutoCommit()).isTrue();
                          open.decrementAndGet();
                        }
                        return method.invoke(connection, arguments);
                      });
            });
    try (StateStore store =
        JdbcStateStore.create(counted, JdbcStateOptions.defaults().withConnections(2))) {
      for (int i = 0; i < 20; i++) {
        assertThat(
                store.compareAndSet(
                    StateWrite.create(StateKey.of("n", "" + i), StateValue.EMPTY).durably()))
            .isPresent();
        assertThat(open).hasValue(0);
      }
    }
    assertThat(most.get()).isBetween(1, 2);
  }

  /** What reaches the file is counted, and not what the store believes to have done. */
  @Test
  void spends_thatHaveToBeDurable_forceTheFileOnceEach() {
    CountedForces.register();
    DataSource counted =
        source(
            "jdbc:h2:counted:async:"
                + folder.resolve("counted")
                + ";WRITE_DELAY=0;DB_CLOSE_DELAY=20");
    try (JdbcStateStore store = JdbcStateStore.create(counted)) {
      for (int i = 0; i < 50; i++) {
        StateWrite write = StateWrite.create(StateKey.of("n", "" + i), StateValue.EMPTY);
        long before = CountedForces.count();
        assertThat(store.compareAndSet(write.durably())).isPresent();
        assertThat(CountedForces.count() - before).isEqualTo(1);
      }
      assertThat(store.forcesToDisk()).isEqualTo(50);
    }
  }

  @Test
  void source_thatHandsOutNothing_isToldAsUnavailable() {
    DataSource broken =
        withConnections(
            () -> {
              throw new SQLException("planted: password hunter2", "08001");
            });

    assertThatThrownBy(() -> JdbcStateStore.create(broken))
        .isInstanceOfSatisfying(
            StateStoreException.class,
            e -> assertThat(e.kind()).isEqualTo(StateStoreException.Kind.UNAVAILABLE))
        .hasMessageNotContaining("hunter2");
  }

  /** A place that connections come from. */
  private interface Connections {
    Connection next() throws SQLException;
  }

  private static DataSource withConnections(Connections connections) {
    return (DataSource)
        Proxy.newProxyInstance(
            GivenDataSourceTest.class.getClassLoader(),
            new Class<?>[] {DataSource.class},
            (proxy, method, arguments) ->
                method.getName().equals("getConnection") ? connections.next() : null);
  }
}
