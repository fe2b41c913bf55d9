package dev.staffgate.secrets;

import static java.util.Objects.requireNonNull;

import dev.staffgate.model.Secret;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Keeps secrets: what a {@link SecretSource} finds, a {@link SecretSink} replaces, and a page for
 * administrators lists without ever showing one. {@link EncryptedSecretFile} is one in a file,
 * {@code JdbcSecretStore} of the package {@code state.jdbc} one in a table; a program may have its
 * own, with {@link SecretSeal} or a vault. Safe for any number of threads.
 *
 * <p>A policy names a secret of it by the store's scheme, such as {@code store:web1}; the scheme
 * has to be registered with the loader ({@link
 * dev.staffgate.model.PolicyOptions#withSecretScheme}).
 */
public interface SecretStore extends SecretSource, SecretSink {
  /**
   * Returns the secrets that are kept, by name; retired ones too.
   *
   * @throws SecretStoreException if the store cannot be read
   */
  List<Entry> list();

  /**
   * Destroys the secret of this name. The name stays, with the instant; a new secret may be put
   * there.
   *
   * @return the secret that was there, for the one call that revokes it where it counts; nothing if
   *     there was none
   * @throws SecretStoreException if the store cannot be written
   */
  Optional<Secret> retire(String name);

  /**
   * A secret that is kept, or was.
   *
   * @param name its name
   * @param since when it was put there
   * @param retiredAt when it was destroyed
   */
  record Entry(String name, Instant since, Optional<Instant> retiredAt) {
    public Entry {
      requireNonNull(name, "name");
      requireNonNull(since, "since");
      requireNonNull(retiredAt, "retiredAt");
    }
  }
}
