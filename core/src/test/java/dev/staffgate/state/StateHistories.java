package dev.staffgate.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.staffgate.state.RegisterHistory.Call;
import dev.staffgate.state.RegisterHistory.Outcome;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Threads that read and write a few keys of a store, and what they saw, to be judged. */
public final class StateHistories {
  private static final int KEYS = 3;

  private final StateStore store;
  private final int threads;
  private final int callsEach;
  private final List<List<Call>> calls = new ArrayList<>();

  /** Makes a run that has not begun. */
  public StateHistories(StateStore store, int threads, int callsEach) {
    this.store = store;
    this.threads = threads;
    this.callsEach = callsEach;
    for (int i = 0; i < KEYS; i++) {
      calls.add(Collections.synchronizedList(new ArrayList<>()));
    }
  }

  /** Runs all threads, then reads each key once, and judges; returns the number of writes done. */
  public int runAndJudge(long seed) throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      CyclicBarrier start = new CyclicBarrier(threads);
      List<Future<Void>> all = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        Random random = new Random(seed + i);
        all.add(
            pool.submit(
                () -> {
                  int unused = start.await(1, TimeUnit.MINUTES);
                  run(random);
                  return null;
                }));
      }
      for (Future<Void> one : all) {
        one.get(5, TimeUnit.MINUTES);
      }
    } finally {
      pool.shutdownNow();
    }
    int won = 0;
    for (int i = 0; i < KEYS; i++) {
      Optional<StateEntry> unused = read(i);
      assertThat(new RegisterHistory(calls.get(i)).fault()).isEmpty();
      won += (int) calls.get(i).stream().filter(call -> call.outcome() == Outcome.WON).count();
    }
    return won;
  }

  /** Returns how many calls failed, so that it is not known whether they were done. */
  public long failed() {
    return calls.stream()
        .flatMap(List::stream)
        .filter(call -> call.outcome() == Outcome.FAILED)
        .count();
  }

  private void run(Random random) {
    Optional<StateEntry> seen = Optional.empty();
    int key = 0;
    for (int i = 0; i < callsEach; i++) {
      if (random.nextInt(3) == 0) {
        key = random.nextInt(KEYS);
        seen = read(key);
      } else {
        write(key, seen, random.nextBoolean());
      }
    }
  }

  private static StateKey key(int number) {
    return StateKey.of("register", "" + number);
  }

  private Optional<StateEntry> read(int key) {
    long begin = System.nanoTime();
    Optional<StateEntry> seen;
    try {
      seen = store.get(key(key));
    } catch (StateStoreException e) {
      return Optional.empty(); // saw nothing, so there is nothing to judge
    }
    seen.ifPresent(
        entry ->
            assertThat(entry.value().text()).as("its own").isEqualTo(entry.version().attempt()));
    calls.get(key).add(new Call(begin, System.nanoTime(), Outcome.READ, id(seen), ""));
    return seen;
  }

  private static String id(Optional<StateEntry> entry) {
    return entry.map(one -> one.version().attempt()).orElse("");
  }

  private void write(int key, Optional<StateEntry> seen, boolean durable) {
    StateWrite drawn = StateWrite.create(key(key), StateValue.EMPTY);
    StateWrite write =
        new StateWrite(
            key(key),
            seen.map(StateEntry::version),
            StateValue.ofText(drawn.attempt()),
            Optional.empty(),
            durable,
            drawn.attempt());
    long begin = System.nanoTime();
    Outcome outcome;
    try {
      outcome = store.compareAndSet(write).isPresent() ? Outcome.WON : Outcome.LOST;
    } catch (StateStoreException e) {
      outcome = Outcome.FAILED;
    }
    calls.get(key).add(new Call(begin, System.nanoTime(), outcome, id(seen), write.attempt()));
  }
}
