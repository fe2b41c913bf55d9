package dev.staffgate.signin.care;

import static java.util.Objects.requireNonNull;

import dev.staffgate.accounts.EpochCause;
import dev.staffgate.audit.AuditEvent;
import dev.staffgate.model.Secret;
import dev.staffgate.network.IpAddress;
import dev.staffgate.signin.CredentialKeeper;
import dev.staffgate.signin.CredentialKeeper.PasswordCheck;
import dev.staffgate.signin.Credentials;
import dev.staffgate.signin.OwnerNotice;
import dev.staffgate.signin.PasswordOwner;
import dev.staffgate.signin.PasswordProblem;
import dev.staffgate.signin.PasswordRules;
import dev.staffgate.signin.SignIn;
import dev.staffgate.signin.SignInOrigin;
import dev.staffgate.signin.care.AccountLink.Kind;
import dev.staffgate.signin.care.AccountLinks.Live;
import dev.staffgate.signin.care.CareResult.NotDone;
import dev.staffgate.signin.care.CareResult.PasswordRefused;
import dev.staffgate.signin.care.PendingKey.Purpose;
import dev.staffgate.state.StateVersion;
import java.util.List;
import java.util.Optional;

/**
 * Single-use links in the hands of whoever opens one. Safe for any number of threads. The caller
 * wipes the password.
 *
 * <p>{@link #look} serves GET and HEAD, and uses nothing up: programs that look through mail open
 * every link. A form that a person sends claims the link ({@link #claim}, POST alone).
 *
 * <p><b>Single use.</b> A link is claimed before a password is hashed. Of any number of claims at
 * once one wins. Where it comes to nothing because passwords are hashed already, or the password
 * that has to be known is wrong, the link is given back.
 *
 * <p><b>Invitation.</b> First password, second factor and recovery codes are kept in one write,
 * once a code has confirmed the key. So there is never an account with a password that somebody who
 * merely knows it could enrol with. Until then all of it is open for whoever holds the handle;
 * after half an hour it is gone, and a new link is needed.
 *
 * <p>Links for a new password do not sign in: the second factor is still needed. Links for a new
 * second factor need the password.
 */
public final class LinkClaims {
  private static final NotDone NO_LINK =
      NotDone.saying(
          "This link is not valid any more: it was used, it is too old, or there is a newer one."
              + " Ask an administrator for a new link.");
  private static final NotDone PASSWORD_FIRST =
      NotDone.saying(
          "Your account has no password at the moment. Use the link for a new password first.");
  private static final NotDone OVER =
      NotDone.saying("This has taken too long. Ask an administrator for a new link.");

  private final CareParts parts;
  private final PasswordRules rules;

  /**
   * Makes an object for a sign-in, whose stores, clock, hasher and audit it shares.
   *
   * @param rules those with a second factor, as no account is without one after this
   */
  public LinkClaims(SignIn signIn, PasswordRules rules, SessionEnder sessions) {
    this.parts = CareParts.of(signIn.keeper(), sessions);
    this.rules = requireNonNull(rules, "rules");
  }

  /**
   * Returns the link that a token opens, if it can still be used; uses nothing up.
   *
   * @param token any text
   * @throws RuntimeException if the stores do not answer
   */
  public Optional<AccountLink> look(Secret token) {
    return parts.links().find(token).map(Live::link).filter(this::isStillFor);
  }

  /** Returns whether the account still is as the link was made for. */
  private boolean isStillFor(AccountLink link) {
    Credentials now = parts.keeper().find(link.staff());
    return switch (link.kind()) {
      case INVITATION -> now.passwordHash().isEmpty() && now.codeKey().isEmpty();
      case PASSWORD_RESET -> now.passwordHash().isEmpty();
      case SECOND_FACTOR_RESET -> now.codeKey().isEmpty();
    };
  }

  /**
   * Claims a link.
   *
   * @param token any text
   * @param password the new one; for a new second factor, the one that the account has
   * @return not done, password refused, password set, or code needed
   */
  public CareResult claim(Secret token, char[] password, PasswordOwner owner, SignInOrigin origin) {
    requireNonNull(owner, "owner");
    return parts.guarded(() -> claimNow(token, password, owner, origin));
  }

