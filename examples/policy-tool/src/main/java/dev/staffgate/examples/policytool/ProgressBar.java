package dev.staffgate.examples.policytool;

import dev.staffgate.examples.policytool.terminal.Terminal;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * A line on standard error that tells how far some work is. It appears once the work has taken two
 * seconds, where a terminal is, and goes when the work is done. Not thread-safe.
 */
final class ProgressBar implements AutoCloseable {
  private static final long AFTER = Duration.ofSeconds(2).toNanos();
  private static final long EVERY = Duration.ofMillis(100).toNanos();
  private static final int WIDTH = 30;

  private final PrintWriter err;
  private final boolean terminal;
  private final String what;
  private final LongSupplier nanoTime;
  private final long start;
  private long next;
  private boolean shown;

  /**
   * Begins.
   *
   * @param what is counted, such as {@code changes}
   * @param terminal whether somebody looks on
   * @param nanoTime as {@link System#nanoTime}
   */
  ProgressBar(PrintWriter err, boolean terminal, String what, LongSupplier nanoTime) {
    this.err = err;
    this.terminal = terminal;
    this.what = what;
    this.nanoTime = nanoTime;
    this.start = nanoTime.getAsLong();
    this.next = AFTER;
  }

  /** Begins, for somebody at the terminal if there is one. */
  static ProgressBar of(PrintWriter err, String what) {
    return new ProgressBar(err, Terminal.find().isPresent(), what, System::nanoTime);
  }

  /** Tells how much is done. */
  void tell(int done, int all) {
    long since = nanoTime.getAsLong() - start;
    if (!terminal || since < next) {
      return;
    }
    next = since + EVERY;
    int filled = all == 0 ? WIDTH : (int) ((long) WIDTH * done / all);
    err.print(
        "\r["
            + "#".repeat(filled)
            + ".".repeat(WIDTH - filled)
            + "] "
            + done
            + " of "
            + all
            + " "
            + what);
    err.flush();
    shown = true;
  }

  /** Takes the line away. */
  @Override
  public void close() {
    if (shown) {
      err.print("\r\u001b[K");
      err.flush();
    }
  }
}
