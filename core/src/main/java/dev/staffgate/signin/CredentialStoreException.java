package dev.staffgate.signin;

import org.jspecify.annotations.Nullable;

/** Credentials cannot be read or kept. The message holds no secret. */
public final class CredentialStoreException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Makes an exception that says what could not be done and where. */
  public CredentialStoreException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
