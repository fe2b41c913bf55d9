package dev.staffgate.state;

import static com.google.common.base.Preconditions.checkState;
import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The listeners of one store, for those who write an engine. Calls come on one thread, which ends
 * when there is nothing to tell. Up to 1,024 changes wait for slow listeners; after that they are
 * told that they missed some. Safe for any number of threads.
 */
public final class StateWatchers implements AutoCloseable {
  /** The most listeners of one store. */
  public static final int MAX_LISTENERS = 1_000;

  private static final int MAX_WAITING = 1_024;
  private static final Logger log = LoggerFactory.getLogger(StateWatchers.class);

  private final List<Registration> registrations = new CopyOnWriteArrayList<>();
  private final AtomicBoolean missed = new AtomicBoolean();
  private final ThreadPoolExecutor thread;

  /** A listener and the key that it watches under; the same two again are another registration. */
  private static final class Registration {
    private final StateKey prefix;
    private final StateListener listener;

    Registration(StateKey prefix, StateListener listener) {
      this.prefix = requireNonNull(prefix, "prefix");
      this.listener = requireNonNull(listener, "listener");
    }
  }

  /** Makes a set without listeners. */
  public StateWatchers() {
    thread =
        new ThreadPoolExecutor(
            1,
            1,
            5,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(MAX_WAITING),
            work -> {
              Thread made = new Thread(work, "staffgate-state-watch");
              made.setDaemon(true);
              return made;
            });
    thread.allowCoreThreadTimeOut(true);
  }

  /**
   * Adds a listener for what changes under a key.
   *
   * @throws IllegalStateException if there are {@value #MAX_LISTENERS} already
   */
  public StateStore.Watch add(StateKey prefix, StateListener listener) {
    Registration added = new Registration(prefix, listener);
    synchronized (registrations) {
      checkState(
          registrations.size() < MAX_LISTENERS, "a store has at most %s listeners", MAX_LISTENERS);
      registrations.add(added);
    }
    return () -> remove(added);
  }

  private void remove(Registration added) {
    synchronized (registrations) {
      boolean unused = registrations.remove(added);
    }
  }

  /** Tells of a change; returns at once. */
  public void changed(StateKey key) {
    if (registrations.isEmpty()) {
      return;
    }
    try {
      thread.execute(() -> tell(key));
    } catch (RejectedExecutionException tooMany) {
      missedChanges();
    }
  }

  /** Tells every listener that changes may have been missed; returns at once. */
  public void missedChanges() {
    missed.set(true);
    try {
      thread.execute(this::tellWhatWasMissed);
    } catch (RejectedExecutionException tooMany) {
      log.debug("listeners of the state are told later, or never if the store is closed");
    }
  }

  // INVARIANT: a call that is in the queue when the flag is set looks at it after that.
  private void tell(StateKey key) {
    tellWhatWasMissed();
    registrations.forEach(
        one -> {
          if (key.isUnder(one.prefix)) {
            guarded(one, listener -> listener.changed(key));
          }
        });
    tellWhatWasMissed();
  }

  private void tellWhatWasMissed() {
    if (missed.getAndSet(false)) {
      registrations.forEach(one -> guarded(one, StateListener::missedChanges));
    }
  }

  private static void guarded(Registration one, Consumer<StateListener> call) {
    try {
      call.accept(one.listener);
    } catch (RuntimeException e) {
      log.warn("a listener of the state under {} failed", one.prefix, e);
    }
  }

  /** Tells nobody anything any more. */
  @Override
  public void close() {
    thread.shutdown();
    registrations.clear();
  }
}
