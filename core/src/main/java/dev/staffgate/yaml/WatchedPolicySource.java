package dev.staffgate.yaml;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import com.google.common.util.concurrent.ThreadFactoryBuilder;
import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.staffgate.model.Place;
import dev.staffgate.model.PolicyException;
import dev.staffgate.model.PolicyProblem;
import dev.staffgate.policy.Policy;
import dev.staffgate.yaml.read.PolicyFilesSnapshot;
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
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A policy whose files are looked at again and again. */
final class WatchedPolicySource implements PolicySource {
  private static final Logger log = LoggerFactory.getLogger(WatchedPolicySource.class);

  private final List<Path> files;
  private final LoadOptions options;
  private final Function<PolicyFilesSnapshot, Policy> loader;
  private final List<Listener> listeners = new CopyOnWriteArrayList<>();
  private final Object lock = new Object();
  private volatile Policy current;
  private volatile @Nullable PolicyException problem;

  /** Fingerprint of the files last loaded or rejected; null if reading them broke off. */
  @GuardedBy("lock")
  private @Nullable String settled;

  /** Fingerprint of the files at the last look. */
  @GuardedBy("lock")
  private String seen;

  @GuardedBy("lock")
  private @Nullable ScheduledExecutorService watcher;

  @GuardedBy("lock")
  private boolean closed;

  /** True if loading {@link #settled} broke off, and might go well if it is tried again. */
  @GuardedBy("lock")
  private boolean brokeOff;

  /** Loads the policy, and does not look at it again before somebody says so. */
  WatchedPolicySource(List<Path> files, LoadOptions options) {
    this(files, options, snapshot -> PolicyFiles.load(snapshot, options));
  }

  /** Loads the policy by a loader, which may break off. */
  WatchedPolicySource(
      List<Path> files, LoadOptions options, Function<PolicyFilesSnapshot, Policy> loader) {
    checkArgument(!files.isEmpty(), "a policy is at least one file");
    this.files = List.copyOf(files);
    this.options = options;
    this.loader = loader;
    PolicyFilesSnapshot snapshot = PolicyFiles.look(files, options);
    this.settled = snapshot.fingerprint();
    this.seen = settled;
    this.current = loader.apply(snapshot);
  }

  static PolicySource start(List<Path> files, LoadOptions options, Duration every) {
    checkArgument(
        !every.isNegative() && !every.isZero(), "%s is not a positive time to wait", every);
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

  /** Looks once; what has not changed since the look before is in force or rejected after it. */
  void look() {
    try {
      look(true);
    } catch (RuntimeException | Error e) {
      // Nobody waits for this look. Thrown on, it would end the looking, and nobody would notice;
      // listeners have been told, and the next look may go well.
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
      PolicyFilesSnapshot snapshot = read();
      String now = snapshot.fingerprint();
      boolean calm = now.equals(seen);
      boolean again = brokeOff && !onlyIfCalm;
      seen = now;
      if ((calm || !onlyIfCalm) && (again || !now.equals(settled))) {
        settled = now;
        load(snapshot);
      }
    }
  }

  @GuardedBy("lock")
  private PolicyFilesSnapshot read() {
    try {
      return PolicyFiles.look(files, options);
    } catch (RuntimeException | Error e) { // told and thrown on, whatever it is
      boolean first = settled != null;
      settled = null; // what is read next is loaded, whether it has changed or not
      if (first) {
        reject(brokenOff(e));
      }
      throw e;
    }
  }

  @GuardedBy("lock")
  private void load(PolicyFilesSnapshot snapshot) {
    brokeOff = false;
    Policy policy;
    try {
      policy = loader.apply(snapshot);
    } catch (PolicyException broken) {
      reject(broken);
      return;
    } catch (RuntimeException | Error e) { // told and thrown on, whatever it is
      // Not tried again by itself: what exhausts the memory would do so at each look.
      brokeOff = true;
      reject(brokenOff(e));
      throw e;
    }
    current = policy;
    problem = null;
    log.info("policy {} is loaded", policy.version());
    tell(listener -> listener.loaded(policy));
  }

  /** Returns the problem of a load that ran out of memory or stack, or met a fault of ours. */
  private PolicyException brokenOff(Throwable cause) {
    return new PolicyException(
        List.of(
            PolicyProblem.of(
                Place.ofFile(0, files.get(0).toString()),
                "load-broke-off",
                "loading the policy broke off: " + cause.getClass().getSimpleName(),
                "nothing is known of what it says now; the log has the cause",
                "see to the cause, then change a file or have the program look again")));
  }

  private void reject(PolicyException broken) {
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

  private void tell(Consumer<Listener> news) {
    for (Listener listener : listeners) {
      try {
        news.accept(listener);
      } catch (RuntimeException | Error e) {
        // The others have to be told all the same, and the policy is in force or not by now.
        log.error("a listener to policy changes failed", e);
      }
    }
  }

  /** Lets a look that has begun finish; no other begins. */
  @Override
  public void close() {
    synchronized (lock) {
      closed = true;
      if (watcher != null) {
        watcher.shutdown();
      }
    }
  }

  /** Returns whether its thread ends in time, as it does after {@link #close}. */
  boolean hasEnded(Duration patience) throws InterruptedException {
    ScheduledExecutorService looking;
    synchronized (lock) {
      looking = watcher;
    }
    return looking == null || looking.awaitTermination(patience.toNanos(), TimeUnit.NANOSECONDS);
  }
}
