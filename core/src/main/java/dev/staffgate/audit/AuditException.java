package dev.staffgate.audit;

import org.jspecify.annotations.Nullable;

/**
 * An event could not be recorded; what depends on it must not be done. The message holds no secret.
 */
public final class AuditException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Makes an exception that says what could not be written and where. */
  public AuditException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
