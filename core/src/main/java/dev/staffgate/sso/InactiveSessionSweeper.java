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
 * Ends what those were handed whose account is disabled or gone, soon after that happened: on a
 * daemon thread of its own, which is there while there is something to do. Thread-safe.
 *
 * <p>However many changes are told of, one look is under way and one more waits: that one sees them
 * all.
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
   * @param directory tells of changed accounts; those of the policy change with it, see {@link
   *     #sweepSoon}
   */
  public static InactiveSessionSweeper of(Connect connect, Optional<StaffDirectory> directory) {
    return new InactiveSessionSweeper(connect, directory);
  }

  /** Looks soon; returns at once. */
  public void sweepSoon() {
    thread.execute(this::sweep);
  }

  private void sweep() {
    try {
      connect.endSessionsOfInactive();
    } catch (RuntimeException failed) {
      log.error("what disabled accounts may still have was not ended", failed);
    }
  }

  /** Stops watching; a look that is under way goes on to its end. */
  @Override
  public void close() {
    watch.ifPresent(StaffDirectory.Watch::close);
    thread.shutdown();
  }
}
