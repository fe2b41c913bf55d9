package dev.staffgate.signin.hashing;

import static com.google.common.base.Preconditions.checkArgument;
import static com.google.common.base.Preconditions.checkState;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Argon2id by Bouncy Castle, an optional library: {@code org.bouncycastle:bcprov-jdk18on}. Hashes
 * are in the PHC string format: {@code $argon2id$v=19$m=19456,t=2,p=1$salt$hash}. Safe for any
 * number of threads; each hash takes {@link Cost#memoryKib} of heap while it is made.
 *
 * <p>To change from PBKDF2: {@code MigratingPasswordHasher.to(Argon2idPasswordHasher.create(), new
 * Pbkdf2PasswordHasher())}.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9106">RFC 9106</a>
 */
public final class Argon2idPasswordHasher implements PasswordHasher {
  private static final int SALT_BYTES = 16;
  private static final int HASH_BYTES = 32;
  private static final int MIN_SALT_BYTES = 8;
  private static final int MIN_HASH_BYTES = 16;
  private static final char[] STAND_IN = {'-'};

  private final Cost cost;
  private final SecureRandom random = new SecureRandom();

  /**
   * The work that goes into a hash. Bounded, for a stored hash says what it costs to check it.
   *
   * @param memoryKib 8 times the lanes to 262,144 (256 MiB)
   * @param passes over the memory, 1 to 64; passes times memory are at most 1 GiB
   * @param lanes 1 to 16; they are computed one after the other
   */
  public record Cost(int memoryKib, int passes, int lanes) {
    /** The usual cost: 19 MiB, two passes, one lane, as OWASP's cheat sheet on storage says. */
    public static final Cost STANDARD = new Cost(19 * 1024, 2, 1);

    private static final int MAX_MEMORY_KIB = 256 * 1024;
    private static final int MAX_PASSES = 64;
    private static final int MAX_LANES = 16;
    private static final long MAX_WORK_KIB = 1024 * 1024;

    public Cost {
      checkArgument(lanes >= 1 && lanes <= MAX_LANES, "%s lanes", lanes);
      checkArgument(
          memoryKib >= 8 * lanes && memoryKib <= MAX_MEMORY_KIB, "%s KiB of memory", memoryKib);
      checkArgument(
          passes >= 1 && passes <= MAX_PASSES && (long) memoryKib * passes <= MAX_WORK_KIB,
          "%s passes",
          passes);
    }

    private static Optional<Cost> parse(String memoryKib, String passes, String lanes) {
      try {
        return Optional.of(
            new Cost(
                Integer.parseInt(memoryKib), Integer.parseInt(passes), Integer.parseInt(lanes)));
      } catch (IllegalArgumentException outOfBounds) {
        return Optional.empty();
      }
    }

    private boolean isLessThan(Cost other) {
      return memoryKib < other.memoryKib || passes < other.passes;
    }

    /** Returns what makes this as much work as another, in whole passes; empty if it is that. */
    private Optional<Cost> missingTo(Cost other) {
      long missing = (long) other.memoryKib * other.passes - (long) memoryKib * passes;
      int whole = (int) ((missing + other.memoryKib / 2) / other.memoryKib);
      return missing > 0 && whole > 0
          ? Optional.of(new Cost(other.memoryKib, whole, other.lanes))
          : Optional.empty();
    }
  }

  private Argon2idPasswordHasher(Cost cost) {
    this.cost = cost;
    requireLibrary();
  }

  private static void requireLibrary() {
    try {
      Argon2idFunction.load();
    } catch (NoClassDefFoundError e) {
      throw new IllegalStateException(
          "Argon2id needs Bouncy Castle, which is not there: add org.bouncycastle:bcprov-jdk18on"
              + " (1.86 or later), and on the module path \"requires org.bouncycastle.provider\"."
              + " Pbkdf2PasswordHasher needs nothing but the JDK",
          e);
    }
  }

  /**
   * Returns a hasher for {@link Cost#STANDARD}.
   *
   * @throws IllegalStateException if Bouncy Castle is missing; the message says what to add
   */
  public static Argon2idPasswordHasher create() {
    return new Argon2idPasswordHasher(Cost.STANDARD);
  }

  /**
   * Returns a hasher.
   *
   * @param cost less than {@link Cost#STANDARD} for tests alone
   * @throws IllegalStateException if Bouncy Castle is missing; the message says what to add
   */
  public static Argon2idPasswordHasher create(Cost cost) {
    return new Argon2idPasswordHasher(cost);
  }

  @Override
  public String hash(char[] password) {
    HashedPasswords.requireBounded(password);
    byte[] salt = new byte[SALT_BYTES];
    random.nextBytes(salt);
    Base64.Encoder base64 = Base64.getEncoder().withoutPadding();
    return "$argon2id$v=19$m=%d,t=%d,p=%d$%s$%s"
        .formatted(
            cost.memoryKib,
            cost.passes,
            cost.lanes,
            base64.encodeToString(salt),
            base64.encodeToString(derive(password, cost, salt, HASH_BYTES)));
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
    byte[] derived = derive(bounded ? password : STAND_IN, made.cost, made.salt, made.hash.length);
    made.cost
        .missingTo(cost)
        .ifPresent(
            missing -> {
              byte[] unused = derive(STAND_IN, missing, made.salt, HASH_BYTES);
            });
    return MessageDigest.isEqual(made.hash, derived) && bounded;
  }

  @Override
  public boolean needsRehash(String hash) {
    Made made = Made.of(hash);
    return made.cost.isLessThan(cost)
        || made.salt.length < SALT_BYTES
        || made.hash.length < HASH_BYTES;
  }

  /** A hash and how it was made. */
  @SuppressWarnings("ArrayRecordComponent") // read here alone, and never compared as a record
  private record Made(Cost cost, byte[] salt, byte[] hash) {
    // Up to 64 bytes in Base64, without padding.
    private static final Pattern FORM =
        Pattern.compile(
            "\\$argon2id\\$v=19\\$m=([0-9]{1,7}),t=([0-9]{1,3}),p=([0-9]{1,3})"
                + "\\$([^$=]{11,86})\\$([^$=]{22,86})");

    static Made of(String text) {
      return parse(text)
          .orElseThrow(
              () ->
                  new IllegalArgumentException(
                      "the hash is none of Argon2id, version 1.3, within its bounds"));
    }

    static Optional<Made> parse(String text) {
      Matcher form = FORM.matcher(text);
      if (!form.matches()) {
        return Optional.empty();
      }
      Optional<Cost> cost = Cost.parse(form.group(1), form.group(2), form.group(3));
      Optional<byte[]> salt =
          HashedPasswords.base64(form.group(4)).filter(one -> one.length >= MIN_SALT_BYTES);
      Optional<byte[]> hash =
          HashedPasswords.base64(form.group(5)).filter(one -> one.length >= MIN_HASH_BYTES);
      return cost.isPresent() && salt.isPresent() && hash.isPresent()
          ? Optional.of(new Made(cost.get(), salt.get(), hash.get()))
          : Optional.empty();
    }
  }

  private static byte[] derive(char[] password, Cost cost, byte[] salt, int length) {
    ByteBuffer buffer = ByteBuffer.allocate(PasswordBytes.count(password));
    CoderResult result =
        StandardCharsets.UTF_8
            .newEncoder()
            .onMalformedInput(CodingErrorAction.REPLACE)
            .encode(CharBuffer.wrap(password), buffer, true);
    checkState(result.isUnderflow(), "a password is longer in UTF-8 than was counted");
    byte[] bytes = Arrays.copyOf(buffer.array(), buffer.position());
    try {
      return Argon2idFunction.derive(bytes, salt, cost, length);
    } finally {
      Arrays.fill(bytes, (byte) 0);
      Arrays.fill(buffer.array(), (byte) 0);
    }
  }
}
