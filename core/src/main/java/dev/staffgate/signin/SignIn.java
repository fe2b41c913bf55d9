package dev.staffgate.signin;

import static java.util.Objects.requireNonNull;

import dev.staffgate.accounts.ActiveAccounts;
import dev.staffgate.audit.AuditEvent;
import dev.staffgate.audit.AuditException;
import dev.staffgate.audit.AuditSink;
import dev.staffgate.model.NameSyntax;
import dev.staffgate.model.Secret;
import dev.staffgate.network.IpAddress;
import dev.staffgate.signin.PendingSignIns.Pending;
import dev.staffgate.signin.SignInResult.Busy;
import dev.staffgate.signin.SignInResult.CodeNeeded;
import dev.staffgate.signin.SignInResult.EnrolmentNeeded;
import dev.staffgate.signin.SignInResult.Refused;
import dev.staffgate.signin.SignInResult.SignedIn;
import dev.staffgate.signin.SignInResult.Wait;
import dev.staffgate.text.CutText;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.OptionalLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Signing in with a name, a password and a one-time code; the first time, the code's seed is
 * enrolled on the way. Safe for any number of threads. The caller wipes the password.
 *
 * <p>Five failures of either factor, one after the other, make an account wait: 30 s, then twice as
 * long after each further failure, at most an hour. What is tried during a wait is not looked at. A
 * right password alone forgives no failure. A code that was mistyped so that it cannot be one is
 * refused and counts for nothing. Whoever finds too many others hashing is told so, and that counts
 * for nothing, too. Every outcome is recorded; a sign-in that cannot be recorded is none.
 *
 * <p>A name that is not an account, is disabled, or comes from outside of its networks gets the
 * same answers, after the same work, as an account with a wrong password. A text that cannot be a
 * staff id is refused at once: everybody may know that it is not an account.
 */
// Nothing is told of a password or a code before a compare-and-set with the credentials it was
// checked against has won. Whoever loses starts again with the new ones, which may have to wait by
// now. So attempts at the same time tell no more than the same attempts one after the other: at
// most
// five failures before a wait, and a step's code counts for one.
public final class SignIn {
  private static final Logger log = LoggerFactory.getLogger(SignIn.class);

  private static final int TRIES = 256;
  private static final int MAX_RECORDED_NAME = 64;
  private static final Refused WRONG =
      new Refused("Name, password or code is wrong, or the account may not be used here.");
  private static final Refused CLOCK =
      new Refused(
          "This code does not count. If it is the one that your app shows, the clock of your phone"
              + " is wrong: let it set its time by itself, then try again.");
  private static final Refused OVER =
      new Refused("This sign-in has taken too long. Please start again.");
  private static final Refused UNAVAILABLE =
      new Refused("Nobody can sign in at the moment. Please try again later.");

  private final ActiveAccounts accounts;
  private final CredentialStore store;
  private final AuditSink audit;
  private final InstantSource clock;
  private final String issuer;
  private final OneTimeCodes codes;
  private final PendingSignIns pending;
  private final UnknownNameLockout strangers;
  private final ClockDriftHint clockHint;
  private final PasswordVerifier passwords;
  private final OneTimeCodeForm enrolled;

  /**
   * Makes a sign-in that enrols codes which every authenticator app makes.
   *
   * @param hasher bounded by itself, or by {@link BoundedPasswordHasher#of(PasswordHasher)}
   * @param issuer what authenticator apps call the program, such as {@code Example Hosting}; 1 to
   *     64 characters without a colon, which would end it there
   */
  public SignIn(
      ActiveAccounts accounts,
      CredentialStore store,
      PasswordHasher hasher,
      AuditSink audit,
      InstantSource clock,
      String issuer) {
    this(accounts, store, hasher, audit, clock, issuer, OneTimeCodeForm.STANDARD);
  }