  private CareResult claimNow(
      Secret token, char[] password, PasswordOwner owner, SignInOrigin origin) {
    Optional<Live> found = parts.links().find(token);
    if (found.isEmpty()) {
      return refused("", "no-link", origin, NO_LINK);
    }
    Live live = found.get();
    String staff = live.link().staff();
    if (!isStillFor(live.link()) || !parts.keeper().mayAct(staff, origin.from())) {
      return refused(staff, "account-changed", origin, NO_LINK);
    }
    if (live.link().kind() == Kind.SECOND_FACTOR_RESET) {
      if (parts.keeper().find(staff).passwordHash().isEmpty()) {
        return refused(staff, "no-password", origin, PASSWORD_FIRST);
      }
    } else {
      List<PasswordProblem> problems = rules.problems(password, owner);
      if (!problems.isEmpty()) {
        return new PasswordRefused(problems);
      }
    }
    Optional<StateVersion> claim = parts.links().claim(live);
    return claim.isPresent()
        ? claimed(live, claim.get(), password, origin)
        : refused(staff, "no-link", origin, NO_LINK);
  }

  /** Goes on with a link that is nobody else's now; gives it back if it comes to nothing. */
  private CareResult claimed(Live live, StateVersion claim, char[] password, SignInOrigin origin) {
    boolean isUsed = false;
    try {
      record(AuditEvent.Type.LINK_CLAIMED, live.link(), origin.from());
      CareResult result =
          switch (live.link().kind()) {
            case INVITATION -> invited(live.link().staff(), password);
            case PASSWORD_RESET -> passwordSet(live.link().staff(), password, origin);
            case SECOND_FACTOR_RESET -> keyNeeded(live.link().staff(), password, origin);
          };
      isUsed = result.kind() != CareResult.Kind.NOT_DONE;
      return result;
    } finally {
      if (!isUsed) {
        parts.links().giveBack(live, claim);
      }
    }
  }

  private CareResult invited(String staff, char[] password) {
    CredentialKeeper keeper = parts.keeper();
    return parts.awaitCode(
        new PendingKey(
            Purpose.INVITATION,
            staff,
            PendingKey.basisOf(Credentials.none()),
            Optional.of(keeper.hash(password)),
            keeper.newKey()));
  }

  private CareResult passwordSet(String staff, char[] password, SignInOrigin origin) {
    CredentialKeeper keeper = parts.keeper();
    Secret hash = keeper.hash(password);
    boolean isKept =
        keeper.change(
            staff,
            next ->
                next.passwordHash().isEmpty()
                    ? Optional.of(next.withPasswordHash(hash))
                    : Optional.empty());
    if (!isKept) {
      return NO_LINK;
    }
    parts.endAll(staff, EpochCause.NEW_PASSWORD);
    keeper.notice(staff, OwnerNotice.Kind.PASSWORD_CHANGED);
    keeper.record(parts.event(AuditEvent.Type.PASSWORD_CHANGED, staff, origin.from()));
    return new CareResult.PasswordSet(Optional.empty());
  }

  private CareResult keyNeeded(String staff, char[] password, SignInOrigin origin) {
    PasswordCheck check = parts.keeper().check(staff, password, origin);
    if (check.refusal().isPresent()) {
      return new NotDone(check.refusal().get());
    }
    Credentials right = check.credentials().orElseThrow();
    return right.codeKey().isPresent()
        ? NO_LINK
        : parts.awaitCode(
            new PendingKey(
                Purpose.RESET,
                staff,
                PendingKey.basisOf(right),
                Optional.empty(),
                parts.keeper().newKey()));
  }

  /**
   * Confirms the new second factor by its first code. After a wrong one the same handle may be used
   * again, until half an hour after the claim.
   *
   * @param handle that {@link #claim} answered
   * @param code as it was typed
   * @return not done, or second factor set, with the recovery codes
   */
  public CareResult confirm(Secret handle, String code, SignInOrigin origin) {
    requireNonNull(code, "code");
    return parts.guarded(
        () -> {
          Optional<PendingKey> pending =
              parts.pending().find(handle).filter(one -> one.purpose() != Purpose.CHANGE);
          return pending.isPresent()
              ? KeyConfirmation.take(parts, pending.get(), code, origin)
              : refused("", "not-pending", origin, OVER);
        });
  }

  private CareResult refused(String staff, String reason, SignInOrigin origin, NotDone answer) {
    parts
        .keeper()
        .record(
            parts.event(AuditEvent.Type.LINK_REFUSED, staff, origin.from()).with("reason", reason));
    return answer;
  }

  private void record(AuditEvent.Type type, AccountLink link, Optional<IpAddress> from) {
    parts.keeper().record(parts.event(type, link.staff(), from).with("link", link.kind().text()));
  }
}
