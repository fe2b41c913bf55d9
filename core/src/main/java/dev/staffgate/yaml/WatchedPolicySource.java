package dev.staffgate.yaml;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.base.Ticker;
import com.google.common.util.concurrent.ThreadFactoryBuilder;
import com.google.common.util.concurrent.Uninterruptibles;
import dev.staffgate.model.PolicyException;
import dev.staffgate.policy.Policy;
import dev.staffgate.yaml.read.PolicyFilesSnapshot;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A policy whose files are looked at again and again. */
final class WatchedPolicySource implements PolicySource {
  private static final Logger log = LoggerFactory.getLogger(WatchedPolicySource.class);

  /** The time that a look waits for another, and the end for listeners being told. */
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final Supplier<PolicyFilesSnapshot> files;
  private final Ticker ticker;
  private final PolicyReload reload;

  /** Held for all of a look, so that looks are one after the other. */
  private final ReentrantLock looking = new ReentrantLock();

  /** Held while what a look has found is loaded and told, and not while files are read. */
  private final ReentrantLock loading = new ReentrantLock();

  private volatile @Nullable ScheduledExecutorService watcher;
  private volatile boolean closed;

  /** Loads the policy, and does not look at it again before somebody says so. */
  WatchedPolicySource(List<Path> files, WatchOptions options, Ticker ticker) {
    this(
        files,
        () -> PolicyFiles.look(files, options.load()),
        options.testsRequired()
            ? snapshot ->
                PolicyTestGate.passed(files.get(0), PolicyFiles.load(snapshot, options.load()))
            : snapshot -> PolicyFiles.load(snapshot, options.load()),
        options.lastGood().map(folder -> LastGoodPolicy.in(folder, files, options.load())),
        ticker);
  }

  /** Loads the policy by a look and a loader, which may break off. */
  WatchedPolicySource(
      List<Path> files,
      Supplier<PolicyFilesSnapshot> look,
      Function<PolicyFilesSnapshot, Policy> loader,
      Optional<LastGoodPolicy> lastGood,
      Ticker ticker) {
    checkArgument(!files.isEmpty(), "a policy is at least one file");
    this.files = look;
    this.ticker = ticker;
    this.reload = new PolicyReload(files.get(0), look, loader, lastGood, ticker.read());
  }

  static PolicySource start(List<Path> files, WatchOptions options) {
    WatchedPolicySource source =
        new WatchedPolicySource(List.copyOf(files), options, Ticker.systemTicker());
    source.lookEvery(options.every());
    return source;
  }

  private void lookEvery(Duration every) {
    ScheduledExecutorService looks =
        Executors.newSingleThreadScheduledExecutor(
            new ThreadFactoryBuilder()
                .setNameFormat("staffgate-policy-watch")
                .setDaemon(true)
                .build());
    ScheduledFuture<?> unused =
        looks.scheduleWithFixedDelay(
            this::look, every.toNanos(), every.toNanos(), TimeUnit.NANOSECONDS);
    watcher = looks;
  }

  @Override
  public Policy current() {
    return reload.current();
  }

  @Override
  public Optional<PolicyException> problem() {
    return reload.problem();
  }

  @Override
  public void onChange(Listener listener) {
    reload.onChange(listener);
  }

  @Override
  public Optional<PolicyException> agreeBy(Agreement agreement) {
    loading.lock();
    try {
      return reload.agreeBy(agreement);
    } finally {
      loading.unlock();
    }
  }

  /** Looks once; what may still be written to is not loaded. */
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
    if (!Uninterruptibles.tryLockUninterruptibly(looking, PATIENCE)) {
      log.error(
          "the policy is not looked at: another look, or a listener, has not come to its end");
      return;
    }
    try {
      if (closed) {
        return;
      }
      Optional<PolicyFilesSnapshot> snapshot = read();
      if (snapshot.isPresent()) {
        whileOpen(() -> reload.take(snapshot.get(), onlyIfCalm, ticker.read()));
      }
    } finally {
      looking.unlock();
    }
  }

  private Optional<PolicyFilesSnapshot> read() {
    try {
      return Optional.of(files.get());
    } catch (PolicyException notRead) {
      whileOpen(() -> reload.notLookedAt(notRead));
      return Optional.empty();
    } catch (RuntimeException | Error e) { // told and thrown on, whatever it is
      whileOpen(() -> reload.readBrokeOff(e));
      throw e;
    }
  }

  /** Does something with what was read, unless this has been closed meanwhile. */
  private void whileOpen(Runnable work) {
    loading.lock();
    try {
      if (!closed) {
        work.run();
      }
    } finally {
      loading.unlock();
    }
  }

  /** Lets a load that has begun finish; no other begins. */
  @Override
  public void close() {
    closed = true;
    ScheduledExecutorService looks = watcher;
    if (looks != null) {
      looks.shutdown();
    }
    if (Uninterruptibles.tryLockUninterruptibly(loading, PATIENCE)) {
      loading.unlock();
    } else {
      log.error("a listener to policy changes has not come to its end, and is left alone");
    }
  }

  /** Returns whether its thread ends in time, as it does after {@link #close}. */
  boolean hasEnded(Duration patience) throws InterruptedException {
    ScheduledExecutorService looks = watcher;
    return looks == null || looks.awaitTermination(patience.toNanos(), TimeUnit.NANOSECONDS);
  }
}
