package dev.staffgate.signin;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import dev.staffgate.model.Secret;
import java.time.Instant;
import java.util.Optional;

/**
 * Credentials of one person. They hold secrets, which print as such.
 *
 * @param version 1 for the first that was kept, one more for each that replaced it
 * @param passwordHash as a {@link PasswordHasher} made it
 * @param codeKey of the second factor, once that is enrolled
 * @param lastStep the last time step whose code was used; -1 if none was
 * @param failures how many attempts failed since the last that succeeded
 * @param waitUntil before this instant no attempt is looked at
 */
public record Credentials(
    long version,
    Secret passwordHash,
    Optional<OneTimeCodeKey> codeKey,
    long lastStep,
    int failures,
    Optional<Instant> waitUntil) {
  public Credentials {
    checkArgument(version >= 1, "version %s", version);
    requireNonNull(passwordHash, "passwordHash");
    requireNonNull(codeKey, "codeKey");
    checkArgument(lastStep >= -1, "step %s", lastStep);
    checkArgument(failures >= 0, "%s failures", failures);
    requireNonNull(waitUntil, "waitUntil");
  }

  /** Returns the credentials of somebody who has a password and has not signed in yet. */
  static Credentials ofPassword(String passwordHash) {
    return new Credentials(1, Secret.of(passwordHash), Optional.empty(), -1, 0, Optional.empty());
  }

  /** Returns these after the password was right; the failures stay until the code is right too. */
  Credentials withPasswordHash(Secret hash) {
    return new Credentials(version + 1, hash, codeKey, lastStep, failures, waitUntil);
  }

  /** Returns these with a new password; the second factor stays, and failures are forgiven. */
  Credentials withNewPassword(Secret hash) {
    return new Credentials(version + 1, hash, codeKey, lastStep, 0, Optional.empty());
  }

  /** Returns these after a code of this step was used. */
  Credentials used(long step, OneTimeCodeKey itsKey) {
    return new Credentials(
        version + 1, passwordHash, Optional.of(itsKey), step, 0, Optional.empty());
  }

  /** Returns these after one more attempt failed now. */
  Credentials failed(Instant now) {
    int count = Math.min(failures, Integer.MAX_VALUE - 1) + 1;
    return new Credentials(
        version + 1, passwordHash, codeKey, lastStep, count, LockoutDelay.until(count, now));
  }
}
