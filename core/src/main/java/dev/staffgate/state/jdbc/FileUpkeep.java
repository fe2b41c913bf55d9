package dev.staffgate.state.jdbc;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * Tells when a file of H2 needs a checkpoint, which writes everything to the disk and gives free
 * room back: with {@code WRITE_DELAY=0} H2 has no thread that does so, and a file that is written
 * all the time would grow without end. Safe for any number of threads.
 *
 * <p>At most one a second, and none while nothing is written. H2 overwrites what was replaced
 * {@code RETENTION_TIME} ago, three seconds; by then it has been forced to the disk.
 */
final class FileUpkeep {
  private static final long BETWEEN_NANOS = Duration.ofSeconds(1).toNanos();

  private final LongSupplier nanoClock;
  private final AtomicLong last;
  private final AtomicBoolean written = new AtomicBoolean();

  FileUpkeep(LongSupplier nanoClock) {
    this.nanoClock = nanoClock;
    this.last = new AtomicLong(nanoClock.getAsLong());
  }

  /** Takes note of a write that was not forced to the disk. */
  void wrote() {
    written.set(true);
  }

  /** Takes note of a checkpoint. */
  void done() {
    last.set(nanoClock.getAsLong());
    written.set(false);
  }

  /** Returns whether the caller has to make a checkpoint before it writes; true for one of many. */
  boolean isDue() {
    long now = nanoClock.getAsLong();
    long before = last.get();
    return written.get() && now - before >= BETWEEN_NANOS && last.compareAndSet(before, now);
  }
}
