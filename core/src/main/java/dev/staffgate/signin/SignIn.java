package dev.staffgate.signin;

import static java.util.Objects.requireNonNull;

import com.google.common.base.Ascii;
import dev.staffgate.accounts.ActiveAccounts;
import dev.staffgate.accounts.DirectoryException;
import dev.staffgate.accounts.SessionEpochs;
import dev.staffgate.audit.AuditEvent;
import dev.staffgate.audit.AuditException;
import dev.staffgate.audit.AuditSink;
import dev.staffgate.model.NameSyntax;
import dev.staffgate.model.Secret;
import dev.staffgate.network.IpAddress;
import dev.staffgate.signin.attempts.AttemptLimits;
import dev.staffgate.signin.attempts.AttemptSource;
import dev.staffgate.signin.attempts.BrowserCookies;
import dev.staffgate.signin.hashing.PasswordHasher;
import dev.staffgate.state.StateStore;
import dev.staffgate.state.StateStoreException;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Signing in with a name, a password and a one-time code. Safe for any number of threads. The
 * caller wipes the password.
 *
 * <p><b>Waits.</b> Wrong passwords and wrong codes are counted apart. Five in a row make the place
 * that they come from wait: 30 s, then twice as long after each further one, at most an hour. A
 * browser from which, or a network (/24, /64) from where somebody has signed in before is counted
 * by itself; all others together, so that nobody makes a known one wait, and a new one gets its
 * turn within half an hour for each step. A site (/24, /48) that is wrong about any names again and
 * again waits, too. After 100 wrong codes in a year from browsers that are not known, these wait
 * for an administrator ({@link #unlock}).
 *
 * <p>What is tried during a wait is not looked at. What cannot be a guess counts for nothing: a
 * code that was mistyped so that it cannot be one, one that was right and is used up, and a
 * password for which too many others are being hashed. The letter case of a name does not matter.
 *
 * <p>Every outcome is recorded; a sign-in that cannot be recorded is none.
 *
 * <p><b>Names.</b> A name that is not an account, is disabled, or comes from outside of its
 * networks gets the same answers, after the same work and the same waits, as an account with a
 * wrong password; so does one that a directory which is out cannot be asked for. A text that cannot
 * be a staff id is refused at once: everybody may know that it is not an account.
 */
// Nothing is told of a password or a code before it was counted, or it was looked up once more that
// it might be looked at. So attempts at the same time tell no more than the same attempts one after
// the other: at most five failures before a wait, and a step's code counts for one.
public final class SignIn {
  private static final Logger log = LoggerFactory.getLogger(SignIn.class);

  private static final int TRIES = 16;

  private final SignInParts parts;
  private final PasswordStep passwordStep;
  private final CodeStep codeStep;
  private final OneTimeCodes codes;
  private final RareLog outages;
  private final CredentialKeeper keeper;

  SignIn(
      ActiveAccounts accounts,
      CredentialStore store,
      StateStore state,
      AuditSink audit,
      PasswordHasher hasher,
      InstantSource clock,
      PasswordStep.Enrolment enrolment) {
    this.parts =
        new SignInParts(
            accounts,
            store,
            new AttemptLimits(state, clock),
            new BrowserCookies(state),
            new PendingSignIns(state, clock),
            new OwnerNotices(state, clock),
            SessionEpochs.of(state),
            new SignInRecords(audit, clock),
            clock);
    this.codes = enrolment.codes();
    this.outages = new RareLog(log, clock);
    PasswordVerifier verifier = new PasswordVerifier(hasher, parts.pending().newHandle());
    this.passwordStep = new PasswordStep(parts, verifier, enrolment);
    this.codeStep = new CodeStep(parts);
    this.keeper =
        new CredentialKeeper(
            parts, state, new CredentialKeeper.Steps(verifier, passwordStep, codeStep, enrolment));
  }

  /** Returns a builder; accounts, credentials, an audit and an issuer are required. */
  public static SignInBuilder builder() {
    return new SignInBuilder();
  }

  /**
   * The first step, for a browser that is not known: {@link #begin(String, char[], SignInOrigin)}.
   */
  public SignInResult begin(String name, char[] password, Optional<IpAddress> from) {
    return begin(name, password, SignInOrigin.at(from));
  }

  /**
   * The first step: name and password.
   *
   * @return refused, wait, busy, code needed, or enrolment needed
   */
  public SignInResult begin(String name, char[] password, SignInOrigin origin) {
    requireNonNull(origin, "origin");
    return guarded(() -> passwordStep.take(name, password, origin));
  }

  /** The second step, for a browser that is not known. */
  public SignInResult confirm(Secret handle, String code, Optional<IpAddress> from) {
    return confirm(handle, code, SignInOrigin.at(from));
  }

  /**
   * The second step: the code, for what {@link #begin} answered. After a wrong code the same handle
   * may be used again, until five minutes after the password.
   *
   * @param code as it was typed: blanks, dashes and invisible marks do not matter, and digits may
   *     be of any script. With control characters, or with fewer or more characters than a code
   *     has, it is refused and not counted as a failure; any other text is a wrong code
   * @return refused, wait, locked, or signed in
   */
  public SignInResult confirm(Secret handle, String code, SignInOrigin origin) {
    CodeProof proof = CodeProof.ofApp(codes, requireNonNull(code, "code"));
    return guarded(() -> codeStep.confirm(handle, proof, origin, false));
  }

  /**
   * The second step with a recovery code instead, which is used up by it. Counted like codes.
   *
   * @param code as it was typed: letter case, blanks and dashes do not matter
   * @return refused, wait, locked, or signed in
   */
  public SignInResult recover(Secret handle, String code, SignInOrigin origin) {
    CodeProof proof = CodeProof.ofRecovery(requireNonNull(code, "code"));
    return guarded(() -> codeStep.confirm(handle, proof, origin, true));
  }

  /**
   * Returns whether a handle of {@link #begin} still awaits its code, so that the form for it, and
   * the key that is enrolled, may be shown again; false if that cannot be found out.
   */
  public boolean awaitsCode(Secret handle) {
    try {
      return parts.pending().find(handle).filter(this::fitsNow).isPresent();
    } catch (CredentialStoreException | StateStoreException e) {
      outages.error("it cannot be found out whether a sign-in goes on", e);
      return false;
    }
  }

  private boolean fitsNow(PendingSignIns.Pending one) {
    return parts
        .store()
        .find(one.staff())
        .filter(now -> one.fits(now, parts.clock().instant()))
        .isPresent();
  }

  /**
   * A fresh second factor, from an address: {@link #confirmAgain(String, String, SignInOrigin)}.
   */
  public SignInResult confirmAgain(String staff, String code, Optional<IpAddress> from) {
    return confirmAgain(staff, code, SignInOrigin.at(from));
  }

  /**
   * A fresh second factor of somebody who is signed in. Its failures are counted by themselves:
   * nobody who is not signed in makes it wait. Whoever has guessed forty times, and then every
   * second day, waits for an administrator, whatever was right in between.
   *
   * @param staff who, as the program's own session says
   * @param code as it was typed, like that of {@link #confirm}
   * @return refused, wait, locked, or signed in with the new instant
   */
  public SignInResult confirmAgain(String staff, String code, SignInOrigin origin) {
    CodeProof proof = CodeProof.ofApp(codes, requireNonNull(code, "code"));
    return guarded(() -> codeStep.confirmAgain(staff, proof, origin));
  }

  /**
   * Ends the waits of an account, and forgives its failures; recorded, and its owner is told. If a
   * clock was ahead when a code was used, codes count again in two minutes.
   *
   * @param by who does so; whether they may is asked before
   * @throws StateStoreException if it is not known whether it was done
   */
  public void unlock(String staff, String by, Optional<IpAddress> from) {
    forgive(staff);
    parts.notices().add(staff, OwnerNotice.Kind.UNLOCKED, 1);
    parts.records().by(AuditEvent.Type.SIGN_IN_UNLOCKED, by, from, staff);
  }

  /**
   * Ends the waits of an account as {@link #unlock} does, as a part of something else: it is
   * neither recorded nor told to the owner.
   */
  public void forgive(String staff) {
    if (!NameSyntax.isId(staff)) {
      throw new IllegalArgumentException("accounts are unlocked by staff id");
    }
    parts
        .limits()
        .unlock(
            AttemptSource.of(
                Ascii.toLowerCase(staff), Optional.of(staff), Optional.empty(), Optional.empty()));
    boundLastStep(staff);
  }

  private void boundLastStep(String staff) {
    long latest = OneTimeCodes.stepAt(parts.clock().instant()) + 1;
    boolean done = false;
    for (int i = 0; i < TRIES && !done; i++) {
      Optional<Credentials> ahead =
          parts.store().find(staff).filter(one -> one.lastStep() > latest);
      done =
          ahead.isEmpty() || parts.store().replace(staff, ahead.get().next().withLastStep(latest));
    }
    if (!done) {
      throw new CredentialStoreException("the credentials of one account change without end", null);
    }
  }

  /** Returns what links, resets and changes of one's own work with. */
  public CredentialKeeper keeper() {
    return keeper;
  }

  private SignInResult guarded(Supplier<SignInResult> step) {
    try {
      return step.get();
    } catch (CredentialStoreException
        | StateStoreException
        | AuditException
        | DirectoryException e) {
      outages.error("a sign-in is refused, for it could not be looked up, kept or recorded", e);
      return SignInAnswers.UNAVAILABLE;
    }
  }
}
