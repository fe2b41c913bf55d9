package dev.staffgate.signin.hashing;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/** Too many passwords are hashed already. No password was looked at. */
public final class PasswordHasherBusyException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final Duration retryAfter;

  PasswordHasherBusyException(Duration retryAfter) {
    super("too many passwords are hashed already");
    this.retryAfter = requireNonNull(retryAfter, "retryAfter");
  }

  /** Returns after what time another try is worth while. */
  public Duration retryAfter() {
    return retryAfter;
  }
}
