package dev.staffgate.signin;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import dev.staffgate.model.NameSyntax;
import dev.staffgate.model.Secret;
import dev.staffgate.signin.hashing.BoundedPasswordHasher;
import dev.staffgate.signin.hashing.PasswordHasher;
import dev.staffgate.signin.hashing.PasswordHasherBusyException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Sets passwords: asks the rules, hashes and stores. The one way for a new password into a {@link
 * CredentialStore}. Safe for any number of threads. The caller wipes the password.
 */
public final class PasswordSetter {
  private static final int TRIES = 16;

  private final CredentialStore store;
  private final PasswordHasher hasher;
  private final PasswordRules rules;

  /**
   * Makes a setter.
   *
   * @param hasher where several people set passwords at once, the {@link BoundedPasswordHasher}
   *     that the sign-in has, too
   */
  public PasswordSetter(CredentialStore store, PasswordHasher hasher, PasswordRules rules) {
    this.store = requireNonNull(store, "store");
    this.hasher = requireNonNull(hasher, "hasher");
    this.rules = requireNonNull(rules, "rules");
  }

  /**
   * Sets a password unless the rules refuse it. A second factor that was enrolled stays, and a
   * sign-in that awaits its code is over. Waits after failures stay as well.
   *
   * @param staff a staff id; whether there is such an account is not asked
   * @return what is wrong with the password, in sentences for whoever chose it; empty if it is set
   * @throws PasswordHasherBusyException if too many passwords are hashed already; nothing is set
   * @throws CredentialStoreException if it is not known whether it is set
   */
  public List<PasswordProblem> set(String staff, char[] password, PasswordOwner owner) {
    return set(staff, password, owner, Optional.empty());
  }

  /**
   * Sets a first password as {@link #set} does, with which its owner may enrol the second factor at
   * a sign-in. Whoever knows the password until then may do so, too: a link is better, where one
   * can be sent.
   *
   * @param before until when
   */
  public List<PasswordProblem> setToEnrol(
      String staff, char[] password, PasswordOwner owner, Instant before) {
    return set(staff, password, owner, Optional.of(before));
  }

  /** Returns what the rules say of a password, without setting it. */
  public List<PasswordProblem> problems(char[] password, PasswordOwner owner) {
    return rules.problems(password, owner);
  }

  private List<PasswordProblem> set(
      String staff, char[] password, PasswordOwner owner, Optional<Instant> enrolBefore) {
    checkArgument(NameSyntax.isId(staff), "credentials are kept by staff id");
    List<PasswordProblem> problems = rules.problems(password, owner);
    if (problems.isEmpty()) {
      store(staff, hashed(password), enrolBefore);
    }
    return problems;
  }

  private Secret hashed(char[] password) {
    try (PasswordText text = PasswordText.of(password).orElseThrow()) {
      return Secret.of(hasher.hash(text.composed()));
    }
  }

  private void store(String staff, Secret hash, Optional<Instant> enrolBefore) {
    for (int i = 0; i < TRIES; i++) {
      Optional<Credentials> before = store.find(staff);
      Credentials next =
          (before.isPresent() ? before.get().next() : Credentials.none())
              .withPassword(hash, enrolBefore);
      if (store.replace(staff, next)) {
        return;
      }
    }
    throw new CredentialStoreException("the credentials of one account change without end", null);
  }
}
