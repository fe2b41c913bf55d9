package dev.staffgate.signin;

import com.google.common.base.Ascii;
import dev.staffgate.accounts.SessionEpoch;
import dev.staffgate.audit.AuditEvent;
import dev.staffgate.model.Secret;
import dev.staffgate.signin.CodeProof.Comparison;
import dev.staffgate.signin.PendingSignIns.Pending;
import dev.staffgate.signin.SignInResult.SignedIn;
import dev.staffgate.signin.attempts.AttemptLimits.Failure;
import dev.staffgate.signin.attempts.AttemptLimits.Purpose;
import dev.staffgate.signin.attempts.AttemptSource;
import dev.staffgate.signin.attempts.AttemptVerdict;
import dev.staffgate.signin.attempts.ClockDriftHint;
import dev.staffgate.signin.attempts.OwnSlips;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The second step of a sign-in, and the fresh second factor of somebody who is signed in. The state
 * is looked at again each time: account, credentials, waits.
 */
final class CodeStep {
  private static final Logger log = LoggerFactory.getLogger(CodeStep.class);
  private static final int TRIES = 256;

  private final SignInParts parts;
  private final ClockDriftHint clockHint;
  private final OwnSlips slips;

  CodeStep(SignInParts parts) {
    this.parts = parts;
    this.clockHint = new ClockDriftHint(parts.clock());
    this.slips = new OwnSlips(parts.clock());
  }

  /** A code that somebody brings, and what it is for. */
  private abstract static class Attempt {
    final String staff;
    final CodeProof proof;
    final SignInOrigin origin;
    final Purpose purpose;

    Attempt(String staff, CodeProof proof, SignInOrigin origin, Purpose purpose) {
      this.staff = staff;
      this.proof = proof;
      this.origin = origin;
      this.purpose = purpose;
    }

    abstract boolean fits(Credentials credentials);

    abstract OneTimeCodeKey key(Credentials credentials);

    abstract SignInResult wrong(Comparison comparison, Instant now);

    /** Returns what the sign-in is known by while it is under way, if it is one. */
    abstract Optional<Secret> handle();

    /**
     * Answers after it was spent.
     *
     * @param epoch of the account before anything was looked at
     */
    abstract SignInResult succeeded(Credentials now, SessionEpoch epoch);

    /** Comes before what is proved is kept. */
    void begins() {}
  }

  /** Confirms a sign-in; see {@link SignIn#confirm}. */
  SignInResult confirm(Secret handle, CodeProof proof, SignInOrigin origin, boolean isRecovery) {
    Optional<Pending> waiting =
        parts.pending().find(handle).filter(one -> !isRecovery || one.newKey().isEmpty());
    if (waiting.isEmpty()) {
      parts.records().refused("", origin.from(), "not-pending");
      return SignInAnswers.OVER;
    }
    Pending pending = waiting.get();
    return take(
        new Attempt(pending.staff(), proof, origin, Purpose.CODE) {
          @Override
          boolean fits(Credentials credentials) {
            return pending.fits(credentials, parts.clock().instant());
          }

          @Override
          OneTimeCodeKey key(Credentials credentials) {
            return pending.newKey().or(credentials::codeKey).orElseThrow();
          }

          @Override
          SignInResult wrong(Comparison comparison, Instant now) {
            // Whoever is here knows the password.
            return hint(handle, comparison, now);
          }

          @Override
          Optional<Secret> handle() {
            return Optional.of(handle);
          }

          @Override
          SignInResult succeeded(Credentials now, SessionEpoch epoch) {
            if (!parts.pending().end(handle)) {
              parts.records().refused(staff, origin.from(), "not-pending");
              return SignInAnswers.OVER;
            }
            if (pending.newKey().isPresent()) {
              parts.records().event(AuditEvent.Type.SECOND_FACTOR_ENROLLED, staff, origin.from());
            }
            if (isRecovery) {
              parts.records().event(AuditEvent.Type.RECOVERY_CODE_USED, staff, origin.from());
            }
            Optional<Credentials> recovered = isRecovery ? Optional.of(now) : Optional.empty();
            return signedIn(this, epoch, recovered);
          }
        });
  }

