package dev.staffgate.state.jdbc;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import dev.staffgate.model.NameSyntax;
import dev.staffgate.signin.CredentialStore;
import dev.staffgate.signin.CredentialStoreException;
import dev.staffgate.signin.Credentials;
import dev.staffgate.state.StateStoreException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;

/**
 * Credentials in a table beside the state. A change is one conditional statement, and is forced to
 * disk before it is told as done; one whose commit broke is recognised by the id of its attempt.
 *
 * <p>The table holds hashes of passwords and of recovery codes, and the seeds of second factors as
 * they are: whoever can read the database or its backup can make codes.
 */
public final class JdbcCredentialStore implements CredentialStore {
  private static final int TRIES = 100;

  private final StateDatabase database;
  private final CredentialStatements statements;
  private final RowWrites writes;

  /** The key of a row's turns, unlike that of anything else in the database. */
  private record CredentialTurn(String staff) {}

  JdbcCredentialStore(StateDatabase database) {
    this.database = database;
    writes = new RowWrites(database);
    statements = new CredentialStatements(database.options().names(), database.timeoutSeconds());
  }

  /** Returns the credentials in the database of a state store, which closes it. */
  public static JdbcCredentialStore in(JdbcStateStore store) {
    return new JdbcCredentialStore(requireNonNull(store, "store").database());
  }

  @Override
  public Optional<Credentials> find(String staff) {
    if (!NameSyntax.isId(staff)) {
      return Optional.empty();
    }
    try {
      return database
          .read(connection -> statements.find(connection, staff))
          .map(CredentialRow::credentials);
    } catch (StateStoreException e) {
      throw failure(staff, "read", e);
    }
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalArgumentException if the id is not one, or a text is longer than its column: a
   *     hash of 4,000 characters, recovery codes of 16,000 in all
   */
  @Override
  public boolean replace(String staff, Credentials next) {
    checkArgument(NameSyntax.isId(staff), "credentials are kept by staff id");
    CredentialRow row = CredentialRow.of(staff, next, StateDatabase.newAttempt());
    try {
      return database.write(
          new CredentialTurn(staff),
          (connection, traces) -> replaced(connection, row, traces),
          done -> done,
          done -> {});
    } catch (StateStoreException e) {
      throw failure(staff, "written", e);
    }
  }

  private boolean replaced(Connection connection, CredentialRow row, CallTraces traces)
      throws SQLException {
    return writes.write(
        connection,
        traces,
        row.attempt(),
        on ->
            row.version() > 1
                ? statements.update(on, row)
                : RowWrites.insert(on, () -> statements.insert(on, row)),
        on -> statements.find(on, row.staff()).map(CredentialRow::attempt));
  }

  /**
   * Takes password, second factor and recovery codes away, if there are any. The row stays, so that
   * a version does not come twice.
   */
  void clear(String staff) {
    for (int left = TRIES; left > 0; left--) {
      Optional<Credentials> now = find(staff);
      if (now.isEmpty()
          || (now.get().passwordHash().isEmpty() && now.get().codeKey().isEmpty())
          || replace(staff, now.get().next().withoutPassword().withoutSecondFactor())) {
        return;
      }
    }
    throw new CredentialStoreException("the credentials of " + staff + " change each time", null);
  }

  private static CredentialStoreException failure(
      String staff, String done, StateStoreException e) {
    return new CredentialStoreException(
        "the credentials of " + staff + " cannot be " + done + ": " + e.getMessage(), e);
  }

  @Override
  public String toString() {
    return "JdbcCredentialStore[" + database.where() + "]";
  }
}
