package dev.staffgate.signin;

import com.google.common.base.Ascii;
import dev.staffgate.accounts.ActiveAccounts;
import dev.staffgate.accounts.DirectoryException;
import dev.staffgate.model.NameSyntax;
import dev.staffgate.model.Secret;
import dev.staffgate.network.IpAddress;
import dev.staffgate.signin.CredentialKeeper.PasswordCheck;
import dev.staffgate.signin.PendingSignIns.Pending;
import dev.staffgate.signin.SignInResult.Busy;
import dev.staffgate.signin.SignInResult.CodeNeeded;
import dev.staffgate.signin.SignInResult.EnrolmentNeeded;
import dev.staffgate.signin.attempts.AttemptLimits;
import dev.staffgate.signin.attempts.AttemptLimits.Failure;
import dev.staffgate.signin.attempts.AttemptLimits.Purpose;
import dev.staffgate.signin.attempts.AttemptSource;
import dev.staffgate.signin.attempts.AttemptVerdict;
import dev.staffgate.signin.attempts.BrowserCookies;
import dev.staffgate.signin.hashing.PasswordHasherBusyException;
import dev.staffgate.text.CutText;
import java.time.InstantSource;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The first step of a sign-in. Another name takes the same way as one that is: the same look-ups,
 * the same hashing, the same counts.
 */
final class PasswordStep {
  private static final Logger log = LoggerFactory.getLogger(PasswordStep.class);
  private static final int TRIES = 256;
  private static final int MAX_RECORDED_NAME = 64;

  private final ActiveAccounts accounts;
  private final CredentialStore store;
  private final PasswordVerifier passwords;
  private final AttemptLimits limits;
  private final BrowserCookies browsers;
  private final PendingSignIns pending;
  private final SignInRecords records;
  private final Enrolment enrolment;
  private final InstantSource clock;
  private final RareLog outages;

  /** The keys that are enrolled at a sign-in. */
  record Enrolment(OneTimeCodes codes, OneTimeCodeForm form, String issuer) {
    EnrolmentNeeded begin(Secret handle, String staff, OneTimeCodeKey key) {
      return new EnrolmentNeeded(handle, key.seed(), OneTimeCodes.uri(issuer, staff, key));
    }

    OneTimeCodeKey newKey() {
      return codes.newKey(form);
    }
  }

  /** Whose password is looked at, and for what. */
  private record Asked(
      Purpose purpose,
      Optional<String> staff,
      String name,
      AttemptSource source,
      Optional<IpAddress> from) {}

  PasswordStep(SignInParts parts, PasswordVerifier passwords, Enrolment enrolment) {
    this.accounts = parts.accounts();
    this.store = parts.store();
    this.passwords = passwords;
    this.limits = parts.limits();
    this.browsers = parts.browsers();
    this.pending = parts.pending();
    this.records = parts.records();
    this.clock = parts.clock();
    this.enrolment = enrolment;
    this.outages = new RareLog(log, clock);
  }

  /** Takes the step; see {@link SignIn#begin}. */
  SignInResult take(String typed, char[] password, SignInOrigin origin) {
    String name = typed.length() > MAX_RECORDED_NAME * 4 ? typed : typed.strip();
    if (!NameSyntax.isId(name)) {
      records.refused(CutText.toLength(typed, MAX_RECORDED_NAME), origin.from(), "not-a-name");
      return SignInAnswers.WRONG;
    }
    Optional<String> staff = staffThatMayAct(name, origin.from());
    PasswordCheck check = check(asked(Purpose.PASSWORD, staff, name, origin), password);
    return check
        .refusal()
        .orElseGet(
            () -> next(staff.orElseThrow(), check.credentials().orElseThrow(), origin.from()));
  }

  /**
   * Looks at the password of an account that is known.
   *
   * @param purpose what its failures are counted with
   */
  PasswordCheck check(Purpose purpose, String staff, char[] password, SignInOrigin origin) {
    if (!accounts.mayAct(staff, origin.from())) {
      records.refused(staff, origin.from(), "account-may-not-act");
      return PasswordCheck.refused(wrong(purpose));
    }
    return check(asked(purpose, Optional.of(staff), staff, origin), password);
  }

  // Who is signed in need not be told that the name may be wrong.
  private static SignInResult.Refused wrong(Purpose purpose) {
    return purpose == Purpose.STEP_UP ? SignInAnswers.WRONG_PASSWORD : SignInAnswers.WRONG;
  }

