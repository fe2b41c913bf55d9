package dev.staffgate.yaml;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import com.google.common.hash.HashCode;
import com.google.common.util.concurrent.ThreadFactoryBuilder;
import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.staffgate.model.PolicyException;
import dev.staffgate.model.PolicyProblem;
import dev.staffgate.policy.Policy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A policy whose files are looked at again and again. */
final class WatchedPolicySource implements PolicySource {
  private static final Logger log = LoggerFactory.getLogger(WatchedPolicySource.class);

  private final List<Path> files;
  private final LoadOptions options;
  private final List<Listener> listeners = new CopyOnWriteArrayList<>();
  private final Object lock = new Object();
  private volatile Policy current;
  private volatile @Nullable PolicyException problem;

  /** What the files were when they were last loaded or rejected. */
  @GuardedBy("lock")
  private HashCode settled;

  /** What they were at the last look. */
  @GuardedBy("lock")
  private HashCode seen;

  @GuardedBy("lock")
  private @Nullable ScheduledExecutorService watcher;

  @GuardedBy("lock")
  private boolean closed;

  /** Loads the policy; looks at it no more until somebody says so. */
  WatchedPolicySource(List<Path> files, LoadOptions options) {
    checkArgument(!files.isEmpty(), "a policy is at least one file");
    this.files = List.copyOf(files);
    this.options = options;
    Snapshot snapshot = Snapshot.of(files, options);
    this.settled = snapshot.fingerprint();
    this.seen = settled;
    this.current = snapshot.load();
  }

  static PolicySource start(List<Path> files, LoadOptions options, Duration every) {
    checkArgument(!every.isNegative() && !every.isZero(), "%s is no time to wait", every);
    WatchedPolicySource source = new WatchedPolicySource(files, options);
    source.lookEvery(every);
    return source;
  }

  private void lookEvery(Duration every) {
    ScheduledExecutorService looking =
        Executors.newSingleThreadScheduledExecutor(
            new ThreadFactoryBuilder()
                .setNameFormat("staffgate-policy-watch")
                .setDaemon(true)
                .build());
    ScheduledFuture<?> unused =
        looking.scheduleWithFixedDelay(
            this::look, every.toNanos(), every.toNanos(), TimeUnit.NANOSECONDS);
    synchronized (lock) {
      watcher = looking;
    }
  }

  @Override
  public Policy current() {
    return current;
  }

  @Override
  public Optional<PolicyException> problem() {
    return Optional.ofNullable(problem);
  }

  @Override
  public void onChange(Listener listener) {
    listeners.add(requireNonNull(listener, "listener"));
  }

  /**
   * Looks once; what has not changed since the look before is in force or rejected after it.
   * Whatever goes wrong, an {@code Error} too: with it the looking would end, and nobody would
   * notice.
   */
  void look() {
    try {
      look(true);
    } catch (RuntimeException | Error e) {
      log.error("the policy files cannot be looked at; the policy before stays in force", e);
    }
  }

  @Override
  public void refresh() {
    look(false);
  }

  private void look(boolean onlyIfCalm) {
    synchronized (lock) {
      if (closed) {
        return;
      }
      Snapshot snapshot = Snapshot.of(files, options);
      HashCode now = snapshot.fingerprint();
      boolean calm = now.equals(seen);
      seen = now;
      if ((calm || !onlyIfCalm) && !now.equals(settled)) {
        settled = now;
        load(snapshot);
      }
    }
  }

  private void load(Snapshot snapshot) {
    try {
      Policy policy = snapshot.load();
      current = policy;
      problem = null;
      log.info("policy {} is in force", policy.version());
      tell(listener -> listener.loaded(policy));
    } catch (PolicyException broken) {
      problem = broken;
      log.error(
          "the changed policy has {} problems; {} stays in force",
          broken.problems().size(),
          current.version());
      for (PolicyProblem one : broken.problems()) {
        log.error("{}", one.headline());
      }
      tell(listener -> listener.rejected(broken));
    }
  }

  private void tell(Consumer<Listener> news) {
    for (Listener listener : listeners) {
      try {
        news.accept(listener);
      } catch (RuntimeException e) {
        log.error("a listener to policy changes failed", e);
      }
    }
  }

  /** A look that has begun is finished; no other begins. */
  @Override
  public void close() {
    synchronized (lock) {
      closed = true;
      if (watcher != null) {
        watcher.shutdown();
      }
    }
  }

  /** Whether its thread has ended, as it does after {@link #close}. Waits for that as long. */
  boolean hasEnded(Duration patience) throws InterruptedException {
    ScheduledExecutorService looking;
    synchronized (lock) {
      looking = watcher;
    }
    return looking == null || looking.awaitTermination(patience.toNanos(), TimeUnit.NANOSECONDS);
  }
}
