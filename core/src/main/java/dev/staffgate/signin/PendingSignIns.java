package dev.staffgate.signin;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.common.hash.Hashing;
import dev.staffgate.model.Secret;
import dev.staffgate.signin.attempts.StateLines;
import dev.staffgate.state.StateEntry;
import dev.staffgate.state.StateKey;
import dev.staffgate.state.StateStore;
import dev.staffgate.state.StateValue;
import dev.staffgate.state.StateWrite;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.Optional;

/**
 * Sign-ins whose password was right and whose code is awaited, by handles of 256 random bits; the
 * state store has fingerprints of these. Each lasts five minutes and ends in one sign-in at most.
 */
final class PendingSignIns {
  private static final Duration LASTS = Duration.ofMinutes(5);
  private static final int HANDLE_BYTES = 32;
  private static final int MAX_HANDLE = 256;
  private static final String FORMAT = "2";

  private final SecureRandom random = new SecureRandom();
  private final StateStore state;
  private final InstantSource clock;

  /**
   * Somebody whose password was right.
   *
   * @param password the fingerprint of the hash of that password; once it is replaced, this sign-in
   *     is over
   * @param newKey what is enrolled on the way, if the account has no second factor
   * @param enrolBefore until when it may be; not at all without it
   */
  record Pending(
      String staff,
      String password,
      Optional<OneTimeCodeKey> newKey,
      Optional<Instant> enrolBefore) {
    static Pending of(String staff, Credentials now, Optional<OneTimeCodeKey> newKey) {
      return new Pending(
          staff,
          fingerprint(now.passwordHash().orElseThrow()),
          newKey,
          now.enrolBefore().map(end -> end.truncatedTo(ChronoUnit.MILLIS)));
    }

    /** Returns whether the credentials are still those that the password was checked with. */
    boolean fits(Credentials credentials, Instant now) {
      return credentials
              .passwordHash()
              .filter(hash -> fingerprint(hash).equals(password))
              .isPresent()
          && credentials.codeKey().isPresent() != newKey.isPresent()
          && (newKey.isEmpty() || mayStillEnrol(credentials, now));
    }

    private boolean mayStillEnrol(Credentials credentials, Instant now) {
      return enrolBefore.filter(now::isBefore).isPresent()
          && credentials
              .enrolBefore()
              .map(end -> end.truncatedTo(ChronoUnit.MILLIS))
              .equals(enrolBefore);
    }
  }

  PendingSignIns(StateStore state, InstantSource clock) {
    this.state = state;
    this.clock = clock;
  }

  /** Returns a new random text that nobody guesses. */
  Secret newHandle() {
    byte[] handle = new byte[HANDLE_BYTES];
    random.nextBytes(handle);
    return Secret.of(HexFormat.of().formatHex(handle));
  }

  Secret add(Pending one) {
    Secret handle = newHandle();
    StateWrite write =
        StateWrite.create(key(handle), StateValue.ofText(toText(one)))
            .expiringAt(clock.instant().plus(LASTS));
    if (state.compareAndSet(write).isEmpty()) {
      throw new IllegalStateException("a new handle is in use");
    }
    return handle;
  }

  Optional<Pending> find(Secret handle) {
    return entry(handle)
        .filter(this::isNotTooOld)
        .map(one -> StateLines.read(one, PendingSignIns::read));
  }

  /** Ends a sign-in; true for the one who ended it, whoever else tries at the same time. */
  boolean end(Secret handle) {
    return entry(handle).flatMap(one -> state.compareAndSet(StateWrite.remove(one))).isPresent();
  }

  private Optional<StateEntry> entry(Secret handle) {
    return handle.revealToUse().length() > MAX_HANDLE ? Optional.empty() : state.get(key(handle));
  }

  /** Returns whether it ends within its time from now on; if not, a clock was wrong. */
  private boolean isNotTooOld(StateEntry entry) {
    Instant latest = clock.instant().plus(LASTS);
    return entry.expiresAt().filter(end -> !end.isAfter(latest)).isPresent();
  }

  private static StateKey key(Secret handle) {
    return StateKey.of("sign-in-pending", fingerprint(handle));
  }

  private static String fingerprint(Secret secret) {
    return Hashing.sha256().hashString(secret.revealToUse(), UTF_8).toString().substring(0, 40);
  }

  private static String toText(Pending one) {
    StringBuilder text = new StringBuilder("pending " + FORMAT + "\n");
    text.append("staff ").append(one.staff()).append(' ').append(one.password()).append('\n');
    one.newKey()
        .ifPresent(
            key ->
                text.append("key ")
                    .append(key.seed().revealToUse())
                    .append(' ')
                    .append(key.form().algorithm().name())
                    .append(' ')
                    .append(key.form().digits())
                    .append(' ')
                    .append(StateLines.text(one.enrolBefore()))
                    .append('\n'));
    return text.toString();
  }

  private static Pending read(StateLines lines) {
    lines.requireFormat("pending", FORMAT);
    Pending read =
        lines.line(
            "staff",
            one -> new Pending(one.text(), one.text(), Optional.empty(), Optional.empty()));
    return lines.isNext("key")
        ? lines.line(
            "key",
            one -> new Pending(read.staff(), read.password(), Optional.of(key(one)), one.instant()))
        : read;
  }

  private static OneTimeCodeKey key(StateLines.Fields fields) {
    Secret seed = Secret.of(fields.text());
    OneTimeCodeForm.Algorithm algorithm = OneTimeCodeForm.Algorithm.valueOf(fields.text());
    return new OneTimeCodeKey(seed, new OneTimeCodeForm(algorithm, fields.count()));
  }
}
