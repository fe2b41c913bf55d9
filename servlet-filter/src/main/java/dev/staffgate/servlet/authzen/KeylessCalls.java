package dev.staffgate.servlet.authzen;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Calls without a key, or with one that nobody has, as the log tells them. They cost an outsider
 * nothing, so the log has a bounded number of them: the first is told at once, and those that
 * follow within {@link #PERIOD} are counted and told together with the next one after it. Safe for
 * any number of threads.
 */
final class KeylessCalls {
  /** The shortest time between two lines. */
  static final Duration PERIOD = Duration.ofMinutes(1);

  private static final String LINE = "a call was refused: no API key, or one that nobody has";

  private final LongSupplier nanos;

  @GuardedBy("this")
  private boolean told;

  @GuardedBy("this")
  private long toldAt;

  @GuardedBy("this")
  private long untold;

  /** Makes a count with a clock like {@link System#nanoTime}. */
  KeylessCalls(LongSupplier nanos) {
    this.nanos = nanos;
  }

  /** Returns the line about one more call; empty if it is counted alone. */
  synchronized Optional<String> line() {
    long now = nanos.getAsLong();
    if (told && now - toldAt < PERIOD.toNanos()) {
      untold++;
      return Optional.empty();
    }
    String line = untold == 0 ? LINE : LINE + " (and " + untold + " since the last such line)";
    told = true;
    toldAt = now;
    untold = 0;
    return Optional.of(line);
  }
}
