package dev.staffgate.sso;

import static java.util.Objects.requireNonNull;

import dev.staffgate.accounts.StaffDirectory;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends the sessions that are not permitted any more, soon after a policy or an account has changed
 * or an assignment has ended. It has a daemon thread of its own, which exists while there is
 * something to do. Thread-safe.
 *
 * <p>However many changes arrive, one sweep is under way and one more waits, which sees them all.
 */
public final class LiveSessionSweeper implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(LiveSessionSweeper.class);

  /** The least time between an instant that was waited for and the next, whatever a clock says. */
  private static final Duration LEAST_WAIT = Duration.ofMillis(200);

  private final Connect connect;
  private final InstantSource clock;
  private final ScheduledThreadPoolExecutor thread;
  private final Optional<StaffDirectory.Watch> watch;
  private final AtomicBoolean waiting = new AtomicBoolean();
  private final Object schedule = new Object();
  private @Nullable Instant dueAt;
  private @Nullable Future<?> due;

  private LiveSessionSweeper(
      Connect connect, Optional<StaffDirectory> directory, InstantSource clock) {
    this.connect = requireNonNull(connect, "connect");
    this.clock = requireNonNull(clock, "clock");
    this.thread =
        new ScheduledThreadPoolExecutor(
            1,
            work -> {
              Thread one = new Thread(work, "staffgate-session-sweeper");
              one.setDaemon(true);
              return one;
            },
            new ThreadPoolExecutor.DiscardPolicy());
    thread.setKeepAliveTime(5, TimeUnit.SECONDS);
    thread.allowCoreThreadTimeOut(true);
    thread.setRemoveOnCancelPolicy(true);
    thread.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    connect.onSessionsDue(this::sweepAt);
    this.watch = directory.map(one -> one.watch(staff -> sweepSoon()));
  }

  /**
   * Begins to watch.
   *
   * @param directory reports changed accounts; those of the policy change with it, see {@link
   *     #sweepSoon}
   * @param clock the clock that assignments end by
   */
  public static LiveSessionSweeper of(
      Connect connect, Optional<StaffDirectory> directory, InstantSource clock) {
    return new LiveSessionSweeper(connect, directory, clock);
  }

  /** Sweeps soon; returns at once. */
  public void sweepSoon() {
    if (waiting.compareAndSet(false, true)) {
      thread.execute(this::sweep);
    }
  }

  /** Sweeps at this instant, unless an earlier one is waited for already: that looks further. */
  private void sweepAt(Instant instant) {
    synchronized (schedule) {
      if (dueAt != null && !instant.isBefore(dueAt)) {
        return;
      }
      if (due != null) {
        due.cancel(false);
      }
      Duration wait = Duration.between(clock.instant(), instant);
      dueAt = instant;
      due =
          thread.schedule(
              this::sweepDue,
              Math.max(LEAST_WAIT.toMillis(), wait.toMillis() + 1),
              TimeUnit.MILLISECONDS);
    }
  }

  private void sweepDue() {
    synchronized (schedule) {
      dueAt = null;
      due = null;
    }
    sweep();
  }

  private void sweep() {
    waiting.set(false);
    try {
      connect.endSessionsNoLongerPermitted();
    } catch (RuntimeException failed) {
      log.error("sessions that are not permitted any more were not ended", failed);
      sweepAt(clock.instant().plusSeconds(60));
    }
  }

  /** Stops watching; a sweep that is under way finishes. */
  @Override
  public void close() {
    watch.ifPresent(StaffDirectory.Watch::close);
    thread.shutdown();
  }
}
