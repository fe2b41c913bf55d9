package dev.staffgate.signin;

import dev.staffgate.model.Secret;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Credentials as tests begin with them. */
final class TestCredentials {
  private TestCredentials() {}

  /** Returns those of somebody who enrols a second factor at the first sign-in. */
  static Credentials enrolling(String passwordHash) {
    return of(passwordHash, Optional.empty());
  }

  /** Returns those of somebody who has a password and nothing else. */
  static Credentials ofPassword(String passwordHash) {
    return new Credentials(
        1, Optional.of(Secret.of(passwordHash)), Optional.empty(), -1, List.of(), Optional.empty());
  }

  static Credentials of(String passwordHash, Optional<OneTimeCodeKey> key) {
    return new Credentials(
        1,
        Optional.of(Secret.of(passwordHash)),
        key,
        -1,
        List.of(),
        Optional.of(Instant.parse("9999-01-01T00:00:00Z")));
  }
}
