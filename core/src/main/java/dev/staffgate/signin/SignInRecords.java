package dev.staffgate.signin;

import dev.staffgate.audit.AuditEvent;
import dev.staffgate.audit.AuditSink;
import dev.staffgate.network.IpAddress;
import dev.staffgate.signin.attempts.AttemptVerdict;
import java.time.InstantSource;
import java.util.Optional;

/** The records of sign-ins. Thread-safe. */
final class SignInRecords {
  private final AuditSink audit;
  private final InstantSource clock;

  SignInRecords(AuditSink audit, InstantSource clock) {
    this.audit = audit;
    this.clock = clock;
  }

  void refused(String staff, Optional<IpAddress> from, String reason) {
    audit.append(
        AuditEvent.of(clock.instant(), AuditEvent.Type.SIGN_IN_REFUSED, staff, from)
            .with("reason", reason));
  }

  void event(AuditEvent.Type type, String staff, Optional<IpAddress> from) {
    audit.append(AuditEvent.of(clock.instant(), type, staff, from));
  }

  void append(AuditEvent event) {
    audit.append(event);
  }

  /** Records what somebody did to an account. */
  void by(AuditEvent.Type type, String who, Optional<IpAddress> from, String account) {
    audit.append(AuditEvent.of(clock.instant(), type, who, from).with("account", account));
  }

  /** Records a failure that was counted, and the wait that follows. */
  void failed(String staff, Optional<IpAddress> from, String what, AttemptVerdict next) {
    refused(staff, from, what);
    if (!next.isFree()) {
      audit.append(
          AuditEvent.of(clock.instant(), AuditEvent.Type.SIGN_IN_LOCKED, staff, from)
              .with("until", next.until().map(Object::toString).orElse("unlocked")));
    }
  }
}