  /**
   * Makes a sign-in that enrols codes of another form. Keys that were enrolled before keep theirs.
   *
   * @param hasher bounded by itself, or by {@link BoundedPasswordHasher#of(PasswordHasher)}
   * @param issuer what authenticator apps call the program, such as {@code Example Hosting}; 1 to
   *     64 characters without a colon, which would end it there
   * @param enrolled the form of new codes; only if all staff use an app that knows it, for some
   *     apps ignore what they do not know
   */
  public SignIn(
      ActiveAccounts accounts,
      CredentialStore store,
      PasswordHasher hasher,
      AuditSink audit,
      InstantSource clock,
      String issuer,
      OneTimeCodeForm enrolled) {
    this(accounts, store, hasher, audit, clock, issuer, enrolled, new OneTimeCodes());
  }

  SignIn(
      ActiveAccounts accounts,
      CredentialStore store,
      PasswordHasher hasher,
      AuditSink audit,
      InstantSource clock,
      String issuer,
      OneTimeCodeForm enrolled,
      OneTimeCodes codes) {
    this.accounts = requireNonNull(accounts, "accounts");
    this.store = requireNonNull(store, "store");
    this.audit = requireNonNull(audit, "audit");
    this.clock = requireNonNull(clock, "clock");
    this.issuer = OneTimeCodes.checkedIssuer(issuer);
    this.codes = codes;
    this.pending = new PendingSignIns(clock);
    this.strangers = new UnknownNameLockout(clock);
    this.clockHint = new ClockDriftHint(clock);
    this.enrolled = requireNonNull(enrolled, "enrolled");
    this.passwords = new PasswordVerifier(requireNonNull(hasher, "hasher"), pending.newHandle());
  }

  /**
   * The first step: name and password.
   *
   * @return refused, wait, busy, code needed, or enrolment needed
   */
  public SignInResult begin(String staff, char[] password, Optional<IpAddress> from) {
    return guarded(
        () -> {
          try {
            return password(staff, password, from);
          } catch (PasswordHasherBusyException e) {
            record(AuditEvent.Type.SIGN_IN_REFUSED, staff, from, "busy");
            return new Busy(e.retryAfter());
          }
        });
  }

  /**
   * The second step: the code, for what {@link #begin} answered. After a wrong code the same handle
   * may be used again, until five minutes after the password.
   *
   * @param code as it was typed: blanks, dashes and invisible marks do not matter, and digits may
   *     be of any script. With control characters, or with fewer or more characters than a code
   *     has, it is refused and not counted as a failure; any other text is a wrong code
   * @return refused, wait, or signed in
   */
  public SignInResult confirm(Secret handle, String code, Optional<IpAddress> from) {
    return guarded(
        () -> {
          Optional<Pending> waiting = pending.find(handle);
          if (waiting.isEmpty()) {
            record(AuditEvent.Type.SIGN_IN_REFUSED, "", from, "not-pending");
            return OVER;
          }
          return code(
              new Attempt(waiting.get().staff(), code, from) {
                @Override
                boolean fits(Credentials credentials) {
                  return waiting.get().fits(credentials);
                }

                @Override
                OneTimeCodeKey key(Credentials credentials) {
                  return waiting.get().newKey().or(credentials::codeKey).orElseThrow();
                }

                @Override
                Refused wrong(OptionalLong driftedStep, Instant now) {
                  // Whoever is here knows the password.
                  long current = OneTimeCodes.stepAt(now);
                  return clockHint.isDueAfter(handle, driftedStep, current) ? CLOCK : WRONG;
                }

                @Override
                SignInResult succeeded(Instant now) {
                  if (!pending.end(handle)) {
                    record(AuditEvent.Type.SIGN_IN_REFUSED, staff, from, "not-pending");
                    return OVER;
                  }
                  if (waiting.get().newKey().isPresent()) {
                    audit.append(
                        AuditEvent.of(now, AuditEvent.Type.SECOND_FACTOR_ENROLLED, staff, from));
                  }
                  audit.append(AuditEvent.of(now, AuditEvent.Type.SIGN_IN, staff, from));
                  return new SignedIn(staff, now);
                }
              });
        });
  }

