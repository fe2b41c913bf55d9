package dev.staffgate.accounts;

/** The directory of accounts does not answer, or cannot be read. */
public final class DirectoryException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** The message says what failed, without secrets. */
  public DirectoryException(String message, Throwable cause) {
    super(message, cause);
  }
}
