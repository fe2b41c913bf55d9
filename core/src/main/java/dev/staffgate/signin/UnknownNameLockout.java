package dev.staffgate.signin;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Waits of staff ids that may not sign in: unknown ones, disabled ones, ones from a wrong network.
 *
 * <p>They wait like any account, so that a wait does not tell which names are accounts. Kept in
 * memory, for a day and for a bounded number of names: nothing but that secret depends on it.
 */
final class UnknownNameLockout {
  private static final int MAX_NAMES = 10_000;
  private static final Duration KEPT = Duration.ofDays(1);

  private final InstantSource clock;
  private final Cache<String, Failures> failures;

  private record Failures(int count, Optional<Instant> waitUntil) {}

  UnknownNameLockout(InstantSource clock) {
    this.clock = clock;
    this.failures =
        Caffeine.newBuilder()
            .maximumSize(MAX_NAMES)
            .expireAfterWrite(KEPT)
            .ticker(() -> TimeUnit.MILLISECONDS.toNanos(clock.millis()))
            .build();
  }

  /** Until when a name has to wait, if it has to. */
  Optional<Instant> waits(String name) {
    Failures past = failures.getIfPresent(name);
    return past == null ? Optional.empty() : past.waitUntil.filter(clock.instant()::isBefore);
  }

  /** Counts a failure, and returns until when the name has to wait now, if it has to. */
  Optional<Instant> failed(String name) {
    Instant now = clock.instant();
    return failures
        .asMap()
        .compute(
            name,
            (any, past) -> {
              int count = past == null ? 1 : Math.min(past.count, Integer.MAX_VALUE - 1) + 1;
              return new Failures(count, LockoutDelay.until(count, now));
            })
        .waitUntil;
  }
}
