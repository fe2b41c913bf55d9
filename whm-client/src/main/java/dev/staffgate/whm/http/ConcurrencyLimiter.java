package dev.staffgate.whm.http;

import static dev.staffgate.panels.PanelException.Kind.BUSY;

import dev.staffgate.panels.PanelException.Detail;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The turns of calls: so many to one server, and so many that have just begun in all. Who finds
 * none waits in serverSlots, and not for long.
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

  /** Returns the slots of one server. */
  Semaphore newServerSlots() {
    return new Semaphore(limits.perServer(), true);
  }

  /**
   * Waits for a slot.
   *
   * @param serverSlots the server's, by {@link #newServerSlots}
   * @param wait for how long at most
   * @throws CallFailedException if none became free
   */
  CallSlot acquire(Semaphore serverSlots, Duration wait) throws InterruptedException {
    long end = System.nanoTime() + wait.toNanos();
    if (!serverSlots.tryAcquire(wait.toNanos(), TimeUnit.NANOSECONDS)) {
      throw new CallFailedException(
          CallFailure.of(
              BUSY,
              Detail.TOO_MANY,
              "it was not called, since %s calls to it are under way and none of them ended within %s"
                  .formatted(limits.perServer(), CallTimeouts.text(wait)),
              LATER));
    }
    CallSlot slot = new CallSlot(serverSlots, all);
    try {
      if (all.tryAcquire(end - System.nanoTime(), TimeUnit.NANOSECONDS)) {
        slot.counts.set(true);
        return slot;
      }
    } finally {
      if (!slot.counts.get()) {
        slot.close();
      }
    }
    throw new CallFailedException(
        CallFailure.of(
            BUSY,
            Detail.TOO_MANY,
            "it was not called, since %s calls to servers have just begun and none got ahead within %s"
                .formatted(limits.overall(), CallTimeouts.text(wait)),
            LATER));
  }

  /** A slot that was taken. */
  static final class CallSlot implements AutoCloseable {
    private final Semaphore serverSlots;
    private final Semaphore all;
    private final AtomicBoolean counts = new AtomicBoolean();

    private CallSlot(Semaphore serverSlots, Semaphore all) {
      this.serverSlots = serverSlots;
      this.all = all;
    }

    /** The call turns out to be a long one: it counts for its server alone. */
    void releaseSharedSlot() {
      if (counts.compareAndSet(true, false)) {
        all.release();
      }
    }

    @Override
    public void close() {
      releaseSharedSlot();
      serverSlots.release();
    }
  }
}
