package dev.staffgate.model;

import static com.google.common.base.Preconditions.checkArgument;

import java.util.Base64;

/**
 * The only public key that a server may present: {@code sha256/} and, in Base64, the SHA-256 of its
 * certificate's SubjectPublicKeyInfo (RFC 7469, section 2.4). It replaces the validation of chain
 * and name, not of the dates.
 *
 * @param text such as {@code sha256/} followed by 44 characters
 */
public record KeyPin(String text) {
  private static final String PREFIX = "sha256/";

  public KeyPin {
    checkArgument(isPin(text), "a pin is sha256/ and 44 characters of Base64");
  }

  /** Returns the pin of a key with this SHA-256 of 32 bytes. */
  public static KeyPin ofSha256(byte[] sha256) {
    return new KeyPin(PREFIX + Base64.getEncoder().encodeToString(sha256));
  }

  /** Returns whether {@code text} has the form of a pin. */
  public static boolean isPin(String text) {
    if (!text.startsWith(PREFIX) || text.length() != PREFIX.length() + 44) {
      return false;
    }
    try {
      byte[] bytes = Base64.getDecoder().decode(text.substring(PREFIX.length()));
      return bytes.length == 32 && text.equals(PREFIX + Base64.getEncoder().encodeToString(bytes));
    } catch (IllegalArgumentException notBase64) {
      return false;
    }
  }

  @Override
  public String toString() {
    return text;
  }
}
