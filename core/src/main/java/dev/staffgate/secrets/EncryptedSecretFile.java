package dev.staffgate.secrets;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.staffgate.files.FileRefusedException;
import dev.staffgate.files.ReloadingFile;
import dev.staffgate.model.NameSyntax;
import dev.staffgate.model.Secret;
import dev.staffgate.model.SecretRef;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Secrets in one file, encrypted as a whole by AES-256-GCM with a key from somewhere else, and
 * replaced in one move. Its scheme is {@code store}: a policy names {@code store:web1}.
 *
 * <p>The key is 32 random bytes in Base64 (made by {@code openssl rand -base64 32}, say) at a
 * {@link SecretRef} of another source, and is fetched each time the file is read or written, so it
 * is kept nowhere here. Who has the file without the key has nothing but the number of bytes; a
 * file that was changed by somebody without the key is refused. That it was replaced by an older
 * one is not noticed.
 *
 * <p>A file that another program has replaced is read again at the next question, without a
 * restart. Several programs on one machine may change it: each change is made under a lock on what
 * the file then says. Safe for any number of threads.
 */
public final class EncryptedSecretFile implements SecretStore {
  /** The scheme of its references: what stands before the colon in a policy's {@code token:}. */
  public static final String SCHEME = "store";

  /** The most names, retired ones counted. */
  public static final int MAX_NAMES = 10_000;

  private static final int MAX_BYTES = 16 * 1024 * 1024;

  private final ReloadingFile<Map<String, Kept>> file;
  private final SealKey key;
  private final InstantSource clock;

  /** The secret under a name, or the instant of its end. */
  record Kept(@Nullable Secret secret, Instant since, Optional<Instant> retiredAt) {}

  private EncryptedSecretFile(Path file, SecretRef key, SecretSource keys, InstantSource clock) {
    this.file = ReloadingFile.at(file, MAX_BYTES, Map.of(), new Format());
    this.key = new SealKey(key, keys, this.file.toString());
    this.clock = requireNonNull(clock, "clock");
  }

  /**
   * Opens a store; a file that is not there is an empty one, and made at the first change.
   *
   * @param key where the key is kept
   * @param keys what finds it
   * @throws SecretStoreException if the key does not exist, or the file cannot be read with it, or
   *     can be read by others than its owner
   */
  public static EncryptedSecretFile open(Path file, SecretRef key, SecretSource keys) {
    return open(file, key, keys, InstantSource.system());
  }

  /** Opens a store that goes by another clock. */
  public static EncryptedSecretFile open(
      Path file, SecretRef key, SecretSource keys, InstantSource clock) {
    EncryptedSecretFile store = new EncryptedSecretFile(file, key, keys, clock);
    store.requireReadable();
    return store;
  }

  private void requireReadable() {
    SealedSecrets unused = key.seal(); // a key that does not work is told at once, file or not
    try {
      file.requireReadable();
    } catch (IOException e) {
      throw failure(e, "read");
    }
  }

  @Override
  public Set<String> schemes() {
    return Set.of(SCHEME);
  }

  @Override
  public Optional<Secret> find(SecretRef ref) {
    if (!ref.scheme().equals(SCHEME)) {
      return Optional.empty();
    }
    Kept one = all().get(ref.name());
    return one == null ? Optional.empty() : Optional.ofNullable(one.secret());
  }

  @Override
  public List<Entry> list() {
    return all().entrySet().stream()
        .map(one -> new Entry(one.getKey(), one.getValue().since(), one.getValue().retiredAt()))
        .toList();
  }

  /**
   * {@inheritDoc}
   *
   * @throws SecretStoreException if the file cannot be written: then the old one is still there
   * @throws IllegalArgumentException if the reference is not to this store, or its name is not an
   *     id
   */
  @Override
  public void replace(SecretRef ref, Secret secret) {
    checkArgument(ref.scheme().equals(SCHEME), "%s is not kept in this store", ref);
    checkArgument(NameSyntax.isId(ref.name()), "a secret is kept under an id");
    requireNonNull(secret, "secret");
    change(
        all -> {
          all.put(ref.name(), new Kept(secret, clock.instant(), Optional.empty()));
          if (all.size() > MAX_NAMES) {
            throw new IOException("it would hold more than " + MAX_NAMES + " names");
          }
          return true;
        });
  }

  @Override
  public Optional<Secret> retire(String name) {
    return change(
        all -> {
          Kept before = all.get(name);
          Secret secret = before == null ? null : before.secret();
          if (before == null || secret == null) {
            return Optional.empty();
          }
          all.put(name, new Kept(null, before.since(), Optional.of(clock.instant())));
          return Optional.of(secret);
        });
  }

  /** Work on a copy of all that is kept. */
  private interface Work<T> {
    T on(Map<String, Kept> all) throws IOException;
  }

  @CanIgnoreReturnValue
  private <T> T change(Work<T> work) {
    try {
      return file.change(
          before -> {
            Map<String, Kept> all = new TreeMap<>(before);
            T result = work.on(all);
            return new ReloadingFile.Changed<>(all, result);
          });
    } catch (IOException e) {
      throw failure(e, "written");
    }
  }

  private Map<String, Kept> all() {
    try {
      return file.get();
    } catch (IOException e) {
      throw failure(e, "read");
    }
  }

  private final class Format implements ReloadingFile.Format<Map<String, Kept>> {
    @Override
    public Map<String, Kept> read(byte[] bytes) throws IOException {
      return SecretsJson.read(key.seal().open(bytes));
    }

    @Override
    public byte[] write(Map<String, Kept> all) throws IOException {
      return key.seal().close(SecretsJson.write(all));
    }
  }

  private SecretStoreException failure(IOException e, String done) {
    if (e instanceof FileRefusedException) {
      return new SecretStoreException("secrets: " + e.getMessage(), null);
    }
    if (e instanceof SealedSecrets.BrokenSealException) {
      return new SecretStoreException(
          "the secrets in "
              + file
              + " cannot be opened: "
              + e.getMessage()
              + ". Check that "
              + key.ref()
              + " is the key that the file was written with, and that nobody changed the file",
          null);
    }
    return new SecretStoreException("the secrets in " + file + " cannot be " + done, e);
  }

  @Override
  public String toString() {
    return "EncryptedSecretFile[" + file + "]";
  }
}
