package dev.staffgate.state.jdbc;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import dev.staffgate.model.NameSyntax;
import dev.staffgate.model.Secret;
import dev.staffgate.model.SecretRef;
import dev.staffgate.secrets.EncryptedSecretFile;
import dev.staffgate.secrets.KeptSecret;
import dev.staffgate.secrets.SecretSeal;
import dev.staffgate.secrets.SecretSource;
import dev.staffgate.secrets.SecretStore;
import dev.staffgate.secrets.SecretStoreException;
import dev.staffgate.state.StateKey;
import dev.staffgate.state.StateStoreException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Secrets in a table beside the state, each under a seal of its own: what {@link
 * EncryptedSecretFile} is in a file, with the same scheme, {@code store}, and the same kind of key.
 * A change is one conditional statement, and is forced to disk before it is told as done. Safe for
 * any number of threads.
 *
 * <p>Who has the database without the key has the names of the secrets, their number and their
 * lengths. A row that was changed, or copied to another name, is refused and named; that it was
 * replaced by an older one of the same name is not noticed.
 */
public final class JdbcSecretStore implements SecretStore {
  /** The scheme of its references: what stands before the colon in a policy's {@code token:}. */
  public static final String SCHEME = EncryptedSecretFile.SCHEME;

  /** The most names, retired ones counted. */
  public static final int MAX_NAMES = EncryptedSecretFile.MAX_NAMES;

  private static final int TRIES = 5;

  private final StateDatabase database;
  private final SecretStatements statements;
  private final RowWrites writes;
  private final SecretSeal seal;
  private final InstantSource clock;

  /** The key of a row's turns, unlike that of anything else in the database. */
  private record SecretTurn(String key) {}

  private JdbcSecretStore(StateDatabase database, SecretSeal seal) {
    this.database = database;
    this.writes = new RowWrites(database);
    this.statements = new SecretStatements(database.options().names(), database.timeoutSeconds());
    this.seal = seal;
    this.clock = database.options().clock();
  }

  /**
   * Opens the secrets in the database of a state store, which closes it.
   *
   * @param key where the key is kept: 32 random bytes in Base64, not in this store
   * @param keys what finds it, each time it is needed
   * @throws SecretStoreException if the key does not exist, or does not open what is there
   */
  public static JdbcSecretStore open(JdbcStateStore store, SecretRef key, SecretSource keys) {
    StateDatabase database = requireNonNull(store, "store").database();
    SecretSeal seal = SecretSeal.of(key, keys, "the state in " + database.where());
    seal.requireKey();
    JdbcSecretStore opened = new JdbcSecretStore(database, seal);
    List<Entry> unused = opened.list();
    return opened;
  }

  private static String rowKey(String name) {
    return StateKey.of("secret", name).text();
  }

  @Override
  public Set<String> schemes() {
    return Set.of(SCHEME);
  }

  @Override
  public Optional<Secret> find(SecretRef ref) {
    return ref.scheme().equals(SCHEME)
        ? row(rowKey(ref.name())).map(this::opened).flatMap(KeptSecret::secret)
        : Optional.empty();
  }

  @Override
  public List<Entry> list() {
    List<SealedRow> rows;
    try {
      rows = database.read(connection -> statements.list(connection, MAX_NAMES));
    } catch (StateStoreException e) {
      throw failure("read", e);
    }
    return rows.stream()
        .map(row -> opened(row).entry())
        .sorted(Comparator.comparing(Entry::name))
        .toList();
  }

  private Optional<SealedRow> row(String key) {
    try {
      return database.read(connection -> statements.find(connection, key));
    } catch (StateStoreException e) {
      throw failure("read", e);
    }
  }

  private KeptSecret opened(SealedRow row) {
    KeptSecret kept = seal.open(row.key(), row.sealed());
    if (!rowKey(kept.entry().name()).equals(row.key())) {
      throw new SecretStoreException("the secret `" + row.key() + "` has another name", null);
    }
    return kept;
  }

  /**
   * {@inheritDoc}
   *
   * @throws SecretStoreException if it cannot be written
   * @throws IllegalArgumentException if the reference is not to this store, or its name is not an
   *     id
   */
  @Override
  public void replace(SecretRef ref, Secret secret) {
    checkArgument(ref.scheme().equals(SCHEME), "%s is not kept in this store", ref);
    checkArgument(NameSyntax.isId(ref.name()), "a secret is kept under an id");
    requireNonNull(secret, "secret");
    Entry entry = new Entry(ref.name(), clock.instant(), Optional.empty());
    KeptSecret next = new KeptSecret(entry, Optional.of(secret));
    for (int left = TRIES; left > 0; left--) {
      Optional<SealedRow> before = row(rowKey(ref.name()));
      if (before.isEmpty()) {
        requireRoom();
      }
      if (written(before, next)) {
        return;
      }
    }
    throw busy();
  }

  @Override
  public Optional<Secret> retire(String name) {
    for (int left = TRIES; left > 0; left--) {
      Optional<SealedRow> before = row(rowKey(name));
      Optional<KeptSecret> kept = before.map(this::opened);
      Optional<Secret> secret = kept.flatMap(KeptSecret::secret);
      if (kept.isEmpty() || secret.isEmpty()) {
        return Optional.empty();
      }
      Entry gone = new Entry(name, kept.get().entry().since(), Optional.of(clock.instant()));
      if (written(before, new KeptSecret(gone, Optional.empty()))) {
        return secret;
      }
    }
    throw busy();
  }

  private void requireRoom() {
    int names;
    try {
      names = database.read(statements::count);
    } catch (StateStoreException e) {
      throw failure("read", e);
    }
    if (names >= MAX_NAMES) {
      throw new SecretStoreException(
          "the secrets in " + database.where() + " have " + MAX_NAMES + " names already", null);
    }
  }

  private SecretStoreException busy() {
    return new SecretStoreException(
        "the secrets in " + database.where() + " were changed by somebody else each time", null);
  }

  /** Writes a row if it is as before; returns whether it was. */
  private boolean written(Optional<SealedRow> before, KeptSecret next) {
    String key = rowKey(next.entry().name());
    long version = before.map(row -> row.version() + 1).orElse(1L);
    SealedRow row = new SealedRow(key, seal.close(key, next), version, StateDatabase.newAttempt());
    try {
      return database.write(
          new SecretTurn(key),
          (connection, traces) -> write(connection, before, row, traces),
          done -> done,
          done -> {});
    } catch (StateStoreException e) {
      throw failure("written", e);
    }
  }

  private boolean write(
      Connection connection, Optional<SealedRow> before, SealedRow row, CallTraces traces)
      throws SQLException {
    return writes.write(
        connection,
        traces,
        row.attempt(),
        on ->
            before.isPresent()
                ? statements.update(on, row, before.get())
                : RowWrites.insert(on, () -> statements.insert(on, row)),
        on -> statements.find(on, row.key()).map(SealedRow::attempt));
  }

  private static SecretStoreException failure(String done, StateStoreException e) {
    return new SecretStoreException("the secrets cannot be " + done + ": " + e.getMessage(), e);
  }

  @Override
  public String toString() {
    return "JdbcSecretStore[" + database.where() + "]";
  }
}