  private Asked asked(Purpose purpose, Optional<String> staff, String name, SignInOrigin origin) {
    AttemptSource source =
        AttemptSource.of(
            Ascii.toLowerCase(name),
            staff,
            origin.from(),
            origin.browser().flatMap(browsers::fingerprint));
    return new Asked(purpose, staff, staff.orElse(name), source, origin.from());
  }

  private PasswordCheck check(Asked asked, char[] password) {
    try {
      return compared(asked, password);
    } catch (PasswordHasherBusyException e) {
      records.refused(asked.name(), asked.from(), "busy");
      return PasswordCheck.refused(new Busy(e.retryAfter()));
    }
  }

  // A directory that is out must not tell which names are accounts of the policy.
  private Optional<String> staffThatMayAct(String name, Optional<IpAddress> from) {
    try {
      return accounts.idOf(name).filter(id -> accounts.mayAct(id, from));
    } catch (DirectoryException out) {
      outages.error("a sign-in is refused, for the directory does not answer", out);
      return Optional.empty();
    }
  }

  private PasswordCheck compared(Asked asked, char[] password) {
    String name = asked.name();
    for (int i = 0; i < TRIES; i++) {
      Optional<Credentials> found = store.find(name).filter(any -> asked.staff().isPresent());
      AttemptVerdict standing = limits.standing(asked.purpose(), asked.source());
      if (!standing.isFree()) {
        return PasswordCheck.refused(waits(standing, name, asked.from()));
      }
      Optional<Secret> hash = found.flatMap(Credentials::passwordHash);
      Optional<Secret> kept = verified(name, password, hash);
      if (kept.isEmpty()) {
        return PasswordCheck.refused(failed(asked, reason(asked.staff(), hash)));
      }
      // INVARIANT: that it was right is told only if it might have been looked at until now.
      AttemptVerdict now = limits.standing(asked.purpose(), asked.source());
      if (!now.isFree()) {
        return PasswordCheck.refused(waits(now, name, asked.from()));
      }
      Optional<Credentials> current = kept(name, found.orElseThrow(), kept.get());
      if (current.isPresent()) {
        return PasswordCheck.right(current.get());
      }
    }
    throw new CredentialStoreException("the credentials of one account change without end", null);
  }

  private static String reason(Optional<String> staff, Optional<Secret> hash) {
    if (staff.isEmpty()) {
      return "account-may-not-act";
    }
    return hash.isEmpty() ? "no-credentials" : "password";
  }

  /** Returns the hash to keep, if the password is right; as much work whatever is wrong. */
  private Optional<Secret> verified(String name, char[] password, Optional<Secret> hash) {
    if (hash.isPresent() && passwords.canRead(hash.get())) {
      return passwords.verify(password, hash.get());
    }
    hash.ifPresent(
        any -> log.error("the password hash of {} cannot be read: set a new password", name));
    passwords.pretend(password);
    return Optional.empty();
  }

  /** Returns the credentials as they are kept, unless others were kept meanwhile. */
  private Optional<Credentials> kept(String name, Credentials checked, Secret hash) {
    if (!checked.passwordHash().equals(Optional.of(hash))) {
      Credentials next = checked.next().withPasswordHash(hash);
      return store.replace(name, next) ? Optional.of(next) : Optional.empty();
    }
    return store
        .find(name)
        .filter(
            now ->
                now.passwordHash().equals(checked.passwordHash())
                    && now.codeKey().equals(checked.codeKey()));
  }

  private SignInResult next(String staff, Credentials credentials, Optional<IpAddress> from) {
    if (credentials.codeKey().isPresent()) {
      return new CodeNeeded(pending.add(Pending.of(staff, credentials, Optional.empty())));
    }
    if (credentials.enrolBefore().filter(clock.instant()::isBefore).isEmpty()) {
      records.refused(staff, from, "no-second-factor");
      return SignInAnswers.NOT_ENROLLED;
    }
    OneTimeCodeKey key = enrolment.newKey();
    return enrolment.begin(
        pending.add(Pending.of(staff, credentials, Optional.of(key))), staff, key);
  }

  private SignInResult waits(AttemptVerdict verdict, String name, Optional<IpAddress> from) {
    records.refused(name, from, "has-to-wait");
    return SignInAnswers.to(verdict);
  }

  private SignInResult failed(Asked asked, String reason) {
    Failure failure = limits.failed(asked.purpose(), asked.source());
    if (!failure.counted()) {
      return waits(failure.next(), asked.name(), asked.from());
    }
    records.failed(asked.name(), asked.from(), reason, failure.next());
    return failure.next().isFree() ? wrong(asked.purpose()) : SignInAnswers.to(failure.next());
  }
}
