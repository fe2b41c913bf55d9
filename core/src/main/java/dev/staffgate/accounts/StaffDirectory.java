package dev.staffgate.accounts;

import com.google.common.base.Ascii;
import dev.staffgate.model.NameSyntax;
import dev.staffgate.model.StaffAccount;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * A directory of accounts that the policy document does not have: a database, the program's own
 * tables, or an {@link AccountTable}.
 *
 * <p>Safe for any number of threads. {@link #find} is asked on the thread that decides, so it
 * should answer soon. What it finds is kept for up to 5 s ({@link LiveAccounts#DEFAULT_AGE}), and
 * so is that it finds nothing: for so long a decision may be about the account as it was, unless
 * the directory tells of the change ({@link #watch}). Whatever it throws is a denial, {@code
 * directory-unavailable}.
 */
public interface StaffDirectory {
  /**
   * Finds an account as it is now.
   *
   * @param staff any text: ids come from requests
   * @return nothing if no account has exactly this id; a disabled account is found
   * @throws DirectoryException if the directory does not answer
   */
  Optional<StaffAccount> find(String staff);

  /**
   * Finds the account whose id is this one, or this one but for the case of its ASCII letters: what
   * somebody typed who signs in. By default this reads all accounts, which is slow: a directory
   * that can look it up does so.
   *
   * @param typed any text
   * @return the account with exactly this id if there is one; nothing if several others match
   * @throws DirectoryException if the directory does not answer
   */
  default Optional<StaffAccount> findIgnoringCase(String typed) {
    if (!NameSyntax.isId(typed)) {
      return Optional.empty();
    }
    Optional<StaffAccount> exact = find(typed).filter(account -> account.id().equals(typed));
    return exact.isPresent()
        ? exact
        : OnlyAccount.in(all(), account -> Ascii.equalsIgnoreCase(account.id(), typed));
  }

  /**
   * Finds the account that an identity provider calls so ({@link StaffAccount#knownAs}). By default
   * this reads all accounts, which is slow: a directory that can look it up does so.
   *
   * @param name any text; its letter case counts
   * @return nothing if no account is known as this, or several are
   * @throws DirectoryException if the directory does not answer
   */
  default Optional<StaffAccount> findKnownAs(String name) {
    return StaffAccount.isKnownAs(name)
        ? OnlyAccount.in(all(), account -> account.knownAs().contains(name))
        : Optional.empty();
  }

  /**
   * Returns all accounts, disabled ones too, in any order. The caller closes the stream.
   *
   * @throws DirectoryException if the directory does not answer, here or in the stream
   */
  Stream<StaffAccount> all();

  /**
   * Tells of changes from now on: the id of each account that was added, changed or removed, after
   * it was. A directory that cannot know tells nothing; then a change counts within 5 s, when what
   * was kept is too old.
   *
   * <p>Each registration that is not closed is told of each change: a later one replaces none. One
   * {@code Staffgate} registers once.
   *
   * @param changed called on any thread; returns soon and throws nothing
   * @return closed to stop it
   */
  Watch watch(Consumer<String> changed);

  /** A registration for changes. */
  interface Watch extends AutoCloseable {
    @Override
    void close();
  }
}
