package dev.staffgate.secrets;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.staffgate.model.SecretRef;
import dev.staffgate.secrets.EncryptedSecretFile.Kept;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;

/**
 * A seal for secrets that are kept one by one, such as in rows of a table: AES-256-GCM with a key
 * from somewhere else, as {@link EncryptedSecretFile} has it. The place of each is part of the
 * seal, so that one that was copied to another place is refused. That it was replaced by an older
 * one of the same place is not noticed. Safe for any number of threads.
 */
public final class SecretSeal {
  private final SealKey key;
  private final String where;

  private SecretSeal(SealKey key, String where) {
    this.key = key;
    this.where = where;
  }

  /**
   * Makes a seal.
   *
   * @param key where the key is kept: 32 random bytes in Base64
   * @param keys what finds it, each time it is needed
   * @param where the store, as messages name it
   */
  public static SecretSeal of(SecretRef key, SecretSource keys, String where) {
    return new SecretSeal(new SealKey(key, keys, where), where);
  }

  /**
   * Requires that there is a key.
   *
   * @throws SecretStoreException if there is none, or it cannot be read
   */
  public void requireKey() {
    SealedSecrets unused = key.seal();
  }

  /**
   * Puts a secret under the seal.
   *
   * @param place where it will be kept, such as the key of its row
   * @throws SecretStoreException if the key cannot be found
   */
  public byte[] close(String place, KeptSecret secret) {
    SecretStore.Entry entry = secret.entry();
    Kept kept = new Kept(secret.secret().orElse(null), entry.since(), entry.retiredAt());
    try {
      return key.seal().close(SecretsJson.write(Map.of(entry.name(), kept)), place.getBytes(UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException("an array cannot fail to be written to", e);
    }
  }

  /**
   * Returns what is under the seal.
   *
   * @param place where it was kept
   * @throws SecretStoreException if the key cannot be found or does not fit, or this is not what
   *     was put there
   */
  public KeptSecret open(String place, byte[] sealed) {
    try {
      Map<String, Kept> one = SecretsJson.read(key.seal().open(sealed, place.getBytes(UTF_8)));
      if (one.size() != 1) {
        throw new IOException("it is not one secret");
      }
      Map.Entry<String, Kept> only = one.entrySet().iterator().next();
      Kept kept = only.getValue();
      return new KeptSecret(
          new SecretStore.Entry(only.getKey(), kept.since(), kept.retiredAt()),
          Optional.ofNullable(kept.secret()));
    } catch (IOException e) {
      throw new SecretStoreException(
          "the secret `"
              + place
              + "` in "
              + where
              + " cannot be opened: "
              + e.getMessage()
              + ". Check that "
              + key.ref()
              + " is the key that it was written with, and that nobody changed or moved it",
          null);
    }
  }
}
