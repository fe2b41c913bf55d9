package dev.staffgate.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.staffgate.fixtures.ManualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The contract of every {@link StateStore}; the test of an engine extends it. */
public abstract class StateStoreContract {
  private static final Instant NOW = Instant.parse("2026-11-30T09:00:00Z");
  private static final StateKey KEY = StateKey.of("spent-code", "alice", "55123");
  private static final StateKey PREFIX = StateKey.of("spent-code");

  private final ManualClock clock = new ManualClock(NOW);
  private StateStore store;

  /** Makes an empty store that goes by a clock. */
  protected abstract StateStore newStore(ManualClock clock) throws Exception;

  @BeforeEach
  void open() throws Exception {
    store = newStore(clock);
  }

  @AfterEach
  void close() {
    store.close();
  }

  protected final StateStore store() {
    return store;
  }

  protected final ManualClock clock() {
    return clock;
  }

  @Test
  void get_ofAKeyThatWasNeverWritten_findsNothing() {
    assertThat(store.get(KEY)).isEmpty();
  }

  @Test
  void create_ofAnAbsentKey_isKeptWithValueVersionAndExpiry() {
    StateWrite write =
        StateWrite.create(KEY, StateValue.of(new byte[] {0, -1, 7}))
            .expiringAt(NOW.plusSeconds(90).plusNanos(999));

    Optional<StateVersion> version = store.compareAndSet(write);

    assertThat(version).contains(new StateVersion(1, write.attempt()));
    assertThat(store.get(KEY))
        .contains(
            new StateEntry(
                KEY,
                StateValue.of(new byte[] {0, -1, 7}),
                version.orElseThrow(),
                Optional.of(NOW.plusSeconds(90))));
  }

  @Test
  void create_ofAKeyThatExists_changesNothing() {
    StateEntry first = created(KEY, "first");

    assertThat(store.compareAndSet(StateWrite.create(KEY, StateValue.ofText("second")))).isEmpty();
    assertThat(store.get(KEY)).contains(first);
  }

  @Test
  void replace_ofTheVersionThatIsThere_advancesIt() {
    StateEntry first = created(KEY, "first");
    StateWrite write = StateWrite.replace(first, StateValue.ofText("second")).durably();

    assertThat(store.compareAndSet(write)).contains(new StateVersion(2, write.attempt()));
    assertThat(text(KEY)).isEqualTo("second");
  }

  @Test
  void replace_ofAnOlderVersion_changesNothing() {
    StateEntry first = created(KEY, "first");
    assertThat(store.compareAndSet(StateWrite.replace(first, StateValue.ofText("second"))))
        .isPresent();

    assertThat(store.compareAndSet(StateWrite.replace(first, StateValue.ofText("third"))))
        .isEmpty();
    assertThat(text(KEY)).isEqualTo("second");
  }

  @Test
  void replace_ofAnAbsentKey_makesNothing() {
    StateEntry never =
        new StateEntry(
            KEY, StateValue.EMPTY, new StateVersion(1, "0".repeat(32)), Optional.empty());

    assertThat(store.compareAndSet(StateWrite.replace(never, StateValue.EMPTY))).isEmpty();
    assertThat(store.get(KEY)).isEmpty();
  }

  @Test
  void replace_byAnEntryWithoutExpiry_endsTheExpiry() {
    StateWrite first = StateWrite.create(KEY, StateValue.EMPTY).expiringAt(NOW.plusSeconds(1));
    assertThat(store.compareAndSet(first)).isPresent();
    StateEntry entry = store.get(KEY).orElseThrow();
    assertThat(store.compareAndSet(StateWrite.replace(entry, StateValue.EMPTY))).isPresent();

    clock.advance(Duration.ofDays(400));

    assertThat(store.get(KEY)).isPresent();
  }

