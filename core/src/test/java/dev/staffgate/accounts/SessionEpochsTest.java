package dev.staffgate.accounts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.staffgate.fixtures.BreakableStateStore;
import dev.staffgate.state.MemoryStateStore;
import dev.staffgate.state.StateKey;
import dev.staffgate.state.StateListener;
import dev.staffgate.state.StateStore;
import dev.staffgate.state.StateStoreException;
import dev.staffgate.state.StateValue;
import dev.staffgate.state.StateWrite;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The epoch of an account: what raises it, what does not, and what is not known. */
class SessionEpochsTest {
  private static final StateKey ANN = StateKey.of("session-epoch", "ann");

  private final BreakableStateStore store = new BreakableStateStore(MemoryStateStore.create());
  private final SessionEpochs epochs = SessionEpochs.of(store);

  @AfterEach
  void close() {
    epochs.close();
    store.close();
  }

  private void write(byte[] value) {
    StateValue bytes = StateValue.of(value);
    assertThat(
            store.compareAndSet(
                store
                    .get(ANN)
                    .map(entry -> StateWrite.replace(entry, bytes))
                    .orElseGet(() -> StateWrite.create(ANN, bytes))))
        .isPresent();
  }

  @Test
  void current_ofAnybody_isTheFirstAndWritesNothing() {
    SessionEpoch first = epochs.current("ann");
    assertThat(epochs.current("ann")).isEqualTo(first);
    assertThat(epochs.current("\u0000 ' or 1=1 \u202e".repeat(1000))).isEqualTo(first);
    assertThat(store.writes()).isZero();
  }

  @ParameterizedTest
  @EnumSource(EpochCause.class)
  void raise_forEachCause_isAnotherEpochOfThisAccountAlone(EpochCause cause) {
    SessionEpoch before = epochs.current("ann");

    SessionEpoch raised = epochs.raise("ann", cause);

    assertThat(raised).isNotEqualTo(before).isEqualTo(epochs.current("ann"));
    assertThat(epochs.current("Ann")).isEqualTo(before);
    assertThat(epochs.current("bob")).isEqualTo(before);
  }

