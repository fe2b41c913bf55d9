package dev.staffgate.signin;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;

/**
 * A log of what outsiders can bring about as often as they like: at most one entry a minute.
 * Thread-safe.
 */
final class RareLog {
  private static final Duration BETWEEN = Duration.ofMinutes(1);

  private final Logger log;
  private final InstantSource clock;
  private final AtomicReference<Instant> last = new AtomicReference<>(Instant.MIN);

  RareLog(Logger log, InstantSource clock) {
    this.log = log;
    this.clock = clock;
  }

  void error(String message, RuntimeException cause) {
    Instant now = clock.instant();
    Instant before = last.get();
    boolean isDue =
        before.equals(Instant.MIN) || Duration.between(before, now).abs().compareTo(BETWEEN) >= 0;
    if (isDue && last.compareAndSet(before, now)) {
      log.error("{}; told once a minute", message, cause);
    }
  }
}
