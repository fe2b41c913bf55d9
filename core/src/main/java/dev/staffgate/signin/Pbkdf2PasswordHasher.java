package dev.staffgate.signin;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.base.Splitter;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/**
 * PBKDF2 with HMAC-SHA-256 by the JDK: {@code $pbkdf2-sha256$i=600000$salt$hash}, salt and hash in
 * Base64.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8018#section-5.2">RFC 8018, section 5.2</a>
 */
public final class Pbkdf2PasswordHasher implements PasswordHasher {
  /** The iterations of a new hash, as OWASP's cheat sheet on password storage says. */
  public static final int ITERATIONS = 600_000;

  private static final int MAX_ITERATIONS = 10_000_000;
  private static final int MAX_PASSWORD = 1024;
  private static final int SALT_BYTES = 16;
  private static final int HASH_BYTES = 32;

  private final int iterations;
  private final SecureRandom random = new SecureRandom();

  /** Makes a hasher for {@link #ITERATIONS}. */
  public Pbkdf2PasswordHasher() {
    this(ITERATIONS);
  }

  /**
   * Makes a hasher.
   *
   * @param iterations 1 to 10,000,000; fewer than {@link #ITERATIONS} for tests alone
   */
  public Pbkdf2PasswordHasher(int iterations) {
    checkArgument(iterations >= 1 && iterations <= MAX_ITERATIONS, "%s iterations", iterations);
    this.iterations = iterations;
  }

  @Override
  public String hash(char[] password) {
    checkArgument(
        password.length >= 1 && password.length <= MAX_PASSWORD,
        "a password has 1 to %s characters",
        MAX_PASSWORD);
    byte[] salt = new byte[SALT_BYTES];
    random.nextBytes(salt);
    Base64.Encoder base64 = Base64.getEncoder().withoutPadding();
    return "$pbkdf2-sha256$i="
        + iterations
        + "$"
        + base64.encodeToString(salt)
        + "$"
        + base64.encodeToString(derive(password, salt, iterations));
  }

  @Override
  public boolean matches(char[] password, String hash) {
    Made made = Made.parse(hash);
    boolean fits = password.length >= 1 && password.length <= MAX_PASSWORD;
    // What does not fit is compared as well, so that it takes as long.
    byte[] derived = derive(fits ? password : new char[] {'-'}, made.salt, made.iterations);
    return MessageDigest.isEqual(made.hash, derived) && fits;
  }

  @Override
  public boolean needsRehash(String hash) {
    return Made.parse(hash).iterations < iterations;
  }

  /** A hash and how it was made. */
  @SuppressWarnings("ArrayRecordComponent") // read here alone, and never compared as a record
  private record Made(int iterations, byte[] salt, byte[] hash) {
    static Made parse(String text) {
      List<String> parts = Splitter.on('$').splitToList(text);
      checkArgument(
          parts.size() == 5
              && parts.get(0).isEmpty()
              && parts.get(1).equals("pbkdf2-sha256")
              && parts.get(2).matches("i=[0-9]{1,8}"),
          "the hash is none of PBKDF2");
      int iterations = Integer.parseInt(parts.get(2).substring(2));
      checkArgument(
          iterations >= 1 && iterations <= MAX_ITERATIONS, "it was made over %s times", iterations);
      byte[] salt = Base64.getDecoder().decode(parts.get(3));
      byte[] hash = Base64.getDecoder().decode(parts.get(4));
      checkArgument(salt.length >= 1 && hash.length == HASH_BYTES, "salt or hash is too short");
      return new Made(iterations, salt, hash);
    }
  }

  private static byte[] derive(char[] password, byte[] salt, int iterations) {
    PBEKeySpec spec = new PBEKeySpec(password, salt, iterations, HASH_BYTES * 8);
    try {
      return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256").generateSecret(spec).getEncoded();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JVM has PBKDF2WithHmacSHA256", e);
    } finally {
      spec.clearPassword();
    }
  }
}
