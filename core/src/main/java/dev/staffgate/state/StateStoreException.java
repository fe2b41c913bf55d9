package dev.staffgate.state;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Signals that a store did not answer, or that what it has cannot be used. What depends on the
 * answer is denied. The message says what to do, and holds neither values nor secrets.
 */
public final class StateStoreException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final Kind kind;
  private final boolean nothingDone;
  private final @Nullable String damagedKey;

  /** The causes that a caller may want to tell apart. */
  public enum Kind {
    /** It does not answer, or not in time. */
    UNAVAILABLE,
    /** Too many calls wait already. */
    BUSY,
    /** Another program holds the file. */
    IN_USE,
    /** It can be read and not written. */
    READ_ONLY,
    /** It has no room left. */
    FULL,
    /** An entry is not what was written. */
    CORRUPT,
    /** The tables are missing, older or newer than this library needs. */
    SCHEMA,
    /** It was set up in a way that would not keep what it promises. */
    MISCONFIGURED,
    /** It was closed. */
    CLOSED
  }

  /**
   * Makes an exception.
   *
   * @param nothingDone whether it is certain that the call changed nothing
   */
  public StateStoreException(
      Kind kind, boolean nothingDone, String message, @Nullable Throwable cause) {
    this(kind, nothingDone, message, cause, null);
  }

  private StateStoreException(
      Kind kind,
      boolean nothingDone,
      String message,
      @Nullable Throwable cause,
      @Nullable StateKey damagedKey) {
    super(message, cause);
    this.kind = requireNonNull(kind, "kind");
    this.nothingDone = nothingDone;
    this.damagedKey = damagedKey == null ? null : damagedKey.text();
  }

  /** Makes an exception, {@link Kind#CORRUPT}, about one entry that is not what was written. */
  public static StateStoreException damaged(
      StateKey key, String message, @Nullable Throwable cause) {
    return new StateStoreException(Kind.CORRUPT, true, message, cause, key);
  }

  /** Returns what went wrong. */
  public Kind kind() {
    return kind;
  }

  /** Returns whether it is certain that nothing was changed; if not, it may have been. */
  public boolean nothingDone() {
    return nothingDone;
  }

  /**
   * Returns the key of the one entry that is damaged, after which a scan can go on; empty if more
   * is damaged, or nothing.
   */
  public Optional<StateKey> damagedKey() {
    return Optional.ofNullable(damagedKey).map(StateKey::new);
  }
}
