package dev.staffgate.whm.http;

import com.google.common.base.Ticker;
import dev.failsafe.CircuitBreaker;
import dev.staffgate.panels.PanelException.Detail;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The circuit breaker of one server. After so many failures in a row it is left alone for a while;
 * then one call tries it out, and what comes of that counts: an answer, and all may call again, or
 * another while.
 *
 * <p>What counts as a failure: it cannot be reached, gives no whole answer in time, or is
 * overloaded by its status. A server that answers is there: a refusal in words, a page or a list
 * that is too long may come of what one person asked for, and must not keep others out. One whose
 * certificate is not trusted is refused here, at once, and the message says why.
 *
 * <p>Time is told by a ticker that never goes back, not by the clock. Safe for any number of
 * threads.
 */
public final class ServerCircuit {
  private static final Logger LOG = LoggerFactory.getLogger(ServerCircuit.class);

  /**
   * The breaker counts and lets one call try; when, it is told, for it has no clock but its own.
   */
  private static final Duration UNTIL_TOLD = Duration.ofDays(36_500);

  private final ServerAddress address;
  private final Duration pause;
  private final Ticker ticker;
  private final CircuitBreaker<Object> breaker;
  private long pausedUntil;
  private int failures;
  private String last = "";

  /**
   * A server is left alone.
   *
   * @param left for how long yet; zero: another call tries it out just now
   * @param failures how many calls in a row failed
   * @param last what happened to the last one, a clause
   */
  public record Pause(Duration left, int failures, String last) {}

  ServerCircuit(ServerAddress address, CallLimits limits, Ticker ticker) {
    this.address = address;
    this.pause = limits.pause();
    this.ticker = ticker;
    this.breaker =
        CircuitBreaker.builder()
            .withFailureThreshold(limits.failures())
            .withSuccessThreshold(1)
            .withDelay(UNTIL_TOLD)
            .build();
  }

  /** Returns whether a failure, unless it quotes the server, says that the server is not well. */
  static boolean countsAsFailure(CallFailure failure) {
    if (failure.quotesServer()) {
      return false;
    }
    return switch (failure.kind()) {
      case UNREACHABLE -> failure.detail() != Detail.TLS;
      case BUSY -> true;
      case AUTHENTICATION, PERMISSION, NOT_FOUND, SUSPENDED, LOCKED_OUT, PROTOCOL, MISCONFIGURED ->
          false;
    };
  }

  /** Returns the pause if the server is left alone now; takes nothing. */
  synchronized Optional<Pause> currentPause() {
    return breaker.isOpen() && left() > 0 ? Optional.of(pause()) : Optional.empty();
  }

  /**
   * Asks to make a call. A caller who may must record what came of it: {@link #recordSuccess},
   * {@link #recordFailure} or {@link #recordUnknown}.
   */
  synchronized Optional<Pause> tryEnter() {
    if (breaker.isOpen() && left() <= 0) {
      breaker.halfOpen();
    }
    return breaker.tryAcquirePermit() ? Optional.empty() : Optional.of(pause());
  }

  /** Records that a call was answered, be it by a refusal. */
  synchronized void recordSuccess() {
    failures = 0;
    if (breaker.isClosed()) {
      breaker.recordSuccess();
    } else {
      breaker.close();
      LOG.info("{} answers again", address);
    }
  }

  /**
   * Records that a call failed.
   *
   * @param seen what happened, a clause that anybody may read
   */
  synchronized void recordFailure(String seen) {
    failures++;
    last = seen;
    boolean before = breaker.isOpen();
    breaker.recordFailure();
    if (breaker.isOpen() && !before) {
      startPause();
    }
  }

  /** Records that a call ended in a way that tells nothing of the server. */
  synchronized void recordUnknown() {
    if (breaker.isHalfOpen()) {
      breaker.open();
      startPause();
    }
  }

  private void startPause() {
    pausedUntil = ticker.read() + pause.toNanos();
    LOG.warn(
        "{} is left alone for {}: {} calls in a row failed, the last one because {}",
        address,
        CallTimeouts.text(pause),
        failures,
        last);
  }

  private Pause pause() {
    return new Pause(Duration.ofNanos(breaker.isOpen() ? Math.max(0, left()) : 0), failures, last);
  }

  private long left() {
    return pausedUntil - ticker.read();
  }
}