  @Test
  void raise_byManyAtOnce_isCountedEachTime() throws Exception {
    Set<SessionEpoch> seen = ConcurrentHashMap.newKeySet();
    ExecutorService threads = Executors.newFixedThreadPool(4);
    for (int i = 0; i < 200; i++) {
      threads.execute(() -> seen.add(epochs.raise("ann", EpochCause.NEW_PASSWORD)));
    }
    threads.shutdown();
    assertThat(threads.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
    assertThat(seen).hasSize(200);
  }

  @Test
  void account_seenDisabledAgainAndAgain_isRaisedOnce() {
    SessionEpoch before = epochs.current("ann");
    epochs.accountSeen("ann", true);
    SessionEpoch disabled = epochs.current("ann");
    int writes = store.writes();

    for (int i = 0; i < 10; i++) {
      epochs.accountSeen("ann", true);
    }

    assertThat(disabled).isNotEqualTo(before);
    assertThat(epochs.current("ann")).isEqualTo(disabled);
    assertThat(store.writes()).isEqualTo(writes);
  }

  @Test
  void account_enabledAgain_keepsTheEpochAndIsRaisedTheNextTime() {
    epochs.accountSeen("ann", true);
    SessionEpoch disabled = epochs.current("ann");

    epochs.accountSeen("ann", false);
    assertThat(epochs.current("ann")).isEqualTo(disabled);

    epochs.accountSeen("ann", true);
    assertThat(epochs.current("ann")).isNotEqualTo(disabled);
  }

  @Test
  void account_seenEnabled_writesNothingIfItWasNotDisabled() {
    epochs.accountSeen("ann", false);
    assertThat(store.writes()).isZero();
  }

  @Test
  void restart_withTheSameStore_knowsEpochAndMark() {
    epochs.accountSeen("ann", true);
    SessionEpoch disabled = epochs.current("ann");

    try (SessionEpochs restarted = SessionEpochs.of(store)) {
      assertThat(restarted.current("ann")).isEqualTo(disabled);
      restarted.accountSeen("ann", true);
      assertThat(restarted.current("ann")).isEqualTo(disabled);
    }
  }

  @Test
  void raise_onOneNode_countsOnTheOtherOnceItWasTold() throws Exception {
    try (SessionEpochs other = SessionEpochs.of(store)) {
      SessionEpoch before = other.current("ann");
      CountDownLatch told = new CountDownLatch(1);
      StateListener last =
          new StateListener() {
            @Override
            public void changed(StateKey key) {
              told.countDown();
            }

            @Override
            public void missedChanges() {}
          };
      // Registered after the others, so told after them.
      StateStore.Watch watch = store.watch(StateKey.of("session-epoch"), last);
      SessionEpoch raised = epochs.raise("ann", EpochCause.SIGNED_OUT_EVERYWHERE);
      assertThat(told.await(30, TimeUnit.SECONDS)).isTrue();
      watch.close();
      assertThat(other.current("ann")).isNotEqualTo(before).isEqualTo(raised);
    }
  }

  @Test
  void current_askedOften_readsOnce() {
    for (int i = 0; i < 1000; i++) {
      assertThat(epochs.current("ann")).isEqualTo(new SessionEpoch(0));
    }
    assertThat(store.reads()).isLessThanOrEqualTo(2); // the garbage collector may take one
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "1",
        "2 1 enabled",
        "1 -1 enabled",
        "1 01 enabled",
        "1 1 Disabled",
        "1 1 disabled ",
        "1 1 disabled\n",
        "1  1 disabled",
        "1 9999999999999999999 enabled",
        "1 ١ enabled",
        "\u0000",
        "1 1 enabled and more and more and more and more and more and more and more"
      })
  void value_damaged_isDeniedAndNamed(String text) {
    write(text.getBytes(StandardCharsets.UTF_8));
    assertThatThrownBy(() -> epochs.current("ann"))
        .isInstanceOfSatisfying(
            StateStoreException.class,
            damaged -> assertThat(damaged.kind()).isEqualTo(StateStoreException.Kind.CORRUPT))
        .hasMessageContaining("session-epoch/ann");
    assertThatThrownBy(() -> epochs.raise("ann", EpochCause.NEW_PASSWORD))
        .isInstanceOf(StateStoreException.class);
    epochs.accountSeen("ann", true);
    assertThatThrownBy(() -> epochs.current("ann")).isInstanceOf(StateStoreException.class);
    assertThat(epochs.current("bob")).isEqualTo(new SessionEpoch(0));
  }

  @Test
  void value_thatIsNotText_isDamaged() {
    write(new byte[] {(byte) 0xff, (byte) 0xfe});
    assertThatThrownBy(() -> epochs.current("ann"))
        .isInstanceOf(StateStoreException.class)
        .hasMessageContaining("session-epoch/ann");
  }

  @Test
  void store_down_isAnExceptionAndNeverTheFirstEpoch() {
    store.broken(true);
    assertThatThrownBy(() -> epochs.current("ann")).isInstanceOf(StateStoreException.class);
    assertThatThrownBy(() -> epochs.raise("ann", EpochCause.NEW_PASSWORD))
        .isInstanceOf(StateStoreException.class);
    store.broken(false);
    assertThat(epochs.current("ann")).isEqualTo(new SessionEpoch(0));
  }

  @Test
  void account_seenDisabledWhileTheStoreIsDown_isRaisedBeforeItIsAskedAgain() {
    SessionEpoch before = epochs.current("ann");
    store.broken(true);
    epochs.accountSeen("ann", true);
    epochs.accountSeen("ann", false);
    assertThatThrownBy(() -> epochs.current("ann")).isInstanceOf(StateStoreException.class);

    store.broken(false);

    assertThat(epochs.current("ann")).isNotEqualTo(before);
  }
}
