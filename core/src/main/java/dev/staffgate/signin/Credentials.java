package dev.staffgate.signin;

import static com.google.common.base.Preconditions.checkArgument;
import static com.google.common.collect.ImmutableList.toImmutableList;
import static java.util.Objects.requireNonNull;

import dev.staffgate.model.Secret;
import dev.staffgate.signin.hashing.PasswordHasher;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Credentials of one person. They hold secrets, which print as such.
 *
 * @param version 1 for the first that was kept, one more for each that replaced it
 * @param passwordHash as a {@link PasswordHasher} made it; empty after a reset, until the person
 *     has set another one
 * @param codeKey of the second factor, once that is enrolled
 * @param lastStep the last time step whose code was used; -1 if none was
 * @param recoveryCodes fingerprints of the recovery codes that are left, at most {@value
 *     #MAX_RECOVERY_CODES}
 * @param enrolBefore until when whoever knows the password may enrol the second factor, if there is
 *     none; empty for never: then a link is needed
 */
public record Credentials(
    long version,
    Optional<Secret> passwordHash,
    Optional<OneTimeCodeKey> codeKey,
    long lastStep,
    List<Secret> recoveryCodes,
    Optional<Instant> enrolBefore) {
  /** The most recovery codes that one person has. */
  public static final int MAX_RECOVERY_CODES = 10;

  public Credentials {
    checkArgument(version >= 1, "version %s", version);
    requireNonNull(passwordHash, "passwordHash");
    requireNonNull(codeKey, "codeKey");
    checkArgument(lastStep >= -1, "step %s", lastStep);
    recoveryCodes = List.copyOf(recoveryCodes);
    checkArgument(
        recoveryCodes.size() <= MAX_RECOVERY_CODES,
        "%s recovery codes are too many",
        recoveryCodes.size());
    requireNonNull(enrolBefore, "enrolBefore");
  }

  /** Returns the credentials of somebody who has neither password nor second factor. */
  public static Credentials none() {
    return new Credentials(1, Optional.empty(), Optional.empty(), -1, List.of(), Optional.empty());
  }

  /** Returns these as the next version, to be changed and kept in their place. */
  public Credentials next() {
    return new Credentials(
        version + 1, passwordHash, codeKey, lastStep, recoveryCodes, enrolBefore);
  }

  /** Returns these with a password; the second factor stays. */
  public Credentials withPasswordHash(Secret hash) {
    return new Credentials(
        version, Optional.of(hash), codeKey, lastStep, recoveryCodes, enrolBefore);
  }

  /**
   * Returns these with a password.
   *
   * @param enrol until when a second factor may be set up by it alone
   */
  public Credentials withPassword(Secret hash, Optional<Instant> enrol) {
    return new Credentials(version, Optional.of(hash), codeKey, lastStep, recoveryCodes, enrol);
  }

  /** Returns these without a password; the second factor stays. */
  public Credentials withoutPassword() {
    return new Credentials(
        version, Optional.empty(), codeKey, lastStep, recoveryCodes, Optional.empty());
  }

  /** Returns these after a code of this step was used. */
  Credentials used(long step, OneTimeCodeKey itsKey) {
    return new Credentials(
        version, passwordHash, Optional.of(itsKey), step, recoveryCodes, Optional.empty());
  }

  /** Returns these with another last step. */
  Credentials withLastStep(long step) {
    return new Credentials(version, passwordHash, codeKey, step, recoveryCodes, enrolBefore);
  }

  /** Returns these without second factor and recovery codes; the password stays. */
  public Credentials withoutSecondFactor() {
    return new Credentials(
        version, passwordHash, Optional.empty(), lastStep, List.of(), Optional.empty());
  }

  /** Returns these with other recovery codes. */
  public Credentials withRecoveryCodes(List<Secret> fingerprints) {
    return new Credentials(version, passwordHash, codeKey, lastStep, fingerprints, enrolBefore);
  }

  /** Returns these after a recovery code was used. */
  Credentials withoutRecoveryCode(Secret fingerprint) {
    return withRecoveryCodes(
        recoveryCodes.stream().filter(one -> !one.equals(fingerprint)).collect(toImmutableList()));
  }
}
