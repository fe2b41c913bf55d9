package dev.staffgate.whm.call;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/** Compares a server's clock with this program's. */
public final class ClockSkew {
  /**
   * The difference that clocks may have: the {@code Date} of an answer counts whole seconds, and
   * may wait.
   */
  private static final Duration AGREE = Duration.ofSeconds(60);

  private ClockSkew() {}

  /**
   * Returns how far the server's clock is ahead of this program's; zero where they agree, or where
   * the server does not tell. An instant of the server is read by it: a clock that is off by hours
   * must not make a session of 15 minutes one of none or of many.
   */
  public static Duration ahead(Instant ours, Optional<Instant> theirs) {
    return theirs
        .map(there -> Duration.between(ours, there))
        .filter(difference -> difference.abs().compareTo(AGREE) > 0)
        .orElse(Duration.ZERO);
  }

  /**
   * Returns a remark on how far they differ, if they do.
   *
   * @param theirs what time it is at the server, if it told
   */
  public static Optional<String> remark(InstantSource ours, Optional<Instant> theirs) {
    Duration ahead =
        theirs.map(there -> Duration.between(ours.instant(), there)).orElse(Duration.ZERO);
    Duration off = ahead.abs();
    return off.compareTo(AGREE) <= 0
        ? Optional.empty()
        : Optional.of(
            ("The server's clock is %d h %d min %d s %s this program's: correct the one that is"
                    + " wrong, for sessions and tokens end by it.")
                .formatted(
                    off.toHours(),
                    off.toMinutesPart(),
                    off.toSecondsPart(),
                    ahead.isNegative() ? "behind" : "ahead of"));
  }
}
