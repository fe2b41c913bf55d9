package dev.staffgate.state.jdbc;

import dev.staffgate.accounts.AccountNameTakenException;
import dev.staffgate.model.NameSyntax;
import dev.staffgate.model.StaffAccount;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientException;
import java.util.Optional;

/**
 * One change of an account and of the directory's revision in one transaction, tried until it is
 * done or refused. One whose commit broke is recognised by the id of its attempt. Used by one call.
 */
final class AccountChange {
  private static final int TRIES = 5;

  private final AccountStatements statements;
  private final String id;
  private final Optional<StaffAccount> next;
  private final Optional<AccountHead> expected;
  private final String attempt = StateDatabase.newAttempt();

  // What was there before the last commit, which may have broken.
  private Optional<AccountHead> before = Optional.empty();

  /** The outcomes of a change. */
  enum Outcome {
    /** It is done. */
    DONE,
    /** There was nothing to remove. */
    ABSENT,
    /** The account is not the one that was expected. */
    CHANGED,
    /** Another account answers to its id or one of its names. */
    TAKEN,
    /** It is not known, since a commit broke and somebody else changed the account then. */
    NOT_KNOWN
  }

  /**
   * The outcome of a change.
   *
   * @param taken of {@link Outcome#TAKEN}, what is taken by whom
   */
  record Result(Outcome outcome, Optional<AccountNameTakenException> taken) {
    private static Result of(Outcome outcome) {
      return new Result(outcome, Optional.empty());
    }
  }

  /**
   * Makes a change.
   *
   * @param next the account; nothing to remove it
   * @param expected the version that it has to have; nothing for whatever is there
   */
  AccountChange(
      AccountStatements statements,
      String id,
      Optional<StaffAccount> next,
      Optional<AccountHead> expected) {
    this.statements = statements;
    this.id = id;
    this.next = next;
    this.expected = expected;
  }

  Result on(Connection connection, CallTraces traces) throws SQLException {
    for (int left = TRIES; left > 0; left--) {
      Optional<AccountHead> found = statements.head(connection, id);
      Optional<Outcome> early = withoutWriting(found, traces);
      if (early.isPresent()) {
        return Result.of(early.get());
      }
      Optional<AccountNameTakenException> taken = Optional.empty();
      try {
        if (statements.advance(connection, attempt)) {
          taken = taken(connection); // nobody else changes accounts from here on
          if (taken.isEmpty() && written(connection, found)) {
            before = found;
            StateDatabase.commit(connection, traces);
            return Result.of(Outcome.DONE);
          }
        }
      } catch (SQLException e) {
        if (!SqlFailures.isDuplicate(e)) {
          throw e;
        }
      }
      connection.rollback();
      if (taken.isPresent()) {
        return new Result(Outcome.TAKEN, taken);
      }
      requireChangedOrWhole(connection, found);
    }
    throw new SQLTransientException("the account or the revision changed each time");
  }

  private Optional<Outcome> withoutWriting(Optional<AccountHead> found, CallTraces traces) {
    if (traces.left() && !isSame(found, before)) {
      boolean isOurs = found.isPresent() ? isOurs(found.get()) : next.isEmpty();
      return Optional.of(isOurs ? Outcome.DONE : Outcome.NOT_KNOWN);
    }
    if (found.isEmpty() && next.isEmpty()) {
      return Optional.of(Outcome.ABSENT);
    }
    return expected.isPresent() && !isSame(found, expected)
        ? Optional.of(Outcome.CHANGED)
        : Optional.empty();
  }

  private boolean isOurs(AccountHead found) {
    return found.attempt().equals(attempt);
  }

  private static boolean isSame(Optional<AccountHead> found, Optional<AccountHead> other) {
    return found.isEmpty()
        ? other.isEmpty()
        : other.filter(found.get()::isSameVersionAs).isPresent();
  }

  private boolean written(Connection connection, Optional<AccountHead> found) throws SQLException {
    if (next.isEmpty()) {
      return statements.delete(connection, found.orElseThrow());
    }
    if (found.isPresent()) {
      return statements.update(connection, next.get(), found.get(), attempt);
    }
    statements.insert(connection, next.get(), attempt);
    return true;
  }

  /** Requires that what was not done can be done another time. */
  private void requireChangedOrWhole(Connection connection, Optional<AccountHead> found)
      throws SQLException {
    if (found.isPresent()
        && isSame(statements.head(connection, id), found)
        && !statements.hasAllParts(connection, found.get())) {
      throw AccountReader.corrupt(id);
    }
  }

  private Optional<AccountNameTakenException> taken(Connection connection) throws SQLException {
    if (next.isEmpty()) {
      return Optional.empty();
    }
    Optional<String> other = other(statements.idIgnoringCase(connection, id));
    if (other.isPresent()) {
      return other.map(owner -> AccountNameTakenException.letterCase(id, owner));
    }
    Optional<String> known = other(statements.idKnownAs(connection, id));
    if (known.isPresent()) {
      return known.map(owner -> AccountNameTakenException.name(id, id, owner));
    }
    for (String name : next.get().knownAs()) {
      Optional<String> owner = other(statements.idKnownAs(connection, name));
      if (owner.isEmpty() && NameSyntax.isId(name)) {
        owner = other(statements.idIgnoringCase(connection, name));
      }
      if (owner.isPresent()) {
        return owner.map(one -> AccountNameTakenException.name(id, name, one));
      }
    }
    return Optional.empty();
  }

  private Optional<String> other(Optional<String> found) {
    return found.filter(one -> !one.equals(id));
  }
}
