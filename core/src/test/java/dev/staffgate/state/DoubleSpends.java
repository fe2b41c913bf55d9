package dev.staffgate.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicIntegerArray;

/** Threads that all try to spend the same things at the same time. */
public final class DoubleSpends {
  private DoubleSpends() {}

  /**
   * Runs, and requires that each thing was spent by exactly one thread.
   *
   * @param attempts how many there are in all; each of the threads tries each thing once
   * @return how many things there were
   */
  public static int run(StateStore store, int threads, int attempts, boolean durable)
      throws Exception {
    int things = attempts / threads;
    AtomicIntegerArray spent = new AtomicIntegerArray(things);
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    long begin = System.nanoTime();
    try {
      List<Future<Void>> all = new ArrayList<>();
      for (int thread = 0; thread < threads; thread++) {
        all.add(
            pool.submit(
                () -> {
                  spendAll(store, spent, durable);
                  return null;
                }));
      }
      for (Future<Void> one : all) {
        one.get(2, TimeUnit.HOURS);
      }
    } finally {
      pool.shutdownNow();
    }
    int twice = 0;
    int never = 0;
    for (int i = 0; i < things; i++) {
      twice += spent.get(i) > 1 ? 1 : 0;
      never += spent.get(i) == 0 ? 1 : 0;
    }
    System.out.printf(
        "%,d attempts by %d threads at %,d things: %d spent twice, %d never, %.1f s%n",
        (long) things * threads, threads, things, twice, never, (System.nanoTime() - begin) / 1e9);
    assertThat(twice).isZero();
    assertThat(never).isZero();
    return things;
  }

  private static void spendAll(StateStore store, AtomicIntegerArray spent, boolean durable) {
    for (int i = 0; i < spent.length(); i++) {
      StateWrite write = StateWrite.create(StateKey.of("spent", "" + i), StateValue.EMPTY);
      if (store.compareAndSet(durable ? write.durably() : write).isPresent()) {
        spent.incrementAndGet(i);
      }
    }
  }
}
