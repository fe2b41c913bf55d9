package dev.staffgate.state.jdbc;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.staffgate.accounts.AccountEntries;
import dev.staffgate.accounts.AccountNameTakenException;
import dev.staffgate.accounts.DirectoryException;
import dev.staffgate.accounts.EpochCause;
import dev.staffgate.accounts.SessionEpochs;
import dev.staffgate.accounts.StaffDirectory;
import dev.staffgate.model.NameSyntax;
import dev.staffgate.model.StaffAccount;
import dev.staffgate.signin.CredentialStoreException;
import dev.staffgate.state.StateStoreException;
import dev.staffgate.state.jdbc.AccountChange.Outcome;
import dev.staffgate.state.jdbc.AccountChange.Result;
import dev.staffgate.state.jdbc.AccountReader.ReadAccount;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * Accounts in tables beside the state: all that a {@link StaffAccount} holds but the place where it
 * was defined.
 *
 * <p>A change is one transaction, forced to disk before it is told as done; it advances the version
 * of the account and the revision of the directory. Nothing is looked at by the policy: a role that
 * it does not define is kept, and denies whoever has it. An account whose rows are not what was
 * written is never left out; whatever reads it fails, and names it.
 *
 * <p>Safe for any number of threads. Every method throws {@link DirectoryException} if the database
 * does not answer; after a change that was thrown from, it may be done nevertheless.
 */
public final class JdbcStaffDirectory implements StaffDirectory {
  private static final int TRIES = 100; // each is lost to a change that somebody else made
  private static final Object TURN = new Object();

  private final JdbcStateStore store;
  private final StateDatabase database;
  private final SessionEpochs epochs;
  private final AccountStatements statements;
  private final AccountReader reader;
  private final JdbcCredentialStore credentials;

  private JdbcStaffDirectory(JdbcStateStore store) {
    this.store = store;
    this.database = store.database();
    this.epochs = SessionEpochs.of(store);
    SchemaNames names = database.options().names();
    statements = new AccountStatements(names, database.timeoutSeconds());
    reader = new AccountReader(names, database.timeoutSeconds(), statements);
    credentials = new JdbcCredentialStore(database);
  }

  /** Returns the accounts in the database of a state store, which closes it. */
  public static JdbcStaffDirectory in(JdbcStateStore store) {
    return new JdbcStaffDirectory(requireNonNull(store, "store"));
  }

  @Override
  public Optional<StaffAccount> find(String staff) {
    return read(staff).map(ReadAccount::account);
  }

  private Optional<ReadAccount> read(String staff) {
    return NameSyntax.isId(staff)
        ? answer(connection -> reader.find(connection, staff))
        : Optional.empty();
  }

  @Override
  public Optional<StaffAccount> findIgnoringCase(String typed) {
    if (!NameSyntax.isId(typed)) {
      return Optional.empty();
    }
    return answer(
        connection -> {
          Optional<String> id = statements.idIgnoringCase(connection, typed);
          return id.isEmpty()
              ? Optional.empty()
              : reader.find(connection, id.get()).map(ReadAccount::account);
        });
  }

  @Override
  public Optional<StaffAccount> findKnownAs(String name) {
    if (!StaffAccount.isKnownAs(name)) {
      return Optional.empty();
    }
    return answer(
        connection -> {
          Optional<String> id = statements.idKnownAs(connection, name);
          return id.isEmpty()
              ? Optional.empty()
              : reader
                  .find(connection, id.get())
                  .map(ReadAccount::account)
                  .filter(account -> account.knownAs().contains(name)); // if it still is
        });
  }

  /** {@inheritDoc} They are read page by page, by id, while the stream is. */
  @Override
  public Stream<StaffAccount> all() {
    return AccountPages.stream(
        (after, limit) -> answer(connection -> reader.page(connection, after, limit)));
  }

  @Override
  public Watch watch(Consumer<String> changed) {
    return database.accountListeners().add(requireNonNull(changed, "changed"));
  }

  /**
   * Adds an account, or replaces the one of its id, whatever that is by now; see {@link #change} to
   * change one. A new account starts without credentials and sessions, whoever had its id before.
   *
   * @throws AccountNameTakenException if another account answers to its id or to one of its names,
   *     letter case ignored
   * @throws IllegalArgumentException if it has no id, or more than the tables hold: texts of 4,000
   *     characters, 10,000 roles, networks, other names, assigned ids and attributes together
   */
  public void put(StaffAccount account) {
    AccountBounds.require(account);
    if (read(account.id()).isEmpty()) {
      forget(account.id()); // what somebody left who had the same id elsewhere, as in the policy
    }
    Result unused = write(account.id(), Optional.of(account), Optional.empty());
  }

