package dev.staffgate.audit;

import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The copies of the newest heads, made by a thread of their own. Thread-safe. */
final class HeadCopies implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(HeadCopies.class);

  private final Optional<AuditHeadListener> listener;
  private final AtomicReference<@Nullable AuditHead> newest = new AtomicReference<>();
  private final ThreadPoolExecutor thread;

  private HeadCopies(Optional<AuditHeadListener> listener) {
    this.listener = listener;
    this.thread =
        new ThreadPoolExecutor(
            1,
            1,
            10,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            work -> {
              Thread made = new Thread(work, "staffgate-audit-heads");
              made.setDaemon(true);
              return made;
            });
    thread.allowCoreThreadTimeOut(true);
  }

  static HeadCopies to(Optional<AuditHeadListener> listener) {
    return new HeadCopies(listener);
  }

  /** Has the newest head copied, once the one before is. */
  void newest(AuditHead head) {
    if (listener.isPresent() && newest.getAndSet(head) == null) {
      thread.execute(this::copy);
    }
  }

  private void copy() {
    AuditHead head = newest.getAndSet(null);
    if (head == null) {
      return;
    }
    try {
      listener.orElseThrow().head(head);
    } catch (RuntimeException e) {
      log.error("the head of the audit was not copied", e);
    }
  }

  @Override
  public void close() {
    thread.shutdown();
  }
}
