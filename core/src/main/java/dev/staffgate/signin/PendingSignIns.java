package dev.staffgate.signin;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.staffgate.model.Secret;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Sign-ins whose password was right and whose code is awaited, by handles of 256 random bits. Each
 * lasts five minutes and ends in one sign-in at most; their number is bounded.
 */
final class PendingSignIns {
  private static final Duration LASTS = Duration.ofMinutes(5);
  private static final int MAX_PENDING = 100_000;
  private static final int HANDLE_BYTES = 32;

  private final SecureRandom random = new SecureRandom();
  private final Cache<String, Pending> pending;

  /**
   * Somebody whose password was right.
   *
   * @param passwordHash whose password it was; once it is replaced, this sign-in is over
   * @param newKey what is enrolled on the way, if the account has no second factor
   */
  record Pending(String staff, Secret passwordHash, Optional<OneTimeCodeKey> newKey) {
    /** Returns whether the credentials are still those that the password was checked with. */
    boolean fits(Credentials credentials) {
      return credentials.passwordHash().equals(passwordHash)
          && credentials.codeKey().isPresent() != newKey.isPresent();
    }
  }

  PendingSignIns(InstantSource clock) {
    this.pending =
        Caffeine.newBuilder()
            .maximumSize(MAX_PENDING)
            .expireAfterWrite(LASTS)
            .ticker(() -> TimeUnit.MILLISECONDS.toNanos(clock.millis()))
            .build();
  }

  /** Returns a new random text that nobody guesses. */
  Secret newHandle() {
    byte[] handle = new byte[HANDLE_BYTES];
    random.nextBytes(handle);
    return Secret.of(HexFormat.of().formatHex(handle));
  }

  Secret add(Pending one) {
    Secret handle = newHandle();
    pending.put(handle.revealToUse(), one);
    return handle;
  }

  Optional<Pending> find(Secret handle) {
    return Optional.ofNullable(pending.getIfPresent(handle.revealToUse()));
  }

  /** Ends a sign-in; true for the one who ended it, whoever else tries at the same time. */
  boolean end(Secret handle) {
    return pending.asMap().remove(handle.revealToUse()) != null;
  }
}
