package dev.staffgate.state;

/**
 * A listener for changes of a store. It is called on a thread of the store, one call at a time,
 * after the change can be read. It returns soon; what it throws is logged and dropped.
 */
public interface StateListener {
  /** Tells that an entry was written or removed. That one expired is not told. */
  void changed(StateKey key);

  /**
   * Tells that changes may have been missed, so that whatever was kept of the store has to be read
   * again: a connection was lost, or more changed than is kept for listeners.
   */
  void missedChanges();
}
