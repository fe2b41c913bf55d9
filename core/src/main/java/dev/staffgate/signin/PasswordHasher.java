package dev.staffgate.signin;

/**
 * Turns passwords into texts from which they cannot be had back. Safe for any number of threads.
 */
public interface PasswordHasher {
  /**
   * Returns a hash with a salt of its own, which says by itself how it was made.
   *
   * @throws IllegalArgumentException if the password is empty or longer than 1024 characters
   */
  String hash(char[] password);

  /**
   * Returns whether the password is the one of the hash; false for one that is empty or longer than
   * 1024 characters. Takes as long for a wrong password as for the right one.
   *
   * @throws IllegalArgumentException if the hash is none of this hasher's
   */
  boolean matches(char[] password, String hash);

  /**
   * Returns whether a hash that matched should be made anew because it was made with less work than
   * this hasher puts in, or by another method.
   */
  boolean needsRehash(String hash);
}
