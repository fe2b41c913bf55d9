package dev.staffgate.signin.attempts;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.staffgate.model.Secret;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;

/**
 * Counts the wrong codes of sign-ins that are under way, so that nobody is warned of their own
 * slips. Kept in memory, for a bounded number of sign-ins: nothing but a sentence depends on it.
 * Thread-safe.
 */
public final class OwnSlips {
  private static final int MAX_SIGN_INS = 10_000;
  private static final Duration KEPT = Duration.ofMinutes(30);

  private final Cache<String, Integer> slips;

  /** Makes an empty count. */
  public OwnSlips(InstantSource clock) {
    this.slips =
        Caffeine.newBuilder()
            .maximumSize(MAX_SIGN_INS)
            .expireAfterWrite(KEPT)
            .ticker(() -> TimeUnit.MILLISECONDS.toNanos(clock.millis()))
            .build();
  }

  /** Counts a wrong code of a sign-in. */
  public void add(Secret handle) {
    int unused = slips.asMap().merge(handle.revealToUse(), 1, Integer::sum);
  }

  /** Returns how many there were of a sign-in that has succeeded, and forgets them. */
  public int take(Secret handle) {
    Integer count = slips.asMap().remove(handle.revealToUse());
    return count == null ? 0 : count;
  }
}
