package dev.staffgate.signin.care;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import dev.staffgate.accounts.DirectoryException;
import dev.staffgate.accounts.EpochCause;
import dev.staffgate.accounts.SessionEpoch;
import dev.staffgate.audit.AuditEvent;
import dev.staffgate.audit.AuditException;
import dev.staffgate.model.NameSyntax;
import dev.staffgate.model.Secret;
import dev.staffgate.network.IpAddress;
import dev.staffgate.signin.CredentialKeeper;
import dev.staffgate.signin.CredentialStoreException;
import dev.staffgate.signin.SignInResult;
import dev.staffgate.signin.care.CareResult.NotDone;
import dev.staffgate.signin.hashing.PasswordHasherBusyException;
import dev.staffgate.state.StateStoreException;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The parts that the care of accounts shares. */
record CareParts(
    CredentialKeeper keeper, SessionEnder sessions, AccountLinks links, PendingKeys pending) {
  private static final Logger log = LoggerFactory.getLogger(CareParts.class);

  static final NotDone UNAVAILABLE =
      NotDone.saying("It is not known whether this was done. Please look again later.");

  static CareParts of(CredentialKeeper keeper, SessionEnder sessions) {
    return new CareParts(
        keeper,
        requireNonNull(sessions, "sessions"),
        new AccountLinks(keeper),
        new PendingKeys(keeper));
  }

  /** Does what is asked; what cannot be looked up, kept or recorded is not done. */
  CareResult guarded(Supplier<CareResult> work) {
    try {
      return work.get();
    } catch (PasswordHasherBusyException e) {
      return new NotDone(new SignInResult.Busy(e.retryAfter()));
    } catch (CredentialStoreException
        | StateStoreException
        | AuditException
        | DirectoryException e) {
      log.error("credentials are not changed, for something does not answer", e);
      return UNAVAILABLE;
    }
  }

  static void requireIds(String staff, String by) {
    checkArgument(NameSyntax.isId(staff), "accounts are cared for by staff id");
    checkArgument(NameSyntax.isId(by), "whoever does it is told by staff id");
  }

  /** Ends all sessions of an account, where the epoch that begins does not matter. */
  void endAll(String staff, EpochCause cause) {
    SessionEpoch unused = sessions.endAll(staff, cause);
  }

  AuditEvent event(AuditEvent.Type type, String who, Optional<IpAddress> from) {
    return AuditEvent.of(keeper.now(), type, who, from);
  }

  /** Keeps a new key until its first code comes, and returns what the owner's app reads. */
  CareResult awaitCode(PendingKey one) {
    Secret handle = pending.add(one);
    return new CareResult.CodeNeeded(keeper.enrolment(handle, one.staff(), one.key()));
  }
}
