package dev.staffgate.signin.hashing;

import java.time.Duration;
import java.util.Comparator;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** The least time of several runs, which other work on the machine prolongs the least. */
final class LeastTime {
  private static final int RUNS = 5;

  private LeastTime() {}

  static Duration of(Supplier<Object> work) {
    return Stream.generate(() -> timed(work))
        .limit(RUNS)
        .min(Comparator.naturalOrder())
        .orElseThrow();
  }

  private static Duration timed(Supplier<Object> work) {
    long before = System.nanoTime();
    Object unused = work.get();
    return Duration.ofNanos(System.nanoTime() - before);
  }
}
