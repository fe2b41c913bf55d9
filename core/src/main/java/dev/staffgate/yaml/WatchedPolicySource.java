package dev.staffgate.yaml;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import com.google.common.hash.HashCode;
import com.google.common.hash.Hasher;
import com.google.common.hash.Hashing;
import com.google.common.util.concurrent.ThreadFactoryBuilder;
import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.staffgate.model.PolicyException;
import dev.staffgate.model.PolicyProblem;
import dev.staffgate.policy.Policy;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
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
  private final ScheduledExecutorService watcher;
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

  private WatchedPolicySource(List<Path> files, LoadOptions options) {
    this.files = List.copyOf(files);
    this.options = options;
    // The files are looked at before they are read: a change in between is seen at the next look.
    this.settled = fingerprint(files, options);
    this.seen = settled;
    this.current = PolicyFiles.load(files, options);
    this.watcher =
        Executors.newSingleThreadScheduledExecutor(
            new ThreadFactoryBuilder()
                .setNameFormat("staffgate-policy-watch")
                .setDaemon(true)
                .build());
  }

  static PolicySource start(List<Path> files, LoadOptions options, Duration every) {
    WatchedPolicySource source = new WatchedPolicySource(files, options);
    ScheduledFuture<?> unused =
        source.watcher.scheduleWithFixedDelay(
            source::look, every.toMillis(), every.toMillis(), TimeUnit.MILLISECONDS);
    return source;
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

  private void look() {
    try {
      synchronized (lock) {
        HashCode now = fingerprint(files, options);
        boolean calm = now.equals(seen);
        seen = now;
        if (calm && !now.equals(settled)) {
          load(now);
        }
      }
    } catch (RuntimeException e) {
      log.error("the policy files cannot be looked at; the policy before stays in force", e);
    }
  }

  @Override
  public void refresh() {
    synchronized (lock) {
      HashCode now = fingerprint(files, options);
      seen = now;
      if (!now.equals(settled)) {
        load(now);
      }
    }
  }

  @GuardedBy("lock")
  private void load(HashCode now) {
    settled = now;
    try {
      Policy policy = PolicyFiles.load(files, options);
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

  /** A hash of what the files hold; of the reason where one cannot be read. */
  private static HashCode fingerprint(List<Path> files, LoadOptions options) {
    Hasher hasher = Hashing.sha256().newHasher();
    for (Path file : files) {
      try (InputStream in = Files.newInputStream(file)) {
        byte[] bytes = in.readNBytes(options.maxFileBytes() + 1);
        hasher.putLong(bytes.length).putBytes(bytes);
      } catch (IOException e) {
        hasher.putLong(-1).putString(e.getClass().getName(), UTF_8);
      }
    }
    return hasher.hash();
  }

  @Override
  public void close() {
    watcher.shutdownNow();
  }
}