  private SignedIn signedIn(Attempt attempt, SessionEpoch epoch, Optional<Credentials> recovered) {
    String staff = attempt.staff;
    SignInOrigin origin = attempt.origin;
    Instant now = parts.clock().instant();
    Secret browser = browserToKeep(staff, origin);
    SignInOrigin known = new SignInOrigin(origin.from(), Optional.of(browser));
    int own = attempt.handle().map(slips::take).orElse(0);
    int wrongCodes = parts.limits().signedIn(source(staff, known)) - own;
    List<OwnerNotice> notices = new ArrayList<>(parts.notices().take(staff));
    if (wrongCodes > 0) {
      notices.add(new OwnerNotice(OwnerNotice.Kind.WRONG_CODES, wrongCodes, now));
    }
    recovered.ifPresent(
        left ->
            notices.add(
                new OwnerNotice(
                    OwnerNotice.Kind.RECOVERY_CODE_USED, left.recoveryCodes().size(), now)));
    parts.records().event(AuditEvent.Type.SIGN_IN, staff, origin.from());
    return new SignedIn(staff, now, epoch, Optional.of(browser), notices);
  }

  private Secret browserToKeep(String staff, SignInOrigin origin) {
    AttemptSource source = source(staff, origin);
    return source.browser().isPresent() && !parts.limits().isWornOut(source)
        ? origin.browser().orElseThrow()
        : parts.browsers().create();
  }

  /** Confirms the second factor again; see {@link SignIn#confirmAgain}. */
  SignInResult confirmAgain(String staff, CodeProof proof, SignInOrigin origin) {
    return take(
        new Attempt(staff, proof, origin, Purpose.STEP_UP) {
          @Override
          boolean fits(Credentials credentials) {
            return credentials.codeKey().isPresent();
          }

          @Override
          OneTimeCodeKey key(Credentials credentials) {
            return credentials.codeKey().orElseThrow();
          }

          @Override
          SignInResult wrong(Comparison comparison, Instant now) {
            return SignInAnswers.WRONG_CODE;
          }

          @Override
          Optional<Secret> handle() {
            return Optional.empty();
          }

          @Override
          SignInResult succeeded(Credentials now, SessionEpoch epoch) {
            parts.limits().steppedUp(source(staff, origin));
            parts.records().event(AuditEvent.Type.SECOND_FACTOR_CONFIRMED, staff, origin.from());
            return fresh(staff, epoch);
          }
        });
  }

  private SignedIn fresh(String staff, SessionEpoch epoch) {
    return new SignedIn(staff, parts.clock().instant(), epoch, Optional.empty(), List.of());
  }

  private SignInResult hint(Secret attempts, Comparison comparison, Instant now) {
    long current = OneTimeCodes.stepAt(now);
    return clockHint.isDueAfter(attempts, comparison.drifted(), current)
        ? SignInAnswers.CLOCK
        : SignInAnswers.WRONG_CODE;
  }

  /** Confirms a new key by its first code; see {@link CredentialKeeper#confirm}. */
  SignInResult enrol(CredentialKeeper.NewKey one, CodeProof proof, SignInOrigin origin) {
    Purpose purpose = one.isOfSession() ? Purpose.STEP_UP : Purpose.CODE;
    return take(
        new Attempt(one.staff(), proof, origin, purpose) {
          @Override
          boolean fits(Credentials credentials) {
            return one.fits(credentials);
          }

          @Override
          OneTimeCodeKey key(Credentials credentials) {
            return one.key();
          }

          @Override
          SignInResult wrong(Comparison comparison, Instant now) {
            return hint(one.key().seed(), comparison, now);
          }

          @Override
          Optional<Secret> handle() {
            return Optional.of(one.key().seed());
          }

          @Override
          void begins() {
            one.begins();
          }

          @Override
          SignInResult succeeded(Credentials now, SessionEpoch before) {
            one.kept();
            // Keeping it ended all sessions; so the epoch is read anew, and the account once more.
            SessionEpoch epoch = parts.epochs().current(staff);
            if (!parts.accounts().mayAct(staff, origin.from())) { // disabled in this moment
              parts.records().refused(staff, origin.from(), "account-may-not-act");
              return SignInAnswers.OVER;
            }
            if (!parts.store().find(staff).equals(Optional.of(now))) {
              parts.records().refused(staff, origin.from(), "credentials-changed");
              return SignInAnswers.OVER;
            }
            return one.isOfSession()
                ? fresh(staff, epoch)
                : signedIn(this, epoch, Optional.empty());
          }
        });
  }

