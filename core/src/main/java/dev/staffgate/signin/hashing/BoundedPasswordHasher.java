package dev.staffgate.signin.hashing;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import dev.staffgate.signin.PasswordSetter;
import dev.staffgate.signin.SignIn;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * A hasher of which a bounded number of threads hash at once; a bounded number of others wait their
 * turn, for a bounded time. Hashing is slow on purpose, so that whoever sends enough passwords
 * would have all processors and, with Argon2id, all memory. Safe for any number of threads.
 *
 * <p>{@link SignIn} wraps what it is given in one of these; give it one of your own to choose the
 * bounds, or to share them with a {@link PasswordSetter}.
 */
public final class BoundedPasswordHasher implements PasswordHasher {
  private static final int QUEUED = 128;
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(2);
  private static final Duration LONGEST_CONFIGURABLE_WAIT = Duration.ofMinutes(1);

  private final PasswordHasher hasher;
  private final Semaphore turns;
  private final Semaphore places;
  private final Duration longestWait;

  private BoundedPasswordHasher(
      PasswordHasher hasher, int atOnce, int queued, Duration longestWait) {
    checkArgument(!(hasher instanceof BoundedPasswordHasher), "this hasher is bounded already");
    checkArgument(atOnce >= 1, "%s at once", atOnce);
    checkArgument(queued >= 0, "%s queued", queued);
    checkArgument(
        !longestWait.isNegative() && longestWait.compareTo(LONGEST_CONFIGURABLE_WAIT) <= 0,
        "a wait of %s is not in 0 s..60 s",
        longestWait);
    this.hasher = requireNonNull(hasher, "hasher");
    this.turns = new Semaphore(atOnce, true);
    this.places = new Semaphore(Math.addExact(atOnce, queued));
    this.longestWait = longestWait;
  }

  /**
   * Returns a hasher for as many threads at once as there are processors, 128 more that queue, and
   * waits of at most two seconds.
   */
  public static BoundedPasswordHasher of(PasswordHasher hasher) {
    return of(hasher, Runtime.getRuntime().availableProcessors(), QUEUED, LONGEST_WAIT);
  }

  /**
   * Returns a hasher.
   *
   * @param atOnce how many threads hash at the same time, 1 or more
   * @param queued how many more wait their turn, 0 or more
   * @param longestWait how long each of these waits; at most a minute
   */
  public static BoundedPasswordHasher of(
      PasswordHasher hasher, int atOnce, int queued, Duration longestWait) {
    return new BoundedPasswordHasher(hasher, atOnce, queued, longestWait);
  }

  /**
   * {@inheritDoc}
   *
   * @throws PasswordHasherBusyException if the bounds are reached
   */
  @Override
  public String hash(char[] password) {
    return inTurn(() -> hasher.hash(password));
  }

  @Override
  public boolean canRead(String hash) {
    return hasher.canRead(hash);
  }

  /**
   * {@inheritDoc}
   *
   * @throws PasswordHasherBusyException if the bounds are reached
   */
  @Override
  public boolean matches(char[] password, String hash) {
    return inTurn(() -> hasher.matches(password, hash));
  }

  @Override
  public boolean needsRehash(String hash) {
    return hasher.needsRehash(hash);
  }

  /** Returns the hasher without bounds, for what {@link #inTurn} does. */
  public PasswordHasher unbounded() {
    return hasher;
  }

  /**
   * Does several computations in one turn, so that none of them fails for want of one.
   *
   * @throws PasswordHasherBusyException if the bounds are reached; nothing was done
   */
  public <T> T inTurn(Supplier<T> work) {
    if (!places.tryAcquire()) {
      throw busy();
    }
    try {
      if (!turns.tryAcquire(longestWait.toNanos(), TimeUnit.NANOSECONDS)) {
        throw busy();
      }
      try {
        return work.get();
      } finally {
        turns.release();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw busy();
    } finally {
      places.release();
    }
  }

  private PasswordHasherBusyException busy() {
    return new PasswordHasherBusyException(longestWait.plusSeconds(1));
  }
}
