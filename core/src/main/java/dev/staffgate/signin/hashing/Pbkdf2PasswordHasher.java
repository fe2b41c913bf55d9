package dev.staffgate.signin.hashing;

import static com.google.common.base.Preconditions.checkArgument;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/**
 * PBKDF2 with HMAC-SHA-256 by the JDK: {@code $pbkdf2-sha256$i=600000$salt$hash}, salt and hash in
 * Base64. Safe for any number of threads.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8018#section-5.2">RFC 8018, section 5.2</a>
 */
public final class Pbkdf2PasswordHasher implements PasswordHasher {
  /** The iterations of a new hash, as OWASP's cheat sheet on password storage says. */
  public static final int ITERATIONS = 600_000;

  private static final int MAX_ITERATIONS = 10_000_000;
  private static final int SALT_BYTES = 16;
  private static final int HASH_BYTES = 32;
  private static final int MAX_BASE64 = 86; // 64 bytes
  private static final char[] STAND_IN = {'-'};

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
    HashedPasswords.requireBounded(password);
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
  public boolean canRead(String hash) {
    return Made.parse(hash).isPresent();
  }

  @Override
  public boolean matches(char[] password, String hash) {
    Made made = Made.of(hash);
    boolean bounded = HashedPasswords.isBounded(password);
    // What has no hash is compared as well, so that it takes as long.
    byte[] derived = derive(bounded ? password : STAND_IN, made.salt, made.iterations);
    if (made.iterations < iterations) {
      byte[] unused = derive(STAND_IN, made.salt, iterations - made.iterations);
    }
    return MessageDigest.isEqual(made.hash, derived) && bounded;
  }

  @Override
  public boolean needsRehash(String hash) {
    return Made.of(hash).iterations < iterations;
  }

  /** A hash and how it was made. */
  @SuppressWarnings("ArrayRecordComponent") // read here alone, and never compared as a record
  private record Made(int iterations, byte[] salt, byte[] hash) {
    private static final Pattern FORM =
        Pattern.compile(
            "\\$pbkdf2-sha256\\$i=([0-9]{1,8})\\$([^$]{1,%1$d})\\$([^$]{1,%1$d})"
                .formatted(MAX_BASE64 + 2)); // with padding

    static Made of(String text) {
      return parse(text)
          .orElseThrow(() -> new IllegalArgumentException("the hash is none of PBKDF2"));
    }

    static Optional<Made> parse(String text) {
      Matcher form = FORM.matcher(text);
      if (!form.matches()) {
        return Optional.empty();
      }
      int iterations = Integer.parseInt(form.group(1));
      Optional<byte[]> salt = HashedPasswords.base64(form.group(2));
      Optional<byte[]> hash = HashedPasswords.base64(form.group(3));
      boolean readable =
          iterations >= 1
              && iterations <= MAX_ITERATIONS
              && salt.isPresent()
              && hash.filter(one -> one.length == HASH_BYTES).isPresent();
      return readable
          ? Optional.of(new Made(iterations, salt.get(), hash.get()))
          : Optional.empty();
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