  @Test
  void remove_ofTheVersionThatIsThere_leavesNothing() {
    StateEntry entry = created(KEY, "first");

    assertThat(store.compareAndSet(StateWrite.remove(entry))).isPresent();
    assertThat(store.get(KEY)).isEmpty();
    assertThat(store.compareAndSet(StateWrite.remove(entry))).isEmpty();
  }

  /** A reader of the first entry must not replace the second one, though both are new. */
  @Test
  void replace_ofAnEntryThatWasRemovedAndMadeAnew_changesNothing() {
    StateEntry first = created(KEY, "first");
    assertThat(store.compareAndSet(StateWrite.remove(first))).isPresent();
    StateEntry second = created(KEY, "second");

    assertThat(store.compareAndSet(StateWrite.replace(first, StateValue.EMPTY))).isEmpty();
    assertThat(store.get(KEY)).contains(second);
  }

  @Test
  void sameAttempt_givenAgain_isDoneOnce() {
    StateWrite write = StateWrite.create(KEY, StateValue.EMPTY);
    Optional<StateVersion> version = store.compareAndSet(write);

    assertThat(store.compareAndSet(write)).isEqualTo(version).isPresent();
    assertThat(store.get(KEY).orElseThrow().version().number()).isEqualTo(1);
  }

  @Test
  void sameAttempt_ofAReplacementGivenAgain_isDoneOnce() {
    StateWrite write = StateWrite.replace(created(KEY, "first"), StateValue.ofText("second"));
    Optional<StateVersion> version = store.compareAndSet(write);

    assertThat(store.compareAndSet(write)).isEqualTo(version).isPresent();
    assertThat(store.get(KEY).orElseThrow().version().number()).isEqualTo(2);
  }

  @Test
  void expiredEntry_forEveryOperation_isAsIfAbsent() {
    StateWrite write =
        StateWrite.create(KEY, StateValue.ofText("old")).expiringAt(NOW.plusSeconds(30));
    assertThat(store.compareAndSet(write)).isPresent();
    StateEntry entry = store.get(KEY).orElseThrow();

    clock.set(NOW.plusSeconds(30).minusMillis(1));
    assertThat(store.get(KEY)).contains(entry);

    clock.set(NOW.plusSeconds(30));
    assertThat(store.get(KEY)).isEmpty();
    assertThat(store.scan(PREFIX, Optional.empty(), 10).entries()).isEmpty();
    assertThat(store.compareAndSet(StateWrite.replace(entry, StateValue.EMPTY))).isEmpty();
    assertThat(store.compareAndSet(StateWrite.create(KEY, StateValue.ofText("new")))).isPresent();
    assertThat(text(KEY)).isEqualTo("new");
  }

  /** A clock that jumps a day ahead and is put right must not give back what was spent. */
  @Test
  void expiredEntry_whenTheClockIsPutBack_isThereAgain() {
    assertThat(
            store.compareAndSet(
                StateWrite.create(KEY, StateValue.EMPTY).expiringAt(NOW.plusSeconds(90))))
        .isPresent();
    clock.advance(Duration.ofHours(14));
    IntStream.range(0, 500)
        .forEach(i -> assertThat(created(StateKey.of("other", "" + i), "")).isNotNull());

    clock.set(NOW);

    assertThat(store.compareAndSet(StateWrite.create(KEY, StateValue.EMPTY))).isEmpty();
  }

