package dev.staffgate.signin.care;

import dev.staffgate.accounts.EpochCause;
import dev.staffgate.audit.AuditEvent;
import dev.staffgate.model.Secret;
import dev.staffgate.network.IpAddress;
import dev.staffgate.signin.CredentialKeeper;
import dev.staffgate.signin.Credentials;
import dev.staffgate.signin.OneTimeCodeKey;
import dev.staffgate.signin.OwnerNotice;
import dev.staffgate.signin.SignInOrigin;
import dev.staffgate.signin.SignInResult;
import dev.staffgate.signin.care.PendingKey.Purpose;
import java.util.List;
import java.util.Optional;

/** The confirmation of a new key by its first code. With it, all that belongs to it is kept. */
final class KeyConfirmation implements CredentialKeeper.NewKey {
  private final CareParts parts;
  private final PendingKey pending;
  private final Optional<IpAddress> from;
  private final List<Secret> recoveryCodes;

  private KeyConfirmation(CareParts parts, PendingKey pending, Optional<IpAddress> from) {
    this.parts = parts;
    this.pending = pending;
    this.from = from;
    this.recoveryCodes = isOfSession() ? List.of() : parts.keeper().newRecoveryCodes();
  }

  /** Takes the first code of a new key. */
  static CareResult take(CareParts parts, PendingKey pending, String code, SignInOrigin origin) {
    KeyConfirmation one = new KeyConfirmation(parts, pending, origin.from());
    SignInResult result = parts.keeper().confirm(one, code, origin);
    return result instanceof SignInResult.SignedIn signedIn
        ? new CareResult.SecondFactorSet(signedIn, one.recoveryCodes)
        : new CareResult.NotDone(result);
  }

  @Override
  public String staff() {
    return pending.staff();
  }

  @Override
  public OneTimeCodeKey key() {
    return pending.key();
  }

  @Override
  public boolean isOfSession() {
    return pending.purpose() == Purpose.CHANGE;
  }

  @Override
  public boolean fits(Credentials now) {
    return PendingKey.basisOf(now).equals(pending.basis());
  }

  @Override
  public Credentials completed(Credentials withKey) {
    Credentials whole = pending.password().map(withKey::withPasswordHash).orElse(withKey);
    return isOfSession()
        ? whole
        : whole.withRecoveryCodes(CredentialKeeper.fingerprints(recoveryCodes));
  }

  @Override
  public void begins() {
    parts.endAll(staff(), EpochCause.SECOND_FACTOR_RESET);
  }

  @Override
  public void kept() {
    parts.endAll(staff(), EpochCause.SECOND_FACTOR_RESET);
    parts.pending().end(staff());
    CredentialKeeper keeper = parts.keeper();
    if (pending.purpose() != Purpose.INVITATION) {
      keeper.notice(staff(), OwnerNotice.Kind.SECOND_FACTOR_CHANGED);
    }
    keeper.record(
        parts.event(
            isOfSession()
                ? AuditEvent.Type.SECOND_FACTOR_CHANGED
                : AuditEvent.Type.SECOND_FACTOR_ENROLLED,
            staff(),
            from));
  }
}
