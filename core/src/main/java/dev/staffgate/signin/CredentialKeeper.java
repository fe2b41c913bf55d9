package dev.staffgate.signin;

import static java.util.Objects.requireNonNull;

import com.google.common.base.Ascii;
import dev.staffgate.audit.AuditEvent;
import dev.staffgate.model.Secret;
import dev.staffgate.network.IpAddress;
import dev.staffgate.signin.SignInResult.EnrolmentNeeded;
import dev.staffgate.signin.attempts.AttemptLimits.Purpose;
import dev.staffgate.signin.attempts.AttemptSource;
import dev.staffgate.signin.hashing.PasswordHasherBusyException;
import dev.staffgate.state.StateStore;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Credentials and whatever else a sign-in has, for those who change them: {@code
 * dev.staffgate.signin.care}. The bounds, the counts of failures, the clock and the audit are the
 * sign-in's own. Whoever calls asks the rules, and whether it may be. Safe for any number of
 * threads; every method throws what the stores, the directory and the audit throw.
 */
public final class CredentialKeeper {
  private static final int TRIES = 64;

  private final SignInParts parts;
  private final StateStore state;
  private final Steps steps;
  private final RecoveryCodes recoveryCodes = new RecoveryCodes();

  /** The steps of the sign-in. */
  record Steps(
      PasswordVerifier verifier,
      PasswordStep passwords,
      CodeStep codes,
      PasswordStep.Enrolment enrolment) {}

  /**
   * The answer to a password; one of the two is there.
   *
   * @param refusal why it does not count: refused, wait, busy or locked
   * @param credentials those that it was right for
   */
  public record PasswordCheck(Optional<SignInResult> refusal, Optional<Credentials> credentials) {
    public PasswordCheck {
      requireNonNull(refusal, "refusal");
      requireNonNull(credentials, "credentials");
    }

    static PasswordCheck refused(SignInResult why) {
      return new PasswordCheck(Optional.of(why), Optional.empty());
    }

    static PasswordCheck right(Credentials credentials) {
      return new PasswordCheck(Optional.empty(), Optional.of(credentials));
    }
  }

  /** A new key that awaits its first code. */
  public interface NewKey {
    /** Returns whose it is. */
    String staff();

    /** Returns the key. */
    OneTimeCodeKey key();

    /**
     * Returns whether its owner is signed in: then the failures are counted as those of fresh
     * codes, and nobody who is not signed in makes it wait.
     */
    boolean isOfSession();

    /** Returns whether the credentials are those that the key was made for. */
    boolean fits(Credentials now);

    /** Returns credentials that have the key by now, with whatever else is kept with it. */
    Credentials completed(Credentials withKey);

    /** Comes after a right code, before anything is kept. */
    void begins();

    /** Comes once the key is kept. */
    void kept();
  }

  CredentialKeeper(SignInParts parts, StateStore state, Steps steps) {
    this.parts = parts;
    this.state = state;
    this.steps = steps;
  }

  /** Returns the store of what is under way. */
  public StateStore state() {
    return state;
  }

  /** Returns the time. */
  public Instant now() {
    return parts.clock().instant();
  }

  /** Returns whether an account may act, from an address. */
  public boolean mayAct(String staff, Optional<IpAddress> from) {
    return parts.accounts().mayAct(staff, from);
  }

  /** Returns the credentials of an account, those of nobody if it has none yet. */
  public Credentials find(String staff) {
    return parts.store().find(staff).orElseGet(Credentials::none);
  }

  /**
   * Changes credentials, as often as it takes.
   *
   * @param change returns what is to be kept of the next version; empty if nothing is to be
   * @return whether something was kept
   */
  public boolean change(String staff, CredentialChange change) {
    for (int i = 0; i < TRIES; i++) {
      Optional<Credentials> before = parts.store().find(staff);
      Credentials next = before.map(Credentials::next).orElseGet(Credentials::none);
      Optional<Credentials> after = change.change(next);
      if (after.isEmpty()) {
        return false;
      }
      if (parts.store().replace(staff, after.get())) {
        return true;
      }
    }
    throw new CredentialStoreException("the credentials of one account change without end", null);
  }

  /** A change of credentials. */
  public interface CredentialChange {
    /** Returns what is to be kept, if anything. */
    Optional<Credentials> change(Credentials next);
  }

  /**
   * Returns the hash of a new password.
   *
   * @throws PasswordHasherBusyException if too many are hashed already
   */
  public Secret hash(char[] password) {
    return steps.verifier().hash(password);
  }

  /** Returns whether two passwords are the same, however their characters are composed. */
  public static boolean areSame(char[] one, char[] other) {
    return PasswordVerifier.areSame(one, other);
  }

  /** Looks at the password of somebody who is not signed in; counted as at a sign-in. */
  public PasswordCheck check(String staff, char[] password, SignInOrigin origin) {
    return steps.passwords().check(Purpose.PASSWORD, staff, password, origin);
  }

  /** Looks at the password of somebody who is signed in; counted with their fresh codes. */
  public PasswordCheck checkAgain(String staff, char[] password, SignInOrigin origin) {
    PasswordCheck check = steps.passwords().check(Purpose.STEP_UP, staff, password, origin);
    if (check.credentials().isPresent()) {
      parts.limits().steppedUp(source(staff));
    }
    return check;
  }

  /** Returns a new key. */
  public OneTimeCodeKey newKey() {
    return steps.enrolment().newKey();
  }

  /** Returns what the owner's app reads to enrol a key. */
  public EnrolmentNeeded enrolment(Secret handle, String staff, OneTimeCodeKey key) {
    return steps.enrolment().begin(handle, staff, key);
  }

  /**
   * Confirms a new key by its first code, and keeps it together with what belongs to it in one
   * write. The account, the waits and the credentials are looked at as at a sign-in.
   *
   * @param code as it was typed
   * @return refused, wait, locked, or signed in
   */
  public SignInResult confirm(NewKey one, String code, SignInOrigin origin) {
    UnaryOperator<Credentials> rest = one::completed;
    return steps
        .codes()
        .enrol(one, CodeProof.ofNewKey(steps.enrolment().codes(), code, rest), origin);
  }

  /** Returns a set of new recovery codes, as they are shown. */
  public List<Secret> newRecoveryCodes() {
    return recoveryCodes.newSet();
  }

  /** Returns the fingerprints of recovery codes, as credentials keep them. */
  public static List<Secret> fingerprints(List<Secret> codes) {
    return RecoveryCodes.fingerprints(codes);
  }

  /** Forgets from where the owner of an account has signed in. */
  public void forgetPlaces(String staff) {
    parts.limits().forgetPlaces(source(staff));
  }

  private static AttemptSource source(String staff) {
    return AttemptSource.of(
        Ascii.toLowerCase(staff), Optional.of(staff), Optional.empty(), Optional.empty());
  }

  /** Keeps a notice for the owner of an account. */
  public void notice(String staff, OwnerNotice.Kind kind) {
    parts.notices().add(staff, kind, 1);
  }

  /** Records what somebody did, or was refused. */
  public void record(AuditEvent event) {
    parts.records().append(event);
  }
}