  /**
   * Returns whether a handle of {@link #begin} still awaits its code, so that the form for it, and
   * the key that is enrolled, may be shown again; false if that cannot be found out.
   */
  public boolean awaitsCode(Secret handle) {
    try {
      return pending
          .find(handle)
          .filter(one -> store.find(one.staff()).filter(one::fits).isPresent())
          .isPresent();
    } catch (CredentialStoreException e) {
      log.error("it cannot be found out whether a sign-in goes on", e);
      return false;
    }
  }

  /**
   * A fresh second factor of somebody who is signed in.
   *
   * @param staff who, as the program's own session says
   * @param code as it was typed, like that of {@link #confirm}
   * @return refused, wait, or signed in with the new instant
   */
  public SignInResult confirmAgain(String staff, String code, Optional<IpAddress> from) {
    return guarded(
        () ->
            code(
                new Attempt(staff, code, from) {
                  @Override
                  boolean fits(Credentials credentials) {
                    return credentials.codeKey().isPresent();
                  }

                  @Override
                  OneTimeCodeKey key(Credentials credentials) {
                    return credentials.codeKey().orElseThrow();
                  }

                  @Override
                  Refused wrong(OptionalLong driftedStep, Instant now) {
                    return WRONG;
                  }

                  @Override
                  SignInResult succeeded(Instant now) {
                    audit.append(
                        AuditEvent.of(now, AuditEvent.Type.SECOND_FACTOR_CONFIRMED, staff, from));
                    return new SignedIn(staff, now);
                  }
                }));
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
    if (!NameSyntax.isId(staff)) {
      record(
          AuditEvent.Type.SIGN_IN_REFUSED,
          CutText.toLength(staff, MAX_RECORDED_NAME),
          from,
          "not-a-name");
      return WRONG;
    }
    if (!accounts.mayAct(staff, from)) {
      return stranger(staff, password, from, "account-may-not-act");
    }
    Optional<Secret> checked = Optional.empty();
    Optional<Secret> kept = Optional.empty();
    for (int i = 0; i < TRIES; i++) {
      Optional<Credentials> found = store.find(staff);
      if (found.isEmpty()) {
        return stranger(staff, password, from, "no-credentials");
      }
      Credentials credentials = found.get();
      Optional<SignInResult> wait = stillWaiting(credentials, staff, from);
      if (wait.isPresent()) {
        return wait.get();
      }
      Secret hash = credentials.passwordHash();
      if (!checked.equals(Optional.of(hash))) {
        kept = verified(staff, password, hash);
        checked = Optional.of(hash);
      }
      if (kept.isEmpty()) {
        Credentials next = credentials.failed(clock.instant());
        if (store.replace(staff, next)) {
          return failed(next, staff, from, "password", WRONG);
        }
        continue;
      }
      Credentials next = credentials.withPasswordHash(kept.get());
      if (store.replace(staff, next)) {
        return next(staff, next);
      }
    }
    throw new CredentialStoreException("the credentials of one account change without end", null);
  }

  /** Returns the hash to keep, if the password is right. */
  private Optional<Secret> verified(String staff, char[] password, Secret hash) {
    if (passwords.canRead(hash)) {
      return passwords.verify(password, hash);
    }
    // Answered as a wrong password, after the same work: else the answer tells of the account.
    log.error("the password hash of {} cannot be read: set a new password", staff);
    passwords.pretend(password);
    return Optional.empty();
  }

  private SignInResult next(String staff, Credentials credentials) {
    if (credentials.codeKey().isPresent()) {
      return new CodeNeeded(
          pending.add(new Pending(staff, credentials.passwordHash(), Optional.empty())));
    }
    OneTimeCodeKey key = codes.newKey(enrolled);
    Secret handle = pending.add(new Pending(staff, credentials.passwordHash(), Optional.of(key)));
    return new EnrolmentNeeded(handle, key.seed(), OneTimeCodes.uri(issuer, staff, key));
  }

