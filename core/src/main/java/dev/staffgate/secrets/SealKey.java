package dev.staffgate.secrets;

import static java.util.Objects.requireNonNull;

import dev.staffgate.model.Secret;
import dev.staffgate.model.SecretRef;
import java.util.Optional;

/**
 * The key of a store, fetched from another source each time it is needed, so that it is kept
 * nowhere here. Thread-safe.
 */
final class SealKey {
  private final SecretRef key;
  private final SecretSource keys;
  private final String where;

  /** Makes a key for the store at a place, as messages name it. */
  SealKey(SecretRef key, SecretSource keys, String where) {
    this.key = requireNonNull(key, "key");
    this.keys = requireNonNull(keys, "keys");
    this.where = requireNonNull(where, "where");
  }

  SecretRef ref() {
    return key;
  }

  /**
   * Returns a seal with the key.
   *
   * @throws SecretStoreException if there is none, or it cannot be read
   */
  SealedSecrets seal() {
    return findSeal().orElseThrow(this::noKey);
  }

  private Optional<SealedSecrets> findSeal() {
    Optional<Secret> found;
    try {
      found = keys.find(key);
    } catch (SecretStoreException told) {
      throw new SecretStoreException("the key of " + where + ": " + told.getMessage(), null);
    } catch (RuntimeException unreadable) {
      throw new SecretStoreException(
          "the key of " + where + " at " + key + " cannot be read", unreadable);
    }
    return found.flatMap(SealedSecrets::withKey);
  }

  private SecretStoreException noKey() {
    return new SecretStoreException(
        "a key is missing for "
            + where
            + " at "
            + key
            + ": it is 32 random bytes in Base64, 44 characters, as `openssl rand"
            + " -base64 32` makes them",
        null);
  }
}
