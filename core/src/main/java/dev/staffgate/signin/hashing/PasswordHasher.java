package dev.staffgate.signin.hashing;

import dev.staffgate.signin.PasswordSetter;
import dev.staffgate.signin.SignIn;

/**
 * Turns passwords into texts from which they cannot be had back. Safe for any number of threads.
 *
 * <p>A hasher takes passwords as they are: {@link PasswordSetter} and {@link SignIn} bring them
 * into Unicode's form NFC and keep the rules.
 */
public interface PasswordHasher {
  /**
   * Returns a hash with a salt of its own, which says by itself how it was made.
   *
   * @throws IllegalArgumentException if the password is empty or longer than 1,024 bytes of UTF-8
   */
  String hash(char[] password);

  /**
   * Returns whether this hasher can read a hash: it is of its method, and the parameters in it are
   * within bounds, so that {@link #matches} needs bounded time and memory. Cheap.
   */
  boolean canRead(String hash);

  /**
   * Returns whether the password is the one of the hash; false for one that is empty or longer than
   * 1,024 bytes. Takes as long for a wrong password as for the right one, and does at least the
   * work of {@link #hash}, also for a hash that was made with less: else the time would tell whose
   * hash is an old one.
   *
   * @throws IllegalArgumentException if this hasher cannot read the hash
   */
  boolean matches(char[] password, String hash);

  /**
   * Returns whether a hash that matched should be made anew because it was made with less work than
   * this hasher puts in, or by another method.
   *
   * @throws IllegalArgumentException if this hasher cannot read the hash
   */
  boolean needsRehash(String hash);
}
