package dev.staffgate.sso;

import static java.util.Objects.requireNonNull;

import dev.staffgate.accounts.StaffDirectory;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends the sessions of accounts that are disabled or gone, soon after that happened. It has a
 * daemon thread of its own, which exists while there is something to do. Thread-safe.
 *
 * <p>However many changes arrive, one sweep is under way and one more waits, which sees them all.
 */
public final class InactiveSessionSweeper implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(InactiveSessionSweeper.class);

  private final Connect connect;
  private final ThreadPoolExecutor thread;
  private final Optional<StaffDirectory.Watch> watch;

  private InactiveSessionSweeper(Connect connect, Optional<StaffDirectory> directory) {
    this.connect = requireNonNull(connect, "connect");
    this.thread =
        new ThreadPoolExecutor(
            1,
            1,
            5,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(1),
            work -> {
              Thread one = new Thread(work, "staffgate-session-sweeper");
              one.setDaemon(true);
              return one;
            },
            new ThreadPoolExecutor.DiscardPolicy());
    thread.allowCoreThreadTimeOut(true);
    this.watch = directory.map(one -> one.watch(staff -> sweepSoon()));
  }

  /**
   * Begins to watch.
   *
   * @param directory reports changed accounts; those of the policy change with it, see {@link
   *     #sweepSoon}
   */
  public static InactiveSessionSweeper of(Connect connect, Optional<StaffDirectory> directory) {
    return new InactiveSessionSweeper(connect, directory);
  }

  /** Sweeps soon; returns at once. */
  public void sweepSoon() {
    thread.execute(this::sweep);
  }

  private void sweep() {
    try {
      connect.endSessionsOfInactive();
    } catch (RuntimeException failed) {
      log.error("sessions of disabled accounts were not ended", failed);
    }
  }

  /** Stops watching; a sweep that is under way finishes. */
  @Override
  public void close() {
    watch.ifPresent(StaffDirectory.Watch::close);
    thread.shutdown();
  }
}
