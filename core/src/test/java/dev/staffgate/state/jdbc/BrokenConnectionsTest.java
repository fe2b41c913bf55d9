package dev.staffgate.state.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.staffgate.state.StateEntry;
import dev.staffgate.state.StateHistories;
import dev.staffgate.state.StateKey;
import dev.staffgate.state.StateStoreException;
import dev.staffgate.state.StateStoreException.Kind;
import dev.staffgate.state.StateValue;
import dev.staffgate.state.StateVersion;
import dev.staffgate.state.StateWrite;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Connections that break around a commit, or hang: what is done, and what is told of it. */
class BrokenConnectionsTest {
  private static final StateKey KEY = StateKey.of("spent-code", "alice", "55123");

  @TempDir private Path folder;
  private final JdbcDataSource real = new JdbcDataSource();
  private FaultyDataSource faulty;
  private JdbcStateStore store;

  @BeforeEach
  void open() {
    real.setURL("jdbc:h2:async:" + folder.resolve("b") + ";WRITE_DELAY=0;DB_CLOSE_DELAY=20");
    faulty = new FaultyDataSource(real, 7);
    store =
        JdbcStateStore.create(
            faulty.source(),
            JdbcStateOptions.defaults().withConnections(2).withTimeout(Duration.ofSeconds(2)));
  }

  @AfterEach
  void close() {
    store.close();
  }

  /** The commit was done, and the answer was lost on its way. */
  @Test
  void commit_thatIsDoneAndBreaks_isFoundByItsAttempt() {
    StateWrite write = StateWrite.create(KEY, StateValue.EMPTY).durably();
    faulty.breakCommits(0, 100);

    Optional<StateVersion> version = store.compareAndSet(write);

    assertThat(faulty.faults()).isEqualTo(1);
    assertThat(version).contains(new StateVersion(1, write.attempt()));
    assertThat(store.forcesToDisk()).isEqualTo(1);
    assertThat(store.compareAndSet(StateWrite.create(KEY, StateValue.EMPTY))).isEmpty();
  }

  @Test
  void replacement_thatIsDoneAndBreaks_isFoundByItsAttempt() {
    assertThat(store.compareAndSet(StateWrite.create(KEY, StateValue.EMPTY))).isPresent();
    StateWrite write =
        StateWrite.replace(store.get(KEY).orElseThrow(), StateValue.ofText("second"));
    faulty.breakCommits(0, 100);

    assertThat(store.compareAndSet(write)).contains(new StateVersion(2, write.attempt()));
    assertThat(store.get(KEY).orElseThrow().version().number()).isEqualTo(2);
  }

  @Test
  void commit_thatAlwaysBreaksBeforeItIsDone_isToldAsNotKnown() {
    StateWrite write = StateWrite.create(KEY, StateValue.EMPTY);
    faulty.breakCommits(100, 0);

    assertThatThrownBy(() -> store.compareAndSet(write).isPresent())
        .isInstanceOfSatisfying(
            StateStoreException.class,
            e -> {
              assertThat(e.kind()).isEqualTo(Kind.UNAVAILABLE);
              assertThat(e.nothingDone()).isFalse();
            });
    assertThat(faulty.faults()).isEqualTo(3);

    faulty.breakCommits(0, 0);
    assertThat(store.get(KEY)).isEmpty();
    assertThat(store.compareAndSet(write)).isPresent();
  }

  @Test
  void database_thatHangs_isToldInTimeAndTheCallGoesOn() {
    CountDownLatch goOn = new CountDownLatch(1);
    faulty.hang(goOn);
    try {
      StateWrite write = StateWrite.create(KEY, StateValue.EMPTY);
      long begin = System.nanoTime();
      assertThatThrownBy(() -> store.compareAndSet(write).isPresent())
          .isInstanceOfSatisfying(
              StateStoreException.class,
              e -> {
                assertThat(e.kind()).isEqualTo(Kind.UNAVAILABLE);
                assertThat(e.nothingDone()).isFalse();
              })
          .hasMessageContaining("did not answer within 2000 ms");
      assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(20));
    } finally {
      goOn.countDown();
    }
    faulty.hang(new CountDownLatch(0));

    assertThat(store.compareAndSet(StateWrite.create(KEY, StateValue.EMPTY)))
        .as("the first attempt was done after all")
        .isEmpty();
  }

  @Test
  void call_thatGetsNoTurn_isToldAsNotDone() throws InterruptedException {
    CountDownLatch goOn = new CountDownLatch(1);
    faulty.hang(goOn);
    try {
      Thread[] hanging = new Thread[2];
      for (int i = 0; i < hanging.length; i++) {
        StateKey key = StateKey.of("hanging", "" + i);
        hanging[i] =
            new Thread(
                () ->
                    assertThatThrownBy(
                            () ->
                                store
                                    .compareAndSet(StateWrite.create(key, StateValue.EMPTY))
                                    .isPresent())
                        .isInstanceOf(StateStoreException.class));
        hanging[i].start();
      }
      for (Thread one : hanging) {
        one.join(20_000); // they have the two threads of the store, and do not give them back
      }

      assertThatThrownBy(
              () -> store.compareAndSet(StateWrite.create(KEY, StateValue.EMPTY)).isPresent())
          .isInstanceOfSatisfying(
              StateStoreException.class,
              e -> {
                assertThat(e.kind()).isEqualTo(Kind.BUSY);
                assertThat(e.nothingDone()).isTrue();
              });
    } finally {
      goOn.countDown();
    }
    faulty.hang(new CountDownLatch(0));
    assertThat(store.get(KEY)).isEmpty();
  }

  /** What was done and replaced by somebody else must not be told as never done. */
  @Test
  void commit_thatIsDoneAndReplacedBeforeItIsLookedUp_isToldAsNotKnown() {
    StateWrite write = StateWrite.create(KEY, StateValue.EMPTY);
    faulty.breakCommits(0, 100);
    faulty.afterNextFault(
        () -> {
          faulty.breakCommits(0, 0);
          try (JdbcStateStore somebodyElse = JdbcStateStore.create(real)) {
            StateEntry done = somebodyElse.get(KEY).orElseThrow();
            assertThat(somebodyElse.compareAndSet(StateWrite.replace(done, done.value())))
                .isPresent();
          }
        });

    assertThatThrownBy(() -> store.compareAndSet(write).isPresent())
        .isInstanceOfSatisfying(
            StateStoreException.class, e -> assertThat(e.nothingDone()).isFalse())
        .hasMessageContaining("it is not known if it was done");
    assertThat(store.get(KEY).orElseThrow().version().number()).isEqualTo(2);
  }

  @Test
  void histories_whileConnectionsBreak_areLinearizable() throws Exception {
    faulty.breakCommits(25, 25);
    StateHistories histories = new StateHistories(store, 4, 250);

    int won = histories.runAndJudge(11);

    assertThat(won).isGreaterThan(50);
    assertThat(faulty.faults()).isGreaterThan(50);
    assertThat(histories.failed()).as("gave up after three tries").isPositive();
  }
}
