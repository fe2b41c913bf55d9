package dev.staffgate.accounts;

/** Signals that the directory of accounts does not answer, or cannot be read. */
public final class DirectoryException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Makes an exception; the message says what failed, without secrets. */
  public DirectoryException(String message, Throwable cause) {
    super(message, cause);
  }
}
