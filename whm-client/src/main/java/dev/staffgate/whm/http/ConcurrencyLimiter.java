package dev.staffgate.whm.http;

import static dev.staffgate.panels.PanelException.Kind.BUSY;

import dev.staffgate.panels.PanelException;
import dev.staffgate.panels.PanelException.Detail;
import dev.staffgate.whm.call.CallFailureFactory;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The turns of calls: so many to one server, and so many that have just begun in all. Who finds
 * none waits in line, and not for long.
 *
 * <p>A call counts in all for its first second alone. One that takes longer waits for its server
 * and costs a socket; if such calls counted on, some slow servers would keep all others waiting.
 */
final class ConcurrencyLimiter {
  private static final String LATER = "Nothing was sent; try again in a moment";

  private final CallLimits limits;
  private final Semaphore all;

  ConcurrencyLimiter(CallLimits limits) {
    this.limits = limits;
    this.all = new Semaphore(limits.overall(), true);
  }

  /** A line of those who wait for one server. */
  Semaphore newLine() {
    return new Semaphore(limits.perServer(), true);
  }

  /**
   * Waits for a turn.
   *
   * @param line the server's, by {@link #newLine}
   * @param wait for how long at most
   * @throws PanelException if none came
   */
  Turn take(Semaphore line, Duration wait, CallFailureFactory failures)
      throws InterruptedException {
    long end = System.nanoTime() + wait.toNanos();
    if (!line.tryAcquire(wait.toNanos(), TimeUnit.NANOSECONDS)) {
      throw failures.of(
          BUSY,
          Detail.TOO_MANY,
          "it was not called, since %s calls to it are under way and none of them ended within %s"
              .formatted(limits.perServer(), CallTimeouts.text(wait)),
          LATER);
    }
    Turn turn = new Turn(line, all);
    try {
      if (all.tryAcquire(end - System.nanoTime(), TimeUnit.NANOSECONDS)) {
        turn.counts.set(true);
        return turn;
      }
    } finally {
      if (!turn.counts.get()) {
        turn.close();
      }
    }
    throw failures.of(
        BUSY,
        Detail.TOO_MANY,
        "it was not called, since %s calls to servers have just begun and none got ahead within %s"
            .formatted(limits.overall(), CallTimeouts.text(wait)),
        LATER);
  }

  /** A turn that was taken. */
  static final class Turn implements AutoCloseable {
    private final Semaphore line;
    private final Semaphore all;
    private final AtomicBoolean counts = new AtomicBoolean();

    private Turn(Semaphore line, Semaphore all) {
      this.line = line;
      this.all = all;
    }

    /** The call turns out to be a long one: it counts for its server alone. */
    void takesLong() {
      if (counts.compareAndSet(true, false)) {
        all.release();
      }
    }

    @Override
    public void close() {
      takesLong();
      line.release();
    }
  }
}
