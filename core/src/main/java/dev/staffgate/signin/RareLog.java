package dev.staffgate.signin;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
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
  private final AtomicReference<Optional<Instant>> last = new AtomicReference<>(Optional.empty());

  RareLog(Logger log, InstantSource clock) {
    this.log = log;
    this.clock = clock;
  }

  void error(String message, RuntimeException cause) {
    Instant now = clock.instant();
    Optional<Instant> before = requireNonNull(last.get());
    boolean isDue =
        before.isEmpty() || Duration.between(before.get(), now).abs().compareTo(BETWEEN) >= 0;
    if (isDue && last.compareAndSet(before, Optional.of(now))) {
      log.error("{}; told once a minute", message, cause);
    }
  }
}
