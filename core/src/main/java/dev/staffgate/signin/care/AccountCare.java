package dev.staffgate.signin.care;

import dev.staffgate.accounts.EpochCause;
import dev.staffgate.audit.AuditEvent;
import dev.staffgate.network.IpAddress;
import dev.staffgate.signin.CredentialKeeper;
import dev.staffgate.signin.CredentialKeeper.CredentialChange;
import dev.staffgate.signin.Credentials;
import dev.staffgate.signin.OwnerNotice;
import dev.staffgate.signin.SignIn;
import dev.staffgate.signin.care.AccountLink.Kind;
import dev.staffgate.signin.care.CareResult.LinkMade;
import dev.staffgate.signin.care.CareResult.NotDone;
import java.util.Optional;

/**
 * The care of other people's accounts. Whether somebody may is asked before, by the permission that
 * each method names. Each leaves a record of who did it to whom, and tells the owner at the next
 * sign-in. A link is returned once, and nowhere recorded. Safe for any number of threads.
 */
public final class AccountCare {
  private static final NotDone SET_UP_ALREADY =
      NotDone.saying(
          "This account is set up already. Reset its password or its second factor instead.");
  private static final NotDone NOT_SET_UP =
      NotDone.saying("This account is not set up yet. Invite its owner instead.");

  private final SignIn signIn;
  private final CareParts parts;

  /** Makes an object for a sign-in, whose stores, clock and audit it shares. */
  public AccountCare(SignIn signIn, SessionEnder sessions) {
    this.signIn = signIn;
    this.parts = CareParts.of(signIn.keeper(), sessions);
  }

  /**
   * Invites somebody who has neither password nor second factor: {@code staff.invite}. All other
   * links of the account are void from now on.
   *
   * @param staff a staff id; whether there is such an account is asked when the link is used
   * @return link made, or not done
   */
  public CareResult invite(String staff, String by, Optional<IpAddress> from) {
    CareParts.requireIds(staff, by);
    return parts.guarded(
        () -> {
          if (isSetUp(parts.keeper().find(staff))) {
            return SET_UP_ALREADY;
          }
          // Credentials that say nothing are there from now on, to be replaced by version.
          boolean unused =
              parts
                  .keeper()
                  .change(
                      staff, next -> next.version() == 1 ? Optional.of(next) : Optional.empty());
          parts.links().voidAll(staff);
          return link(Kind.INVITATION, staff, by, from, AuditEvent.Type.ACCOUNT_INVITED);
        });
  }

  private static boolean isSetUp(Credentials credentials) {
    return credentials.passwordHash().isPresent() || credentials.codeKey().isPresent();
  }

  /**
   * Takes a password away, which stops to count at once, ends all sessions, and makes a link for a
   * new one: {@code staff.reset-password}. The second factor stays. From where the owner has signed
   * in is forgotten.
   *
   * @return link made, or not done
   */
  public CareResult resetPassword(String staff, String by, Optional<IpAddress> from) {
    CareParts.requireIds(staff, by);
    return parts.guarded(
        () -> {
          if (!isSetUp(parts.keeper().find(staff))) {
            return NOT_SET_UP;
          }
          takeAway(
              staff,
              EpochCause.NEW_PASSWORD,
              next ->
                  next.passwordHash().isPresent()
                      ? Optional.of(next.withoutPassword())
                      : Optional.empty());
          parts.keeper().forgetPlaces(staff);
          parts.keeper().notice(staff, OwnerNotice.Kind.PASSWORD_RESET);
          return link(Kind.PASSWORD_RESET, staff, by, from, AuditEvent.Type.PASSWORD_RESET);
        });
  }

  /**
   * Takes second factor and recovery codes away, which stop to count at once, ends all sessions,
   * and makes a link by which who knows the password sets up a new one: {@code
   * staff.reset-second-factor}. Until then nobody signs in.
   *
   * @return link made, or not done
   */
  public CareResult resetSecondFactor(String staff, String by, Optional<IpAddress> from) {
    CareParts.requireIds(staff, by);
    return parts.guarded(
        () -> {
          if (!isSetUp(parts.keeper().find(staff))) {
            return NOT_SET_UP;
          }
          takeAway(
              staff,
              EpochCause.SECOND_FACTOR_RESET,
              next -> Optional.of(next.withoutSecondFactor()));
          parts.keeper().notice(staff, OwnerNotice.Kind.SECOND_FACTOR_RESET);
          return link(
              Kind.SECOND_FACTOR_RESET, staff, by, from, AuditEvent.Type.SECOND_FACTOR_RESET);
        });
  }

  // INVARIANT: what was taken away outlives no session, whenever the program stops, and whoever
  // signs in meanwhile.
  private void takeAway(String staff, EpochCause cause, CredentialChange change) {
    parts.endAll(staff, cause);
    boolean unused = parts.keeper().change(staff, change);
    parts.endAll(staff, cause);
  }

  private CareResult link(
      Kind kind, String staff, String by, Optional<IpAddress> from, AuditEvent.Type type) {
    parts.pending().end(staff);
    LinkMade made = parts.links().make(kind, staff, by);
    record(type, staff, by, from);
    return made;
  }

  /**
   * Ends the waits of an account, and forgives its failures: {@code staff.unlock}.
   *
   * @return done, or not done
   */
  public CareResult unlock(String staff, String by, Optional<IpAddress> from) {
    CareParts.requireIds(staff, by);
    return parts.guarded(
        () -> {
          signIn.unlock(staff, by, from);
          return new CareResult.Done();
        });
  }

  /**
   * Ends all sessions of an account: {@code staff.sign-out}.
   *
   * @return done, or not done
   */
  public CareResult signOutEverywhere(String staff, String by, Optional<IpAddress> from) {
    CareParts.requireIds(staff, by);
    return parts.guarded(
        () -> {
          parts.endAll(staff, EpochCause.SIGNED_OUT_EVERYWHERE);
          parts.keeper().notice(staff, OwnerNotice.Kind.SIGNED_OUT_EVERYWHERE);
          record(AuditEvent.Type.SIGNED_OUT_EVERYWHERE, staff, by, from);
          return new CareResult.Done();
        });
  }

  private void record(AuditEvent.Type type, String staff, String by, Optional<IpAddress> from) {
    CredentialKeeper keeper = parts.keeper();
    keeper.record(parts.event(type, by, from).with("account", staff));
  }
}