  /** Answers as if there were an account and the password were wrong, after as much work. */
  private SignInResult stranger(
      String staff, char[] password, Optional<IpAddress> from, String reason) {
    Optional<Instant> waiting = strangers.waits(staff);
    if (waiting.isPresent()) {
      record(AuditEvent.Type.SIGN_IN_REFUSED, staff, from, "has-to-wait");
      return new Wait(waiting.get());
    }
    passwords.pretend(password);
    record(AuditEvent.Type.SIGN_IN_REFUSED, staff, from, reason);
    return strangers.failed(staff).<SignInResult>map(Wait::new).orElse(WRONG);
  }

  /** A code that somebody brings, as it was typed, and what it is for. */
  private abstract static class Attempt {
    final String staff;
    final String typed;
    final Optional<IpAddress> from;

    Attempt(String staff, String typed, Optional<IpAddress> from) {
      this.staff = staff;
      this.typed = requireNonNull(typed, "code");
      this.from = from;
    }

    abstract boolean fits(Credentials credentials);

    abstract OneTimeCodeKey key(Credentials credentials);

    abstract Refused wrong(OptionalLong driftedStep, Instant now);

    abstract SignInResult succeeded(Instant now);
  }

  private SignInResult code(Attempt attempt) {
    String staff = attempt.staff;
    for (int i = 0; i < TRIES; i++) {
      if (!accounts.mayAct(staff, attempt.from)) {
        record(AuditEvent.Type.SIGN_IN_REFUSED, staff, attempt.from, "account-may-not-act");
        return WRONG;
      }
      Optional<Credentials> found = store.find(staff);
      if (found.isEmpty() || !attempt.fits(found.get())) {
        record(AuditEvent.Type.SIGN_IN_REFUSED, staff, attempt.from, "credentials-changed");
        return WRONG;
      }
      Credentials credentials = found.get();
      Optional<SignInResult> wait = stillWaiting(credentials, staff, attempt.from);
      if (wait.isPresent()) {
        return wait.get();
      }
      OneTimeCodeKey key = attempt.key(credentials);
      Optional<String> code = TypedCode.read(attempt.typed, key.form().digits());
      if (code.isEmpty()) {
        record(AuditEvent.Type.SIGN_IN_REFUSED, staff, attempt.from, "not-a-code");
        return WRONG;
      }
      Instant now = clock.instant();
      long lastStep = credentials.lastStep();
      OptionalLong step = codes.step(key, code.get(), now, lastStep);
      OptionalLong drifted = codes.driftedStep(key, code.get(), now, lastStep);
      Credentials next =
          step.isPresent() ? credentials.used(step.getAsLong(), key) : credentials.failed(now);
      // INVARIANT: the step is spent in the store before anybody is told that the code was right.
      if (store.replace(staff, next)) {
        return step.isPresent()
            ? attempt.succeeded(now)
            : failed(next, staff, attempt.from, "code", attempt.wrong(drifted, now));
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

  /** Records a failure that was counted, and answers it. */
  private SignInResult failed(
      Credentials counted, String staff, Optional<IpAddress> from, String what, Refused wrong) {
    record(AuditEvent.Type.SIGN_IN_REFUSED, staff, from, what);
    counted
        .waitUntil()
        .ifPresent(
            until ->
                audit.append(
                    AuditEvent.of(clock.instant(), AuditEvent.Type.SIGN_IN_LOCKED, staff, from)
                        .with("until", until.toString())));
    return counted.waitUntil().<SignInResult>map(Wait::new).orElse(wrong);
  }

  private void record(AuditEvent.Type type, String staff, Optional<IpAddress> from, String reason) {
    audit.append(AuditEvent.of(clock.instant(), type, staff, from).with("reason", reason));
  }
}
