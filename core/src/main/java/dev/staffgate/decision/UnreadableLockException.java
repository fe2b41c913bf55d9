package dev.staffgate.decision;

/**
 * Thrown for a lock that the policy cannot read: it names a role, a group of servers or a
 * permission that the policy does not define, or a wildcard that matches nothing (policy reference,
 * section 4, step 1). Nothing is decided then, and nothing is permitted.
 */
public final class UnreadableLockException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  @SuppressWarnings("serial") // never written to a stream: nothing here is
  private final transient Lock lock;

  /** Makes the exception of a lock. */
  public UnreadableLockException(Lock lock) {
    super(
        "the lock on "
            + lock.subject()
            + " cannot be read: the policy defines nothing of this name; lift it, or name what the"
            + " policy defines");
    this.lock = lock;
  }

  /** Returns the lock. */
  public Lock lock() {
    return lock;
  }
}
