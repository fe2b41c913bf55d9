package dev.staffgate.whm.testing;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Makes a simulated panel wait until a time has passed, or until the panel is closed. */
final class SimulatedDelay implements AutoCloseable {
  private final CountDownLatch closed = new CountDownLatch(1);

  /** Waits; returns whether the panel was closed, or the wait broken off. */
  boolean isClosedAfter(Duration time) {
    try {
      return closed.await(time.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }

  void waitForClose() {
    try {
      closed.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Writes a body, with a time between two bytes if that is not zero; nothing more once the panel
   * is closed.
   *
   * @throws IOException if the caller has gone
   */
  void write(OutputStream out, byte[] body, Duration between) throws IOException {
    if (between.isZero()) {
      out.write(body);
      return;
    }
    for (byte one : body) {
      out.write(one);
      out.flush();
      if (isClosedAfter(between)) {
        return;
      }
    }
  }

  @Override
  public void close() {
    closed.countDown();
  }
}