  @Test
  void values_ofEveryByteAndTheGreatestSize_comeBackAsTheyWere() {
    byte[] bytes = new byte[StateValue.MAX_BYTES];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) (i * 31);
    }
    assertThat(store.compareAndSet(StateWrite.create(KEY, StateValue.of(bytes)))).isPresent();

    assertThat(store.get(KEY).orElseThrow().value().bytes()).isEqualTo(bytes);
  }

  @Test
  void keys_ofHostileTexts_areAllDifferent() {
    List<String> ids =
        List.of(
            "alice",
            "Alice",
            "ALICE",
            "alice ",
            "alic\u00e9",
            "alice\u0000",
            "a\u202elice",
            "",
            "' OR 1=1 --",
            "%",
            "_",
            "a/b",
            "~",
            "\ud800",
            "\udc00",
            "x".repeat(1 << 20),
            "x".repeat((1 << 20) + 1));
    ids.forEach(
        id -> assertThat(created(StateKey.of("failures", id), id.length() + "")).isNotNull());

    assertThat(all(StateKey.of("failures"))).hasSize(ids.size());
    ids.forEach(id -> assertThat(text(StateKey.of("failures", id))).isEqualTo(id.length() + ""));
  }

  @Test
  void scan_ofAPrefix_listsWhatLiesUnderItInOrder() {
    for (String name : List.of("a", "a-b", "a.b", "a/c", "a/b", "a/b/x", "a0", "ab", "b")) {
      assertThat(created(new StateKey(name), name)).isNotNull();
    }

    assertThat(keys(all(new StateKey("a")))).containsExactly("a/b", "a/b/x", "a/c");
    assertThat(keys(all(new StateKey("a/b")))).containsExactly("a/b/x");
    assertThat(keys(all(new StateKey("c")))).isEmpty();
  }

  @Test
  void scan_inPages_listsEachEntryOnce() {
    List<String> names = IntStream.range(0, 25).mapToObj(i -> "page/%02d".formatted(i)).toList();
    for (String name : names) {
      StateWrite write = StateWrite.create(new StateKey(name), StateValue.EMPTY);
      assertThat(
              store.compareAndSet(
                  name.endsWith("3") ? write.expiringAt(NOW.plusSeconds(1)) : write))
          .isPresent();
    }
    clock.advance(Duration.ofSeconds(2));
    StateKey prefix = new StateKey("page");
    List<String> found = new ArrayList<>();
    Optional<StateKey> after = Optional.empty();
    do {
      StatePage page = store.scan(prefix, after, 4);
      assertThat(page.entries()).hasSizeLessThanOrEqualTo(4);
      found.addAll(keys(page.entries()));
      after = page.next();
    } while (after.isPresent());

    assertThat(found)
        .isEqualTo(names.stream().filter(name -> !name.endsWith("3")).toList())
        .hasSize(22);
  }

  @Test
  void scan_afterAKeyOutsideOfThePrefix_startsOrEndsThere() {
    assertThat(created(new StateKey("m/1"), "")).isNotNull();
    StateKey prefix = new StateKey("m");

    assertThat(store.scan(prefix, Optional.of(new StateKey("a")), 5).entries()).hasSize(1);
    assertThat(store.scan(prefix, Optional.of(new StateKey("z")), 5).entries()).isEmpty();
  }

  @Test
  void scan_ofNoneOrTooMany_isRefused() {
    for (int limit : new int[] {-1, 0, StateStore.MAX_PAGE + 1}) {
      assertThatThrownBy(() -> store.scan(PREFIX, Optional.empty(), limit))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("1 to 200");
    }
  }

  @Test
  void watch_ofAPrefix_tellsOfWritesUnderItUntilItIsClosed() throws InterruptedException {
    RecordingListener listener = new RecordingListener();
    StateStore.Watch watch = store.watch(PREFIX, listener);
    StateEntry entry = created(KEY, "first");
    assertThat(created(new StateKey("other"), "")).isNotNull();
    assertThat(store.compareAndSet(StateWrite.create(KEY, StateValue.EMPTY))).isEmpty();
    assertThat(store.compareAndSet(StateWrite.remove(entry))).isPresent();

    assertThat(listener.next()).isEqualTo(KEY.text());
    assertThat(listener.next()).isEqualTo(KEY.text());

    watch.close();
    StateKey last = StateKey.of("spent-code", "last");
    StateStore.Watch again = store.watch(PREFIX, listener);
    assertThat(created(last, "")).isNotNull();
    assertThat(listener.next()).as("told once, by the second watch").isEqualTo(last.text());
    again.close();
  }

  @Test
  void watch_whoseListenerFails_harmsNobody() throws InterruptedException {
    StateStore.Watch broken =
        store.watch(
            PREFIX,
            new RecordingListener() {
              @Override
              public void changed(StateKey key) {
                throw new IllegalStateException("planted");
              }
            });
    RecordingListener listener = new RecordingListener();
    StateStore.Watch watch = store.watch(PREFIX, listener);

    assertThat(created(KEY, "first")).isNotNull();

    assertThat(listener.next()).isEqualTo(KEY.text());
    broken.close();
    watch.close();
  }

  @Test
  void create_byManyAtOnce_isWonByOne() throws Exception {
    int threads = 8;
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      for (int round = 0; round < 50; round++) {
        StateKey key = StateKey.of("race", "" + round);
        CyclicBarrier start = new CyclicBarrier(threads);
        List<Future<Boolean>> wins = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
          wins.add(
              pool.submit(
                  () -> {
                    int unused = start.await(30, TimeUnit.SECONDS);
                    return store
                        .compareAndSet(StateWrite.create(key, StateValue.EMPTY))
                        .isPresent();
                  }));
        }
        int won = 0;
        for (Future<Boolean> win : wins) {
          won += win.get(1, TimeUnit.MINUTES) ? 1 : 0;
        }
        assertThat(won).isEqualTo(1);
      }
    } finally {
      pool.shutdownNow();
    }
  }

  @Test
  void histories_ofSeveralThreads_areLinearizable() throws Exception {
    int won = new StateHistories(store, 4, 250).runAndJudge(42);

    assertThat(won).isGreaterThan(50);
  }

  @Test
  void interruptedThread_isAnsweredAndStaysInterrupted() {
    Thread.currentThread().interrupt();
    StateEntry entry = created(KEY, "first");

    assertThat(Thread.interrupted()).isTrue();
    assertThat(store.get(KEY)).contains(entry);
  }

  @Test
  void operations_afterClosing_areRefused() {
    store.close();
    store.close();

    for (Runnable call :
        List.<Runnable>of(
            () -> assertThat(store.get(KEY)).isNull(),
            () -> assertThat(created(KEY, "")).isNull(),
            () -> assertThat(store.scan(PREFIX, Optional.empty(), 1)).isNull())) {
      assertThatThrownBy(call::run)
          .isInstanceOfSatisfying(
              StateStoreException.class,
              e -> {
                assertThat(e.kind()).isEqualTo(StateStoreException.Kind.CLOSED);
                assertThat(e.nothingDone()).isTrue();
              });
    }
  }

  private StateEntry created(StateKey key, String text) {
    assertThat(store.compareAndSet(StateWrite.create(key, StateValue.ofText(text)))).isPresent();
    return store.get(key).orElseThrow();
  }

  private String text(StateKey key) {
    return store.get(key).orElseThrow().value().text();
  }

  private List<StateEntry> all(StateKey prefix) {
    StatePage page = store.scan(prefix, Optional.empty(), StateStore.MAX_PAGE);
    assertThat(page.next()).isEmpty();
    return page.entries();
  }

  private static List<String> keys(List<StateEntry> entries) {
    return entries.stream().map(entry -> entry.key().text()).toList();
  }

  /** A listener that a test can wait for. */
  public static class RecordingListener implements StateListener {
    private final BlockingQueue<String> told = new LinkedBlockingQueue<>();

    @Override
    public void changed(StateKey key) {
      told.add(key.text());
    }

    @Override
    public void missedChanges() {
      told.add("missed");
    }

    public final String next() throws InterruptedException {
      String next = told.poll(30, TimeUnit.SECONDS);
      return next == null ? "nothing within 30 s" : next;
    }
  }
}
