package dev.staffgate.audit;

import com.google.common.util.concurrent.Uninterruptibles;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The thread that writes a log: whatever waits is written together, and forced to the disk once. A
 * caller waits for its own record, and no longer than a deadline. Thread-safe.
 */
final class BatchWriter implements AutoCloseable {
  private static final int MOST_WAITING = 10_000;
  private static final int MOST_AT_ONCE = 1_000;
  private static final Duration TICK = Duration.ofSeconds(1);

  private final Path path;
  private final SegmentedLog log;
  private final Duration deadline;
  private final HeadCopies heads;
  private final BlockingQueue<Waiting> queue = new LinkedBlockingQueue<>(MOST_WAITING);
  private final Thread thread;
  private volatile boolean closing;

  // When the disk was asked last, by System.nanoTime; 0 while it is not.
  private volatile long askedAt;

  /** A record that somebody waits for. */
  private static final class Waiting {
    final String object;
    final CountDownLatch done = new CountDownLatch(1);
    volatile @Nullable Exception failure;

    Waiting(String object) {
      this.object = object;
    }

    void end(@Nullable Exception e) {
      failure = e;
      done.countDown();
    }
  }

  BatchWriter(Path path, SegmentedLog log, FileAuditOptions options) {
    this.path = path;
    this.log = log;
    this.deadline = options.deadline();
    this.heads = HeadCopies.to(options.heads());
    this.thread = new Thread(this::run, "staffgate-audit");
    thread.setDaemon(true);
    thread.start();
  }

  /**
   * Writes a record, and returns once it is on the disk.
   *
   * @throws AuditException if it is not, or it is not known whether it is
   */
  void append(String object) {
    if (closing) {
      throw new AuditException("the audit file " + path + " is closed", null);
    }
    Waiting one = new Waiting(object);
    if (isStuck() || !queue.offer(one)) {
      throw doesNotAnswer();
    }
    if (!Uninterruptibles.awaitUninterruptibly(one.done, deadline)) {
      throw doesNotAnswer();
    }
    Exception failure = one.failure;
    if (failure != null) {
      throw new AuditException("the audit file " + path + " cannot be written", failure);
    }
  }

  private boolean isStuck() {
    long since = askedAt;
    return since != 0 && System.nanoTime() - since > deadline.toNanos();
  }

  private AuditException doesNotAnswer() {
    return new AuditException(
        "the disk of the audit file " + path + " does not answer within " + deadline, null);
  }

  private void run() {
    List<Waiting> batch = new ArrayList<>();
    while (!closing || !queue.isEmpty()) {
      Waiting next = next();
      if (next == null) {
        asking(log::tick);
      } else {
        batch.add(next);
        int unused = queue.drainTo(batch, MOST_AT_ONCE - 1);
        asking(() -> write(batch));
        batch.clear();
      }
    }
  }

  private @Nullable Waiting next() {
    try {
      return queue.poll(TICK.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      return queue.poll(); // by close, which nobody is to wait for
    }
  }

  private void asking(Runnable disk) {
    askedAt = System.nanoTime() | 1; // never the 0 that means nothing
    try {
      disk.run();
    } finally {
      askedAt = 0;
    }
  }

  private void write(List<Waiting> batch) {
    Exception failure = null;
    try {
      log.write(batch.stream().map(one -> one.object).toList());
      log.head().ifPresent(heads::newest);
    } catch (IOException | RuntimeException e) {
      failure = e;
    }
    for (Waiting one : batch) {
      one.end(failure);
    }
  }

  /** Writes what waits, and ends. */
  @Override
  public void close() throws IOException {
    closing = true;
    thread.interrupt();
    Uninterruptibles.joinUninterruptibly(thread, deadline);
    heads.close();
    if (thread.isAlive()) {
      throw new IOException("its disk does not answer");
    }
    log.close();
  }
}
