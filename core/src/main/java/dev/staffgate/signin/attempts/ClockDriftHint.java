package dev.staffgate.signin.attempts;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.staffgate.model.Secret;
import java.time.Duration;
import java.time.InstantSource;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

/**
 * Recognises an app whose clock is wrong: two codes of one sign-in, one after the other, that do
 * not count and are off by the same time.
 *
 * <p>One such code says nothing: a guess that hits a step to come must not be told from any other
 * wrong code, for whoever made it could wait for its time. Kept in memory, for a bounded number of
 * sign-ins: nothing but a sentence depends on it.
 */
public final class ClockDriftHint {
  private static final int MAX_SIGN_INS = 10_000;
  private static final Duration KEPT = Duration.ofMinutes(5);

  private final Cache<String, Drifted> last;

  /**
   * A code that did not count.
   *
   * @param step that it is of
   * @param drift how many steps after that of its time
   */
  private record Drifted(long step, long drift) {}

  /** Makes a memory of sign-ins that goes by a clock. */
  public ClockDriftHint(InstantSource clock) {
    this.last =
        Caffeine.newBuilder()
            .maximumSize(MAX_SIGN_INS)
            .expireAfterWrite(KEPT)
            .ticker(() -> TimeUnit.MILLISECONDS.toNanos(clock.millis()))
            .build();
  }

  /**
   * Takes note of a wrong code of a sign-in, and returns whether to hint at the clock.
   *
   * @param step that the code is of, if it is near enough
   * @param current the step of now
   */
  public boolean isDueAfter(Secret handle, OptionalLong step, long current) {
    if (step.isEmpty()) {
      last.invalidate(handle.revealToUse());
      return false;
    }
    Drifted now = new Drifted(step.getAsLong(), step.getAsLong() - current);
    Drifted before = last.asMap().put(handle.revealToUse(), now);
    return before != null && now.step > before.step && Math.abs(now.drift - before.drift) <= 1;
  }
}