  private AttemptSource source(String staff, SignInOrigin origin) {
    return AttemptSource.of(
        Ascii.toLowerCase(staff),
        Optional.of(staff),
        origin.from(),
        origin.browser().flatMap(parts.browsers()::fingerprint));
  }

  private SignInResult take(Attempt attempt) {
    AttemptSource source = source(attempt.staff, attempt.origin);
    for (int i = 0; i < TRIES; i++) {
      SessionEpoch epoch = parts.epochs().current(attempt.staff);
      if (!parts.accounts().mayAct(attempt.staff, attempt.origin.from())) {
        return refused(attempt, "account-may-not-act");
      }
      Optional<Credentials> found = parts.store().find(attempt.staff);
      if (found.isEmpty() || !attempt.fits(found.get())) {
        return refused(attempt, "credentials-changed");
      }
      AttemptVerdict standing = parts.limits().standing(attempt.purpose, source);
      if (!standing.isFree()) {
        return waits(attempt, standing);
      }
      Optional<SignInResult> result = compared(attempt, source, found.get(), epoch);
      if (result.isPresent()) {
        return result.get();
      }
    }
    throw new CredentialStoreException("the credentials of one account change without end", null);
  }

  /** Returns the result; empty if the credentials were changed meanwhile. */
  private Optional<SignInResult> compared(
      Attempt attempt, AttemptSource source, Credentials credentials, SessionEpoch epoch) {
    Instant now = parts.clock().instant();
    if (OneTimeCodes.isTooFarAhead(credentials.lastStep(), now)) {
      return bounded(attempt, credentials, now);
    }
    Comparison comparison = attempt.proof.compare(credentials, attempt.key(credentials), now);
    return switch (comparison.match()) {
      case SLIP -> Optional.of(refused(attempt, "not-a-code"));
      case SPENT -> Optional.of(refused(attempt, "code-used"));
      case WRONG -> Optional.of(failed(attempt, source, comparison, now));
      case RIGHT -> spent(attempt, source, comparison.next().orElseThrow(), epoch);
    };
  }

  /** Ends the belief in a step that a wrong clock kept: the codes of now count in two minutes. */
  private Optional<SignInResult> bounded(Attempt attempt, Credentials credentials, Instant now) {
    log.warn(
        "the last code of {} was used at a time that is still to come: a clock was wrong",
        attempt.staff);
    Credentials next = credentials.next().withLastStep(OneTimeCodes.stepAt(now) + 1);
    return parts.store().replace(attempt.staff, next)
        ? Optional.of(refused(attempt, "clock-was-wrong"))
        : Optional.empty();
  }

  private Optional<SignInResult> spent(
      Attempt attempt, AttemptSource source, Credentials next, SessionEpoch epoch) {
    // INVARIANT: that it was right is told only if it might have been looked at until now, and
    // after it was spent in the store.
    AttemptVerdict now = parts.limits().standing(attempt.purpose, source);
    if (!now.isFree()) {
      return Optional.of(waits(attempt, now));
    }
    attempt.begins();
    return parts.store().replace(attempt.staff, next)
        ? Optional.of(attempt.succeeded(next, epoch))
        : Optional.empty();
  }

  private SignInResult failed(
      Attempt attempt, AttemptSource source, Comparison comparison, Instant now) {
    Failure failure = parts.limits().failed(attempt.purpose, source);
    if (!failure.counted()) {
      return waits(attempt, failure.next());
    }
    attempt.handle().ifPresent(slips::add);
    parts.records().failed(attempt.staff, attempt.origin.from(), "code", failure.next());
    return failure.next().isFree()
        ? attempt.wrong(comparison, now)
        : SignInAnswers.to(failure.next());
  }

  private SignInResult waits(Attempt attempt, AttemptVerdict verdict) {
    parts.records().refused(attempt.staff, attempt.origin.from(), "has-to-wait");
    return SignInAnswers.to(verdict);
  }

  private SignInResult refused(Attempt attempt, String reason) {
    parts.records().refused(attempt.staff, attempt.origin.from(), reason);
    return SignInAnswers.WRONG_CODE;
  }
}
