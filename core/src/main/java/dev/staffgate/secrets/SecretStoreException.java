package dev.staffgate.secrets;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/** A store of secrets cannot be read or written. The message says which, why, and what to do. */
public final class SecretStoreException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * Makes an exception.
   *
   * @param message without a secret
   * @param cause one that holds no secret either
   */
  public SecretStoreException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  @Override
  public String getMessage() {
    return requireNonNull(super.getMessage());
  }
}
