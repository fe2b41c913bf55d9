package dev.staffgate.signin.care;

import static java.util.Objects.requireNonNull;

import dev.staffgate.accounts.EpochCause;
import dev.staffgate.accounts.SessionEpoch;
import dev.staffgate.audit.AuditEvent;
import dev.staffgate.model.Secret;
import dev.staffgate.signin.CredentialKeeper;
import dev.staffgate.signin.CredentialKeeper.PasswordCheck;
import dev.staffgate.signin.Credentials;
import dev.staffgate.signin.OwnerNotice;
import dev.staffgate.signin.PasswordOwner;
import dev.staffgate.signin.PasswordProblem;
import dev.staffgate.signin.PasswordRules;
import dev.staffgate.signin.SignIn;
import dev.staffgate.signin.SignInOrigin;
import dev.staffgate.signin.care.CareResult.FreshCodeNeeded;
import dev.staffgate.signin.care.CareResult.NotDone;
import dev.staffgate.signin.care.CareResult.PasswordRefused;
import dev.staffgate.signin.care.PendingKey.Purpose;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Changes that people make to their own credentials, signed in. A new password and a new second
 * factor end all sessions, the caller's too: a program begins a new one for the browser at hand.
 * Safe for any number of threads. The caller wipes passwords.
 */
public final class OwnCredentials {
  /** The longest time since a second factor was proved for what needs a fresh one. */
  public static final Duration FRESH = Duration.ofMinutes(5);

  private static final NotDone NO_FACTOR =
      NotDone.saying("Your account has no second factor, or may not be used here and now.");
  private static final NotDone CHANGED =
      NotDone.saying("Your password was changed meanwhile. Please sign in again.");
  private static final NotDone OVER =
      NotDone.saying("This has taken too long. Please begin again.");
  private static final PasswordProblem UNCHANGED =
      new PasswordProblem(
          PasswordProblem.Code.UNCHANGED,
          "That is the password that you have. Choose another one.");

  private final CareParts parts;
  private final PasswordRules rules;

  /**
   * Makes an object for a sign-in, whose stores, clock, hasher and audit it shares.
   *
   * @param rules for new passwords
   */
  public OwnCredentials(SignIn signIn, PasswordRules rules, SessionEnder sessions) {
    this.parts = CareParts.of(signIn.keeper(), sessions);
    this.rules = requireNonNull(rules, "rules");
  }

  /**
   * Sets a new password. Wrong old ones are counted with wrong fresh codes: nobody who is not
   * signed in makes this wait, and who has stolen a session does not guess.
   *
   * @param staff who, as the program's own session says
   * @param session the epoch that this session began in
   * @return not done, password refused, or password set
   */
  public CareResult changePassword(
      String staff,
      SessionEpoch session,
      char[] before,
      char[] password,
      PasswordOwner owner,
      SignInOrigin origin) {
    return parts.guarded(
        () -> {
          List<PasswordProblem> problems = rules.problems(password, owner);
          if (problems.isEmpty() && CredentialKeeper.areSame(before, password)) {
            problems = List.of(UNCHANGED);
          }
          return problems.isEmpty()
              ? passwordChecked(staff, session, before, password, origin)
              : new PasswordRefused(problems);
        });
  }

  private CareResult passwordChecked(
      String staff, SessionEpoch session, char[] before, char[] password, SignInOrigin origin) {
    CredentialKeeper keeper = parts.keeper();
    PasswordCheck check = keeper.checkAgain(staff, before, origin);
    if (check.refusal().isPresent()) {
      return new NotDone(check.refusal().get());
    }
    Optional<Secret> checked = check.credentials().orElseThrow().passwordHash();
    Secret hash = keeper.hash(password);
    SessionEpoch first = parts.sessions().endAll(staff, EpochCause.NEW_PASSWORD);
    boolean isKept =
        keeper.change(
            staff,
            next ->
                next.passwordHash().equals(checked)
                    ? Optional.of(next.withPasswordHash(hash))
                    : Optional.empty());
    if (!isKept) {
      return CHANGED;
    }
    // Once more, for whoever has signed in with the old one meanwhile.
    SessionEpoch second = parts.sessions().endAll(staff, EpochCause.NEW_PASSWORD);
    keeper.notice(staff, OwnerNotice.Kind.PASSWORD_CHANGED);
    keeper.record(parts.event(AuditEvent.Type.PASSWORD_CHANGED, staff, origin.from()));
    return new CareResult.PasswordSet(
        Optional.of(second).filter(any -> first.follows(session) && second.follows(first)));
  }

  /**
   * Begins to exchange the second factor for a new one: a new key awaits its first code. The old
   * one counts until then.
   *
   * @param secondFactorAt when the second factor was proved, as the program's own session says
   * @return not done, fresh code needed, or code needed
   */
  public CareResult replaceSecondFactor(String staff, Instant secondFactorAt, SignInOrigin origin) {
    return parts.guarded(
        () -> {
          if (!isFresh(secondFactorAt)) {
            return new FreshCodeNeeded();
          }
          Credentials now = parts.keeper().find(staff);
          return mayChange(staff, now, origin)
              ? parts.awaitCode(
                  new PendingKey(
                      Purpose.CHANGE,
                      staff,
                      PendingKey.basisOf(now),
                      Optional.empty(),
                      parts.keeper().newKey()))
              : NO_FACTOR;
        });
  }

  /**
   * Confirms the new second factor by its first code. The recovery codes stay.
   *
   * @param handle that {@link #replaceSecondFactor} answered
   * @return not done, or second factor set
   */
  public CareResult confirmSecondFactor(
      String staff, Secret handle, String code, SignInOrigin origin) {
    requireNonNull(code, "code");
    return parts.guarded(
        () ->
            parts
                .pending()
                .find(handle)
                .filter(one -> one.purpose() == Purpose.CHANGE && one.staff().equals(staff))
                .map(one -> KeyConfirmation.take(parts, one, code, origin))
                .orElse(OVER));
  }

  /**
   * Makes new recovery codes; those of before are void.
   *
   * @param secondFactorAt when the second factor was proved, as the program's own session says
   * @return not done, fresh code needed, or recovery codes made
   */
  public CareResult newRecoveryCodes(String staff, Instant secondFactorAt, SignInOrigin origin) {
    return parts.guarded(
        () -> {
          CredentialKeeper keeper = parts.keeper();
          if (!isFresh(secondFactorAt)) {
            return new FreshCodeNeeded();
          }
          List<Secret> codes = keeper.newRecoveryCodes();
          boolean isKept =
              keeper.change(
                  staff,
                  next ->
                      mayChange(staff, next, origin)
                          ? Optional.of(
                              next.withRecoveryCodes(CredentialKeeper.fingerprints(codes)))
                          : Optional.empty());
          if (!isKept) {
            return NO_FACTOR;
          }
          keeper.notice(staff, OwnerNotice.Kind.RECOVERY_CODES_MADE);
          keeper.record(parts.event(AuditEvent.Type.RECOVERY_CODES_MADE, staff, origin.from()));
          return new CareResult.RecoveryCodesMade(codes);
        });
  }

  /** Returns whether a second factor was proved a short time ago; one of the future was not. */
  private boolean isFresh(Instant secondFactorAt) {
    Instant now = parts.keeper().now();
    return !secondFactorAt.isAfter(now) && !secondFactorAt.plus(FRESH).isBefore(now);
  }

  private boolean mayChange(String staff, Credentials now, SignInOrigin origin) {
    return now.codeKey().isPresent() && parts.keeper().mayAct(staff, origin.from());
  }
}