  /**
   * Removes an account, with whatever opens it: credentials, links and keys that await a code in
   * this database go, and its sessions end. Who is given the same id later starts anew. Returns
   * whether there was such an account.
   *
   * @throws DirectoryException if something may be left; doing it again does no harm
   */
  @CanIgnoreReturnValue
  public boolean remove(String staff) {
    if (!NameSyntax.isId(staff)) {
      return false;
    }
    forget(staff);
    boolean removed = write(staff, Optional.empty(), Optional.empty()).outcome() == Outcome.DONE;
    forget(staff); // what somebody set in between
    return removed;
  }

  private void forget(String staff) {
    try {
      credentials.clear(staff);
      AccountEntries.removeAll(store, staff);
      epochs.raiseIfKnown(staff, EpochCause.DISABLED);
    } catch (CredentialStoreException e) {
      throw new DirectoryException("the account " + staff + " is not removed whole", e);
    } catch (StateStoreException e) {
      throw failure("the account " + staff + " is not removed whole", e);
    }
  }

  /** Disables an account, and ends its sessions for good; returns whether there is one. */
  @CanIgnoreReturnValue
  public boolean disable(String staff) {
    boolean disabled = change(staff, account -> account.withDisabled(true)).isPresent();
    if (disabled) {
      try {
        epochs.raiseIfKnown(staff, EpochCause.DISABLED);
      } catch (StateStoreException e) {
        throw failure("the account " + staff + " is disabled, and its sessions are not ended", e);
      }
    }
    return disabled;
  }

  /** Enables an account; returns whether there is one. */
  @CanIgnoreReturnValue
  public boolean enable(String staff) {
    return change(staff, account -> account.withDisabled(false)).isPresent();
  }

  /**
   * Changes an account as it is now. If somebody else changes it meanwhile, the change is made
   * again of what it is then, so that neither is lost.
   *
   * @param change called with the account, perhaps several times; returns one of the same id
   * @return the account as it was written; nothing if there is none
   * @throws AccountNameTakenException as {@link #put}
   * @throws IllegalArgumentException as {@link #put}
   */
  @CanIgnoreReturnValue
  public Optional<StaffAccount> change(String staff, UnaryOperator<StaffAccount> change) {
    for (int left = TRIES; left > 0; left--) {
      Optional<ReadAccount> found = read(staff);
      if (found.isEmpty()) {
        return Optional.empty();
      }
      StaffAccount next = change.apply(found.get().account());
      checkArgument(next.id().equals(staff), "a change of %s keeps its id", staff);
      AccountBounds.require(next);
      if (next.equals(found.get().account())) {
        return Optional.of(next);
      }
      Result result = write(staff, Optional.of(next), Optional.of(found.get().head()));
      if (result.outcome() == Outcome.DONE) {
        return Optional.of(next);
      }
    }
    throw new DirectoryException(
        "the account " + staff + " was changed by others each time it was to be changed", null);
  }

  private Result write(String staff, Optional<StaffAccount> next, Optional<AccountHead> expected) {
    AccountChange change = new AccountChange(statements, staff, next, expected);
    Result result;
    try {
      result = database.write(TURN, change::on, done -> done.outcome() == Outcome.DONE, done -> {});
    } catch (StateStoreException e) {
      if (!e.nothingDone()) {
        database.accountListeners().tell(staff);
      }
      throw failure("the account " + staff + " cannot be changed", e);
    }
    return switch (result.outcome()) {
      case DONE -> {
        database.accountListeners().tell(staff); // on this thread, as it may ask the database
        yield result;
      }
      case ABSENT, CHANGED -> result;
      case TAKEN -> throw result.taken().orElseThrow();
      case NOT_KNOWN -> {
        database.accountListeners().tell(staff);
        throw failure("the account " + staff + " may be changed", database.notKnown());
      }
    };
  }

  private <T> T answer(DatabaseThreads.Work<T> work) {
    try {
      return database.read(work);
    } catch (StateStoreException e) {
      throw failure("the directory of accounts cannot be read", e);
    }
  }

  private static DirectoryException failure(String what, StateStoreException e) {
    return new DirectoryException(what + ": " + e.getMessage(), e);
  }

  @Override
  public String toString() {
    return "JdbcStaffDirectory[" + database.where() + "]";
  }
}
