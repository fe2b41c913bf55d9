package dev.staffgate.state;

import java.util.Optional;

/**
 * A store of small entries that are changed by compare-and-set alone. Safe for any number of
 * threads; whoever opened it closes it.
 *
 * <p><b>What it promises.</b> The operations on one key are linearizable: each takes effect at one
 * moment between call and return, and all threads and programs that share the store see the same
 * order. Of writes that expect the same version at most one is done. Nothing is promised about
 * several keys together.
 *
 * <p><b>Only a returned write is a win.</b> {@link #compareAndSet} that returns a version was
 * committed. An exception does not mean that nothing was done, unless {@link
 * StateStoreException#nothingDone()} says so. Who needs to know calls again with the same {@link
 * StateWrite}, or reads the entry and compares its attempt.
 *
 * <p><b>Time.</b> An expired entry is as if absent, for every operation. Which clock says so is the
 * engine's choice; it is the one that whoever opened the store gave, or the database's. Programs
 * that share a store need clocks that agree to within what an expiry may be wrong by. Entries are
 * deleted some time after they expired, so a clock that is put right again finds what it had
 * hidden.
 *
 * <p><b>Failures.</b> Whatever a store throws means that the caller denies. No call waits longer
 * than its engine's time-out, which is a few seconds. A thread that is interrupted is answered all
 * the same, and stays interrupted.
 *
 * <p>Whoever writes an engine extends the contract test of this library's own.
 */
public interface StateStore extends AutoCloseable {
  /** The most entries of a page. */
  int MAX_PAGE = 200;

  /**
   * Finds an entry as it is now.
   *
   * @throws StateStoreException if the store does not answer, or what it has is not what was
   *     written
   */
  Optional<StateEntry> get(StateKey key);

  /**
   * Writes, if the key has the expected version, or is absent where none is expected.
   *
   * @return the version that this write made; empty if the key has another one. Of an attempt that
   *     is given again after an exception, empty can also mean that the first call was done and its
   *     entry has been replaced since
   * @throws StateStoreException if it is not known to be done
   */
  Optional<StateVersion> compareAndSet(StateWrite write);

  /**
   * Lists entries under a key, in the order of their keys. Each entry is as it was at one moment;
   * the page as a whole is not.
   *
   * @param prefix the parts that their keys begin with; an entry with just this key is left out
   * @param after the key after which to begin: empty at first, then {@link StatePage#next}
   * @param limit 1 to {@value #MAX_PAGE}
   * @throws StateStoreException as {@link #get} does, also if an entry is damaged: none is skipped.
   *     Those before it are returned by a page that ends there; {@link
   *     StateStoreException#damagedKey} is where to go on
   */
  StatePage scan(StateKey prefix, Optional<StateKey> after, int limit);

  /**
   * Tells of changes under a key from now on, whoever made them. An engine that is told by nobody
   * of what other programs do polls; its documentation says how long that takes.
   *
   * @return closed to stop it
   * @throws IllegalStateException if there are too many already
   */
  Watch watch(StateKey prefix, StateListener listener);

  /** Gives back what the store holds. Calls that are under way end; later ones are refused. */
  @Override
  void close();

  /** A registration for changes. */
  interface Watch extends AutoCloseable {
    @Override
    void close();
  }
}
