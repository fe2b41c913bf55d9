package dev.staffgate.signin;

import dev.staffgate.model.Secret;
import dev.staffgate.signin.hashing.BoundedPasswordHasher;
import dev.staffgate.signin.hashing.PasswordHasher;
import dev.staffgate.signin.hashing.PasswordHasherBusyException;
import java.util.Arrays;
import java.util.Optional;

/**
 * Compares typed passwords with stored hashes: in Unicode's form NFC, and as they were typed for
 * hashes from before that. Every password costs the same, whoever it is for and whatever it holds.
 */
final class PasswordVerifier {
  private static final char[] STAND_IN = {'-'};

  private final BoundedPasswordHasher hasher;

  /** A hash with the parameters of now, of a password that nobody knows. */
  private final String nobodys;

  PasswordVerifier(PasswordHasher hasher, Secret nobody) {
    this.hasher =
        hasher instanceof BoundedPasswordHasher bounded
            ? bounded
            : BoundedPasswordHasher.of(hasher);
    char[] password = nobody.revealToUse().toCharArray();
    this.nobodys = this.hasher.unbounded().hash(password);
    Arrays.fill(password, ' ');
  }

  /**
   * Returns the hash of a new password, which the rules allow.
   *
   * @throws PasswordHasherBusyException if too many passwords are hashed already
   */
  Secret hash(char[] password) {
    try (PasswordText text = PasswordText.of(password).orElseThrow()) {
      return Secret.of(hasher.hash(text.composed()));
    }
  }

  /** Returns whether two passwords are the same, in Unicode's form NFC. */
  static boolean areSame(char[] one, char[] other) {
    Optional<PasswordText> first = PasswordText.of(one);
    Optional<PasswordText> second = PasswordText.of(other);
    try (PasswordText a = first.orElseGet(PasswordVerifier::standIn);
        PasswordText b = second.orElseGet(PasswordVerifier::standIn)) {
      return Arrays.equals(a.composed(), b.composed());
    }
  }

  /** Returns whether a stored hash can be read. */
  boolean canRead(Secret stored) {
    return hasher.canRead(stored.revealToUse());
  }

  /**
   * Returns the hash to keep if the password is right: the stored one, or a new one if that was
   * made with less work, by another method or not of the form NFC; empty if it is wrong.
   *
   * @throws PasswordHasherBusyException if the password could not be looked at
   */
  Optional<Secret> verify(char[] password, Secret stored) {
    return verify(password, stored.revealToUse()).map(Secret::of);
  }

  /**
   * Does the work of {@link #verify} for somebody who has no hash.
   *
   * @throws PasswordHasherBusyException as that does
   */
  void pretend(char[] password) {
    Optional<String> unused = verify(password, nobodys);
  }

  private Optional<String> verify(char[] password, String stored) {
    Optional<PasswordText> possible = PasswordText.of(password);
    try (PasswordText text = possible.orElseGet(PasswordVerifier::standIn)) {
      return hasher.inTurn(() -> verify(text, stored)).filter(any -> possible.isPresent());
    }
  }

  private Optional<String> verify(PasswordText text, String stored) {
    PasswordHasher inTurn = hasher.unbounded();
    for (char[] form : text.forms()) {
      if (inTurn.matches(form, stored)) {
        boolean upToDate = form == text.composed() && !inTurn.needsRehash(stored);
        return Optional.of(upToDate ? stored : inTurn.hash(text.composed()));
      }
    }
    return Optional.empty();
  }

  private static PasswordText standIn() {
    return PasswordText.of(STAND_IN).orElseThrow();
  }
}
