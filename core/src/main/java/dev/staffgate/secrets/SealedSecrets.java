package dev.staffgate.secrets;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.staffgate.model.Secret;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * A text under a seal: AES-256-GCM (NIST SP 800-38D), a nonce of 96 random bits for each text, a
 * tag of 128 bits. The bytes are a line of ASCII that tells the format, which the tag covers too,
 * the nonce, and the rest.
 */
final class SealedSecrets {
  private static final byte[] HEAD = "staffgate-secrets 1 AES-256-GCM\n".getBytes(US_ASCII);
  private static final byte[] HEAD_OF_ONE = "staffgate-secret 1 AES-256-GCM\n".getBytes(US_ASCII);
  private static final byte[] NOWHERE = {};
  private static final int KEY_BYTES = 32;
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;
  private static final SecureRandom RANDOM = new SecureRandom();

  private final SecretKeySpec key;

  private SealedSecrets(SecretKeySpec key) {
    this.key = key;
  }

  /** With a key in Base64; nothing if it is not one of 32 bytes. */
  static Optional<SealedSecrets> withKey(Secret base64) {
    byte[] bytes;
    try {
      bytes = Base64.getDecoder().decode(base64.revealToUse());
    } catch (IllegalArgumentException notBase64) {
      return Optional.empty();
    }
    return bytes.length == KEY_BYTES
        ? Optional.of(new SealedSecrets(new SecretKeySpec(bytes, "AES")))
        : Optional.empty();
  }

  /** The seal does not hold: another key, another format, or changed bytes. */
  static final class BrokenSealException extends IOException {
    private static final long serialVersionUID = 1L;

    BrokenSealException(String message) {
      super(message);
    }
  }

  /** Closes a file of secrets. */
  byte[] close(byte[] text) {
    return close(HEAD, text, NOWHERE);
  }

  /** Closes one secret of a place, which the tag covers too. */
  byte[] close(byte[] text, byte[] place) {
    return close(HEAD_OF_ONE, text, place);
  }

  private byte[] close(byte[] head, byte[] text, byte[] place) {
    byte[] nonce = new byte[NONCE_BYTES];
    RANDOM.nextBytes(nonce);
    try {
      Cipher cipher = cipher(Cipher.ENCRYPT_MODE, nonce, head, place);
      ByteArrayOutputStream sealed = new ByteArrayOutputStream();
      sealed.writeBytes(head);
      sealed.writeBytes(nonce);
      sealed.writeBytes(cipher.doFinal(text));
      return sealed.toByteArray();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this JVM has no AES-256-GCM", e);
    }
  }

  /** Opens a file of secrets. */
  byte[] open(byte[] sealed) throws BrokenSealException {
    return open(HEAD, sealed, NOWHERE);
  }

  /** Opens one secret of a place. */
  byte[] open(byte[] sealed, byte[] place) throws BrokenSealException {
    return open(HEAD_OF_ONE, sealed, place);
  }

  private byte[] open(byte[] head, byte[] sealed, byte[] place) throws BrokenSealException {
    int begin = head.length + NONCE_BYTES;
    if (sealed.length < begin + TAG_BITS / 8
        || !Arrays.equals(head, 0, head.length, sealed, 0, head.length)) {
      throw new BrokenSealException("it does not hold secrets in this format, or is cut off");
    }
    byte[] nonce = Arrays.copyOfRange(sealed, head.length, begin);
    try {
      return cipher(Cipher.DECRYPT_MODE, nonce, head, place)
          .doFinal(sealed, begin, sealed.length - begin);
    } catch (AEADBadTagException e) {
      throw new BrokenSealException("the key does not fit, or it was changed");
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this JVM has no AES-256-GCM", e);
    }
  }

  private Cipher cipher(int mode, byte[] nonce, byte[] head, byte[] place)
      throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
    cipher.updateAAD(head);
    cipher.updateAAD(place);
    return cipher;
  }
}
