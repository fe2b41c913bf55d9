package dev.staffgate.files;

import static java.util.Objects.requireNonNull;

import com.google.common.base.Ticker;
import com.google.common.util.concurrent.Uninterruptibles;
import com.google.errorprone.annotations.CanIgnoreReturnValue;
import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Reads on threads of their own, so that a file system that does not answer, such as a dead network
 * mount, holds nobody for longer than the caller has patience. Safe for any number of threads.
 *
 * <p>A read that was given up goes on in its thread until the file system lets it go. So one place
 * is read by four threads at once at most, and after a read was given up, the next is tried after a
 * pause, twice as long each time, an hour at most, or when one of those before has come back; until
 * then callers are told at once.
 */
public final class BoundedReads {
  private static final int MOST_OF_ONE_PLACE = 4;
  private static final Duration LONGEST_PAUSE = Duration.ofHours(1);
  private static final BoundedReads SHARED = new BoundedReads(newThreads(), Ticker.systemTicker());

  private final Executor threads;
  private final Ticker ticker;
  private final ConcurrentMap<Object, Place> places = new ConcurrentHashMap<>();

  BoundedReads(Executor threads, Ticker ticker) {
    this.threads = threads;
    this.ticker = ticker;
  }

  /** Returns the one that the whole program shares. */
  public static BoundedReads shared() {
    return SHARED;
  }

  /** Thrown if the answer did not come in time. */
  public static final class NoAnswerException extends FileRefusedException {
    private static final long serialVersionUID = 1L;

    private final Duration patience;

    NoAnswerException(Object place, Duration patience) {
      super(
          place
              + " cannot be read: its file system has not answered within "
              + patience.toMillis()
              + " ms. See to the disk or the network mount that holds it");
      this.patience = patience;
    }

    /** Returns how long was waited at most. */
    public Duration patience() {
      return patience;
    }
  }

  /**
   * Reads, and waits for it. An interrupt does not end the wait, and is kept.
   *
   * @param place what is read, for the message and so that reads of it are known as such
   * @param patience how long to wait
   * @param read reads files, and waits for nothing else
   * @throws NoAnswerException if that passed, or the last one was given up lately
   * @throws IOException what the read throws
   */
  @CanIgnoreReturnValue
  public <T> T read(Object place, Duration patience, Callable<T> read) throws IOException {
    return places.computeIfAbsent(place, Place::new).read(patience, read);
  }

  /** The reads of one place that are under way, and whether it pauses. */
  private final class Place {
    private final Object name;
    private final Semaphore turns = new Semaphore(MOST_OF_ONE_PLACE);

    /** The number of reads that were given up and go on. */
    @GuardedBy("this")
    private int stuck;

    @GuardedBy("this")
    private long pauseNanos;

    @GuardedBy("this")
    private long pausedAt;

    Place(Object name) {
      this.name = name;
    }

    <T> T read(Duration patience, Callable<T> read) throws IOException {
      long end = System.nanoTime() + patience.toNanos();
      if (isPausing() || !hasTurn(patience)) {
        throw new NoAnswerException(name, patience);
      }
      Read<T> task = new Read<>(read, this);
      try {
        threads.execute(task);
      } catch (RuntimeException | Error e) {
        turns.release();
        throw e;
      }
      try {
        return requireNonNull(
            Uninterruptibles.getUninterruptibly(
                task, Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS));
      } catch (TimeoutException e) {
        giveUp(task, patience);
        throw new NoAnswerException(name, patience);
      } catch (ExecutionException e) {
        throw failure(e.getCause());
      }
    }

    private boolean hasTurn(Duration patience) {
      if (!Uninterruptibles.tryAcquireUninterruptibly(
          turns, patience.toNanos(), TimeUnit.NANOSECONDS)) {
        return false;
      }
      if (isPausing()) { // since others were given up, whose turns were free again
        turns.release();
        return false;
      }
      return true;
    }

    private synchronized boolean isPausing() {
      return stuck > 0 && ticker.read() - pausedAt < pauseNanos;
    }

    private synchronized void giveUp(Read<?> task, Duration patience) {
      if (task.giveUp()) {
        stuck++;
        pauseNanos =
            Math.min(Math.max(2 * pauseNanos, patience.toNanos()), LONGEST_PAUSE.toNanos());
        pausedAt = ticker.read();
        turns.release();
      }
    }

    private synchronized void ended(boolean wasGivenUp) {
      if (wasGivenUp) {
        stuck--;
        pauseNanos = 0; // it answers again
      } else {
        turns.release();
      }
    }
  }

  /** One read; the turn of its place is free again when it ends, or is given up. */
  private static final class Read<T> extends FutureTask<T> {
    private final Place place;
    private final AtomicBoolean decided = new AtomicBoolean();

    Read(Callable<T> read, Place place) {
      super(read);
      this.place = place;
    }

    @Override
    public void run() {
      super.run();
      place.ended(!decided.compareAndSet(false, true));
    }

    /** Returns whether it had not ended; what still waits for a thread does nothing in it. */
    boolean giveUp() {
      boolean unused = cancel(true);
      return decided.compareAndSet(false, true);
    }
  }

  private static IOException failure(@Nullable Throwable cause) {
    if (cause instanceof RuntimeException broken) {
      throw broken;
    }
    if (cause instanceof Error error) {
      throw error;
    }
    return cause instanceof IOException failure ? failure : new IOException(cause);
  }

  /** Daemons that end when idle and keep nothing of whoever was first to read. */
  private static Executor newThreads() {
    return new ThreadPoolExecutor(
        0,
        Integer.MAX_VALUE,
        1,
        TimeUnit.SECONDS,
        new SynchronousQueue<>(),
        task -> {
          Thread thread = new Thread(null, task, "staffgate-file-read", 0, false);
          thread.setDaemon(true);
          thread.setContextClassLoader(BoundedReads.class.getClassLoader());
          return thread;
        });
  }
}
