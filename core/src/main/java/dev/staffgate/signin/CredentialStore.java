package dev.staffgate.signin;

import java.util.Optional;

/**
 * Where credentials are kept. Safe for any number of threads; what {@link #replace} has answered
 * true to is kept, also if the machine stops the moment after.
 */
public interface CredentialStore {
  /**
   * Returns the credentials of a staff id, if there are any.
   *
   * @throws CredentialStoreException if the store cannot be asked
   */
  Optional<Credentials> find(String staff);

  /**
   * Keeps credentials if nobody has changed them since: if those that are kept have the version
   * before, or if none are kept and the version is 1.
   *
   * @return whether they are kept now
   * @throws CredentialStoreException if it is not known whether they are
   */
  boolean replace(String staff, Credentials next);
}
