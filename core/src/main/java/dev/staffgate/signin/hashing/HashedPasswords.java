package dev.staffgate.signin.hashing;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.io.BaseEncoding;
import java.util.Optional;

/** Bounds and notation that all hashes of passwords share. */
final class HashedPasswords {
  private static final BaseEncoding BASE64 = BaseEncoding.base64();

  private HashedPasswords() {}

  /** Returns whether a password has a hash: it is not empty, and not too long. */
  static boolean isBounded(char[] password) {
    return password.length >= 1 && PasswordBytes.count(password) <= PasswordBytes.MAX;
  }

  static void requireBounded(char[] password) {
    checkArgument(isBounded(password), "a password has 1 to %s bytes of UTF-8", PasswordBytes.MAX);
  }

  /** Returns the bytes of a text in Base64, with or without padding; empty if it is not that. */
  static Optional<byte[]> base64(String text) {
    return BASE64.canDecode(text) ? Optional.of(BASE64.decode(text)) : Optional.empty();
  }
}
