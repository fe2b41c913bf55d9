package dev.staffgate.staff;

import static java.util.Objects.requireNonNull;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.staffgate.audit.AuditEvent;
import dev.staffgate.audit.AuditException;
import dev.staffgate.audit.AuditSink;
import dev.staffgate.model.Ids;
import dev.staffgate.model.Secret;
import dev.staffgate.network.IpAddress;
import dev.staffgate.staff.SignInResult.CodeNeeded;
import dev.staffgate.staff.SignInResult.EnrolmentNeeded;
import dev.staffgate.staff.SignInResult.Refused;
import dev.staffgate.staff.SignInResult.SignedIn;
import dev.staffgate.staff.SignInResult.Wait;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Signing in with a name, a password and a one-time code; the first time, the code's seed is
 * enrolled on the way. Safe for any number of threads.
 *
 * <p>Five failures of either factor, one after the other, make an account wait: 30 s, then twice as
 * long after each further failure, at most an hour. A code counts once, whoever brings it first.
 * Every outcome is recorded; a sign-in that cannot be recorded is none.
 */
public final class SignIn {
  private static final Logger log = LoggerFactory.getLogger(SignIn.class);

  private static final int FREE_FAILURES = 5;
  private static final Duration FIRST_WAIT = Duration.ofSeconds(30);
  private static final Duration LONGEST_WAIT = Duration.ofHours(1);
  private static final Duration PENDING_LASTS = Duration.ofMinutes(5);
  private static final int MAX_PENDING = 100_000;
  private static final int TRIES = 16;
  private static final Refused WRONG =
      new Refused("Name, password or code is wrong, or the account may not be used here.");
  private static final Refused OVER =
      new Refused("This sign-in has taken too long. Please start again.");
  private static final Refused UNAVAILABLE =
      new Refused("Nobody can sign in at the moment. Please try again later.");

  private final ActiveAccounts accounts;
  private final CredentialStore store;
  private final PasswordHasher hasher;
  private final AuditSink audit;
  private final InstantSource clock;
  private final String issuer;
  private final OneTimeCodes codes = new OneTimeCodes();
  private final SecureRandom random = new SecureRandom();
  private final Cache<String, Pending> pending;
  private final String nobodysHash;

  /** Somebody whose password was right; with a new seed if one has to be enrolled. */
  private record Pending(String staff, Optional<Secret> newSeed) {}

  /**
   * Makes a sign-in.
   *
   * @param issuer what authenticator apps call the program, such as {@code Example Hosting}
   */
  public SignIn(
      ActiveAccounts accounts,
      CredentialStore store,
      PasswordHasher hasher,
      AuditSink audit,
      InstantSource clock,
      String issuer) {
    this.accounts = requireNonNull(accounts, "accounts");
    this.store = requireNonNull(store, "store");
    this.hasher = requireNonNull(hasher, "hasher");
    this.audit = requireNonNull(audit, "audit");
    this.clock = requireNonNull(clock, "clock");
    this.issuer = requireNonNull(issuer, "issuer");
    this.pending =
        Caffeine.newBuilder()
            .maximumSize(MAX_PENDING)
            .expireAfterWrite(PENDING_LASTS)
            .ticker(() -> TimeUnit.MILLISECONDS.toNanos(clock.millis()))
            .build();
    this.nobodysHash = hasher.hash(newHandle().revealToUse().toCharArray());
  }

  /** The first step: name and password. */
  public SignInResult begin(String staff, char[] password, Optional<IpAddress> from) {
    return guarded(() -> password(staff, password, from));
  }

  /** The second step: the code, for what {@link #begin} answered. */
  public SignInResult confirm(Secret handle, String code, Optional<IpAddress> from) {
    Pending waiting = pending.getIfPresent(handle.revealToUse());
    if (waiting == null) {
      return OVER;
    }
    return guarded(
        () -> {
          SignInResult result =
              code(waiting.staff, code, from, waiting.newSeed, AuditEvent.Type.SIGN_IN);
          if (result.kind() == SignInResult.Kind.SIGNED_IN) {
            pending.invalidate(handle.revealToUse());
          }
          return result;
        });
  }

  /** A fresh second factor of somebody who is signed in. */
  public SignInResult confirmAgain(String staff, String code, Optional<IpAddress> from) {
    return guarded(
        () -> code(staff, code, from, Optional.empty(), AuditEvent.Type.SECOND_FACTOR_CONFIRMED));
  }

  private interface Step {
    SignInResult take();
  }

  private static SignInResult guarded(Step step) {
    try {
      return step.take();
    } catch (CredentialStoreException | AuditException e) {
      log.error("a sign-in is refused, for it could not be kept or recorded", e);
      return UNAVAILABLE;
    }
  }

