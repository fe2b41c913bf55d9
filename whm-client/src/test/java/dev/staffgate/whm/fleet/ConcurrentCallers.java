package dev.staffgate.whm.fleet;

import dev.staffgate.sso.Connect;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** Many people at once, each of whom takes the next attempt as soon as the last is done. */
final class ConcurrentCallers {
  static final String NAME = "caller";

  private ConcurrentCallers() {}

  /** Does all attempts as fast as they can be done by so many at once. */
  static List<ConnectAttempt.Outcome> of(
      Connect connect, List<ConnectAttempt> attempts, int callers) throws InterruptedException {
    return of(connect, attempts, callers, new long[attempts.size()]);
  }

  /**
   * Does attempts when they are due, or as soon after that as one of the callers is free. The time
   * that each takes counts from when it was due.
   *
   * @param due nanoseconds from the beginning, rising
   */
  static List<ConnectAttempt.Outcome> of(
      Connect connect, List<ConnectAttempt> attempts, int callers, long[] due)
      throws InterruptedException {
    ExecutorService crowd =
        Executors.newFixedThreadPool(
            callers,
            work -> {
              Thread thread = new Thread(work, NAME);
              thread.setDaemon(true);
              return thread;
            });
    AtomicInteger next = new AtomicInteger();
    long begin = System.nanoTime();
    try {
      List<Future<List<ConnectAttempt.Outcome>>> parts = new ArrayList<>();
      for (int i = 0; i < callers; i++) {
        parts.add(
            crowd.submit(
                () -> {
                  List<ConnectAttempt.Outcome> outcomes = new ArrayList<>();
                  for (int n = next.getAndIncrement(); n < due.length; n = next.getAndIncrement()) {
                    long start = due[n] == 0 ? System.nanoTime() : waitUntil(begin + due[n]);
                    ConnectAttempt.Outcome outcome = attempts.get(n).run(connect);
                    outcomes.add(outcome.taking(System.nanoTime() - start));
                  }
                  return outcomes;
                }));
      }
      List<ConnectAttempt.Outcome> all = new ArrayList<>();
      for (Future<List<ConnectAttempt.Outcome>> part : parts) {
        all.addAll(part.get());
      }
      return all;
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    } finally {
      crowd.shutdownNow();
    }
  }

  private static long waitUntil(long instant) {
    for (long left = instant - System.nanoTime(); left > 0; left = instant - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
    return instant;
  }
}
