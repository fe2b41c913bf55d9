package dev.staffgate.accounts;

import org.jspecify.annotations.Nullable;

/** Signals that the directory of accounts does not answer, or cannot be read. */
public final class DirectoryException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Makes an exception; the message says what failed, without secrets. */
  public DirectoryException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
