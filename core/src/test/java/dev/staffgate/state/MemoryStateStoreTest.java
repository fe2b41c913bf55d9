package dev.staffgate.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.staffgate.fixtures.ManualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MemoryStateStoreTest extends StateStoreContract {
  private static final Instant NOW = Instant.parse("2026-11-30T09:00:00Z");

  @Override
  protected StateStore newStore(ManualClock clock) {
    return MemoryStateStore.create(clock);
  }

  @Test
  void things_thatManyTryToSpend_areSpentOnceEach() throws Exception {
    int attempts = Integer.getInteger("staffgate.state.attempts.memory", 100_000);
    try (MemoryStateStore store = MemoryStateStore.create(() -> NOW, 2L << 30)) {
      int things = DoubleSpends.run(store, 8, attempts, false);

      assertThat(store.size()).isEqualTo(things);
    }
  }

  @Test
  void store_thatIsFull_refusesWhatNeedsRoomAndTakesWhatDoesNot() {
    ManualClock clock = new ManualClock(NOW);
    try (MemoryStateStore small = MemoryStateStore.create(clock, 50_000)) {
      int kept = fill(small, Optional.empty());

      assertThat(kept).isBetween(100, 124);
      assertThatThrownBy(() -> create(small, "one-more", Optional.empty()))
          .isInstanceOfSatisfying(
              StateStoreException.class,
              e -> {
                assertThat(e.kind()).isEqualTo(StateStoreException.Kind.FULL);
                assertThat(e.nothingDone()).isTrue();
              });
      StateEntry first = small.get(StateKey.of("n", "0")).orElseThrow();
      assertThat(small.compareAndSet(StateWrite.replace(first, first.value()))).isPresent();
    }
  }

  @Test
  void store_thatIsFullOfWhatExpired_makesRoom() {
    ManualClock clock = new ManualClock(NOW);
    try (MemoryStateStore small = MemoryStateStore.create(clock, 50_000)) {
      int kept = fill(small, Optional.of(NOW.plusSeconds(1)));
      clock.advance(Duration.ofSeconds(1));

      assertThat(create(small, "one-more", Optional.empty())).isPresent();
      assertThat(small.size()).isEqualTo(1).isLessThan(kept);
    }
  }

  @Test
  void store_thatIsWrittenTo_dropsWhatExpiredADayAgo() {
    ManualClock clock = new ManualClock(NOW);
    try (MemoryStateStore store = MemoryStateStore.create(clock)) {
      for (int i = 0; i < 10_000; i++) {
        assertThat(create(store, "old-" + i, Optional.of(NOW.plusSeconds(1)))).isPresent();
      }
      clock.advance(Duration.ofDays(2));
      for (int i = 0; i < 10_000; i++) {
        assertThat(create(store, "new-" + i, Optional.of(clock.instant().plusSeconds(1))))
            .isPresent();
      }

      assertThat(store.size()).isBetween(10_000, 10_500);
    }
  }

  private static int fill(MemoryStateStore store, Optional<Instant> expiry) {
    int kept = 0;
    try {
      while (create(store, "" + kept, expiry).isPresent()) {
        kept++;
      }
    } catch (StateStoreException full) {
      assertThat(full.kind()).isEqualTo(StateStoreException.Kind.FULL);
    }
    return kept;
  }

  private static Optional<StateVersion> create(
      MemoryStateStore store, String name, Optional<Instant> expiry) {
    StateWrite write = StateWrite.create(StateKey.of("n", name), StateValue.EMPTY);
    return store.compareAndSet(expiry.map(write::expiringAt).orElse(write));
  }
}
