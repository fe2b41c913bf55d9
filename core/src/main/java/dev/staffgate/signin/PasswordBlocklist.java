package dev.staffgate.signin;

/**
 * A list of passwords that are commonly used, expected or known to be compromised. Safe for any
 * number of threads.
 *
 * @see <a href="https://pages.nist.gov/800-63-4/sp800-63b.html#passwordver">NIST SP 800-63B-4,
 *     section 3.1.1.2</a>
 */
@FunctionalInterface
public interface PasswordBlocklist {
  /**
   * Returns whether a password is on the list. Asked once for each new password that follows all
   * other rules, never at a sign-in. Whatever this throws, the password is not set.
   *
   * @param password the whole password in Unicode's form NFC; 8 to 1,024 bytes of UTF-8
   */
  boolean contains(String password);

  /**
   * Returns a short list of what everybody tries first, which a program adds to its rules by {@link
   * PasswordRules#blocking}: well-known words with digits and signs around or in them, rows of a
   * keyboard, and anything short that is repeated. A list of passwords that were leaked is better,
   * where the program has one.
   */
  static PasswordBlocklist common() {
    return CommonPasswords.LIST;
  }
}