  private SignInResult password(String staff, char[] password, Optional<IpAddress> from) {
    Optional<Credentials> found = Ids.isId(staff) ? store.find(staff) : Optional.empty();
    if (found.isEmpty()) {
      // As much work as for an account that is there, so that time does not tell which are.
      boolean unused = hasher.matches(password, nobodysHash);
      record(AuditEvent.Type.SIGN_IN_REFUSED, staff, from, "account-unknown");
      return WRONG;
    }
    Credentials credentials = found.get();
    Optional<SignInResult> wait = stillWaiting(credentials, staff, from);
    if (wait.isPresent()) {
      return wait.get();
    }
    if (!hasher.matches(password, credentials.passwordHash().revealToUse())) {
      return failed(staff, from, "password");
    }
    if (!accounts.mayAct(staff, from)) {
      record(AuditEvent.Type.SIGN_IN_REFUSED, staff, from, "account-may-not-act");
      return WRONG;
    }
    Secret handle = newHandle();
    if (credentials.seed().isPresent()) {
      pending.put(handle.revealToUse(), new Pending(staff, Optional.empty()));
      return new CodeNeeded(handle);
    }
    Secret seed = codes.newSeed();
    pending.put(handle.revealToUse(), new Pending(staff, Optional.of(seed)));
    return new EnrolmentNeeded(handle, seed, OneTimeCodes.uri(issuer, staff, seed));
  }

  private SignInResult code(
      String staff,
      String code,
      Optional<IpAddress> from,
      Optional<Secret> newSeed,
      AuditEvent.Type success) {
    for (int i = 0; i < TRIES; i++) {
      Optional<Credentials> found = store.find(staff);
      // Somebody else may have enrolled a factor in the meantime; theirs stays.
      if (found.isEmpty() || found.get().seed().isPresent() == newSeed.isPresent()) {
        record(AuditEvent.Type.SIGN_IN_REFUSED, staff, from, "credentials-changed");
        return WRONG;
      }
      Credentials credentials = found.get();
      Optional<SignInResult> wait = stillWaiting(credentials, staff, from);
      if (wait.isPresent()) {
        return wait.get();
      }
      Secret seed = newSeed.or(credentials::seed).orElseThrow();
      Instant now = clock.instant();
      OptionalLong step = codes.step(seed, code, now, credentials.lastStep());
      if (step.isEmpty()) {
        return failed(staff, from, "code");
      }
      if (!accounts.mayAct(staff, from)) {
        record(AuditEvent.Type.SIGN_IN_REFUSED, staff, from, "account-may-not-act");
        return WRONG;
      }
      // INVARIANT: the step is spent in the store before anybody is told that the code was right.
      if (store.replace(staff, credentials.used(step.getAsLong(), seed))) {
        newSeed.ifPresent(
            any ->
                audit.append(
                    AuditEvent.of(now, AuditEvent.Type.SECOND_FACTOR_ENROLLED, staff, from)));
        audit.append(AuditEvent.of(now, success, staff, from));
        return new SignedIn(staff, now);
      }
    }
    throw new CredentialStoreException("the credentials of one account change without end", null);
  }

  private Optional<SignInResult> stillWaiting(
      Credentials credentials, String staff, Optional<IpAddress> from) {
    Optional<Instant> until = credentials.waitUntil().filter(clock.instant()::isBefore);
    until.ifPresent(any -> record(AuditEvent.Type.SIGN_IN_REFUSED, staff, from, "has-to-wait"));
    return until.map(Wait::new);
  }

  private SignInResult failed(String staff, Optional<IpAddress> from, String what) {
    for (int i = 0; i < TRIES; i++) {
      Optional<Credentials> found = store.find(staff);
      if (found.isEmpty()) {
        return WRONG;
      }
      Optional<Instant> wait = waitAfter(found.get().failures() + 1).map(clock.instant()::plus);
      if (store.replace(staff, found.get().failed(wait))) {
        record(AuditEvent.Type.SIGN_IN_REFUSED, staff, from, what);
        wait.ifPresent(
            until ->
                audit.append(
                    AuditEvent.of(clock.instant(), AuditEvent.Type.SIGN_IN_LOCKED, staff, from)
                        .with("until", until.toString())));
        return wait.<SignInResult>map(Wait::new).orElse(WRONG);
      }
    }
    throw new CredentialStoreException("the credentials of one account change without end", null);
  }

  /** How long an account waits after so many failures in a row. */
  private static Optional<Duration> waitAfter(int failures) {
    if (failures < FREE_FAILURES) {
      return Optional.empty();
    }
    int doublings = Math.min(failures - FREE_FAILURES, 16);
    Duration wait = FIRST_WAIT.multipliedBy(1L << doublings);
    return Optional.of(wait.compareTo(LONGEST_WAIT) < 0 ? wait : LONGEST_WAIT);
  }

  private void record(AuditEvent.Type type, String staff, Optional<IpAddress> from, String reason) {
    audit.append(AuditEvent.of(clock.instant(), type, staff, from).with("reason", reason));
  }

  private Secret newHandle() {
    byte[] handle = new byte[32];
    random.nextBytes(handle);
    return Secret.of(HexFormat.of().formatHex(handle));
  }
}
