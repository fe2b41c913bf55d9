package dev.staffgate.signin;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import com.google.common.io.BaseEncoding;
import dev.staffgate.model.Secret;

/**
 * A key of one-time codes, as an authenticator app and the credentials keep it.
 *
 * @param seed 16 to 64 bytes in Base32 (RFC 4226, section 4, R6)
 * @param form of the codes, which app and program must agree on
 */
public record OneTimeCodeKey(Secret seed, OneTimeCodeForm form) {
  private static final int MIN_SEED_BYTES = 16;
  private static final int MAX_SEED_BYTES = 64;
  private static final BaseEncoding BASE32 = BaseEncoding.base32().omitPadding();

  public OneTimeCodeKey {
    requireNonNull(form, "form");
    int bytes = BASE32.canDecode(seed.revealToUse()) ? bytes(seed).length : 0;
    // The message does not quote it.
    checkArgument(
        bytes >= MIN_SEED_BYTES && bytes <= MAX_SEED_BYTES,
        "a seed has %s to %s bytes, in Base32",
        MIN_SEED_BYTES,
        MAX_SEED_BYTES);
  }

  /** Returns a key of codes that every authenticator app makes. */
  public static OneTimeCodeKey of(Secret seed) {
    return new OneTimeCodeKey(seed, OneTimeCodeForm.STANDARD);
  }

  /** Returns a key for these bytes. */
  static OneTimeCodeKey of(byte[] seed, OneTimeCodeForm form) {
    return new OneTimeCodeKey(Secret.of(BASE32.encode(seed)), form);
  }

  /** Returns the bytes of the seed. */
  byte[] bytes() {
    return bytes(seed);
  }

  private static byte[] bytes(Secret seed) {
    return BASE32.decode(seed.revealToUse());
  }
}
