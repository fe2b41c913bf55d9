package dev.staffgate.signin.hashing;

/** The size of passwords, as hashers count it. */
public final class PasswordBytes {
  /** The most bytes of UTF-8 that a password has. */
  public static final int MAX = 1024;

  private PasswordBytes() {}

  /** Returns the length in UTF-8 of a text that has no unpaired surrogates. */
  public static int count(char[] text) {
    int bytes = 0;
    for (char one : text) {
      if (one < 0x80) {
        bytes += 1;
      } else if (one < 0x800 || Character.isSurrogate(one)) {
        bytes += 2; // each surrogate is half of four bytes
      } else {
        bytes += 3;
      }
    }
    return bytes;
  }
}
