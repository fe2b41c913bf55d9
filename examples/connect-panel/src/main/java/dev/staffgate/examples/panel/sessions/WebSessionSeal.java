package dev.staffgate.examples.panel.sessions;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.common.hash.Hashing;
import dev.staffgate.state.StateKey;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * The key and the seal of one web session, both made of its id, which the cookie alone has. Whoever
 * reads the store finds neither a cookie nor what its session holds: the name is a hash, and the
 * content is sealed with AES-256 in GCM under another one.
 */
final class WebSessionSeal {
  private static final String PREFIX = "web-session";
  private static final int NAME_DIGITS = 40;
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;
  private static final SecureRandom RANDOM = new SecureRandom();

  private final StateKey key;
  private final SecretKeySpec secret;

  WebSessionSeal(String id) {
    // Two uses of one secret, told apart by their labels (HKDF, RFC 5869, in its simplest form).
    this.key =
        StateKey.of(PREFIX, hmac(id, "staffgate web session: name").substring(0, NAME_DIGITS));
    this.secret =
        new SecretKeySpec(
            Hashing.hmacSha256(id.getBytes(UTF_8))
                .hashString("staffgate web session: content", UTF_8)
                .asBytes(),
            "AES");
  }

  private static String hmac(String id, String label) {
    return Hashing.hmacSha256(id.getBytes(UTF_8)).hashString(label, UTF_8).toString();
  }

  /** Returns the name of the entry in the state store. */
  StateKey key() {
    return key;
  }

  byte[] seal(byte[] plain) throws GeneralSecurityException {
    byte[] nonce = new byte[NONCE_BYTES];
    RANDOM.nextBytes(nonce);
    byte[] sealed = cipher(Cipher.ENCRYPT_MODE, nonce).doFinal(plain);
    return ByteBuffer.allocate(NONCE_BYTES + sealed.length).put(nonce).put(sealed).array();
  }

  /**
   * Returns what was sealed.
   *
   * @throws GeneralSecurityException if it was sealed for another session, or changed since
   */
  byte[] open(byte[] sealed) throws GeneralSecurityException {
    if (sealed.length < NONCE_BYTES) {
      throw new GeneralSecurityException("a web session is too short");
    }
    byte[] nonce = new byte[NONCE_BYTES];
    System.arraycopy(sealed, 0, nonce, 0, NONCE_BYTES);
    return cipher(Cipher.DECRYPT_MODE, nonce)
        .doFinal(sealed, NONCE_BYTES, sealed.length - NONCE_BYTES);
  }

  private Cipher cipher(int mode, byte[] nonce) throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(mode, secret, new GCMParameterSpec(TAG_BITS, nonce));
    cipher.updateAAD(key.text().getBytes(UTF_8));
    return cipher;
  }
}
